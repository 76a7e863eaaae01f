using OsLockConformance.Implementation.Faults;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>
/// debug.c from 6.14: an owner of the debug registers is chosen when the vCPU is loaded. While that is the host, the PE runs
/// with an MDSCR_EL1 of its own, computed then and only then, so what the guest writes to MDSCR_EL1 meanwhile (TDCC, say)
/// does not reach the PE before the next load.
/// </summary>
internal sealed class OwnedDebug(FaultId fault) : KvmDebug(fault)
{
    /// <summary>kvm_vcpu_load_debug().</summary>
    public override void LoadDebug(Vcpu vcpu)
    {
        var locked = OsLockEnabled(vcpu) && Fault != FaultId.OwnerIgnoresLock;
        if (vcpu.GuestDebug != GuestDebugFlags.None || locked)
        {
            vcpu.DebugOwner = DebugOwner.HostOwned;
            SetupExternalMdscr(vcpu);
            if (vcpu.UserspaceWants(GuestDebugFlags.SingleStep))
                StealStepState(vcpu);
        }
        else
        {
            var enables = Fault == FaultId.OwnerIgnoresMde ? MDSCR_EL1.KDE : MDSCR_EL1.KDE | MDSCR_EL1.MDE;
            vcpu.DebugOwner = (vcpu.Context[VcpuSysReg.MDSCR_EL1] & enables) != 0 ? DebugOwner.GuestOwned : DebugOwner.Free;
        }
        SetupMdcrEl2(vcpu);
    }

    /// <summary>kvm_vcpu_put_debug().</summary>
    public override void PutDebug(Vcpu vcpu)
    {
        if (!vcpu.UserspaceWants(GuestDebugFlags.SingleStep))
            return;
        if ((vcpu.Context.PSTATE & SPSR_EL1.SS) == 0 && Fault != FaultId.HostStepPendingForgotten)
            vcpu.Flags |= VcpuFlags.HOST_SS_ACTIVE_PENDING;
        else
            vcpu.Flags &= ~VcpuFlags.HOST_SS_ACTIVE_PENDING;
        if (Fault == FaultId.GuestStepStateNotGivenBack)
            return;
        if (vcpu.HasFlag(VcpuFlags.GUEST_SS_ACTIVE_PENDING))
            vcpu.Context.PSTATE &= ~SPSR_EL1.SS;
        else
            vcpu.Context.PSTATE |= SPSR_EL1.SS;
    }

    /// <summary>ctxt_mdscr_el1().</summary>
    public override ref ulong MdscrOf(Vcpu vcpu)
    {
        if (vcpu.DebugOwner == DebugOwner.HostOwned)
            return ref vcpu.ExternalMdscr;
        return ref vcpu.Context[VcpuSysReg.MDSCR_EL1];
    }

    /// <summary>kvm_debug_regs_in_use().</summary>
    public override bool RegistersInUse(Vcpu vcpu) => vcpu.DebugOwner != DebugOwner.Free;

    /// <summary>__vcpu_debug_regs().</summary>
    public override GuestDebugRegisters RegistersToSwitch(Vcpu vcpu) =>
        vcpu.DebugOwner == DebugOwner.HostOwned && Fault != FaultId.HostOwnerLoadsGuestRegisters
            ? vcpu.ExternalDebugState
            : vcpu.VcpuDebugState;

    /// <summary>kvm_debug_set_guest_ownership(): a read takes ownership as a write does.</summary>
    public override void DebugRegisterAccessed(Vcpu vcpu, bool isWrite)
    {
        if (vcpu.DebugOwner == DebugOwner.HostOwned && Fault != FaultId.GuestTakesOwnershipFromHost)
            return;
        vcpu.DebugOwner = DebugOwner.GuestOwned;
        SetupMdcrEl2(vcpu);
    }

    /// <summary>kvm_handle_guest_debug(): the step was taken, so the next one is not pending when the vCPU is put.</summary>
    public override bool HandleGuestDebug(Vcpu vcpu, ExceptionClass ec)
    {
        if (ec == ExceptionClass.SoftwareStepLowerEl && Fault != FaultId.StepExitLeavesStepPending)
            vcpu.Context.PSTATE |= SPSR_EL1.SS;
        return true;
    }

    /// <inheritdoc/>
    public override void GuestDebugDisabled(Vcpu vcpu) => vcpu.Flags &= ~VcpuFlags.HOST_SS_ACTIVE_PENDING;

    /// <summary>setup_external_mdscr().</summary>
    private void SetupExternalMdscr(Vcpu vcpu)
    {
        var cleared = Fault switch
        {
            FaultId.ExternalMdscrKeepsMde => MDSCR_EL1.SS | MDSCR_EL1.KDE,
            FaultId.ExternalMdscrKeepsSS => MDSCR_EL1.MDE | MDSCR_EL1.KDE,
            _ => MDSCR_EL1.SS | MDSCR_EL1.MDE | MDSCR_EL1.KDE,
        };
        var mdscr = vcpu.Context[VcpuSysReg.MDSCR_EL1] & ~cleared;
        if (vcpu.UserspaceWants(GuestDebugFlags.SingleStep))
            mdscr |= MDSCR_EL1.SS;
        if (vcpu.UserspaceWants(GuestDebugFlags.UseHw))
            mdscr |= Fault == FaultId.ExternalMdscrWithoutMde ? MDSCR_EL1.KDE : MDSCR_EL1.MDE | MDSCR_EL1.KDE;
        vcpu.ExternalMdscr = mdscr;
    }

    /// <summary>The part of kvm_vcpu_load_debug() that exchanges the guest's PSTATE.SS for userspace's.</summary>
    private static void StealStepState(Vcpu vcpu)
    {
        if ((vcpu.Context.PSTATE & SPSR_EL1.SS) != 0)
            vcpu.Flags &= ~VcpuFlags.GUEST_SS_ACTIVE_PENDING;
        else
            vcpu.Flags |= VcpuFlags.GUEST_SS_ACTIVE_PENDING;
        if (vcpu.HasFlag(VcpuFlags.HOST_SS_ACTIVE_PENDING))
            vcpu.Context.PSTATE &= ~SPSR_EL1.SS;
        else
            vcpu.Context.PSTATE |= SPSR_EL1.SS;
    }

    /// <summary>kvm_arm_setup_mdcr_el2().</summary>
    private void SetupMdcrEl2(Vcpu vcpu)
    {
        var mdcr = CommonMdcrEl2(vcpu);
        var trapped = Fault == FaultId.FreeRegistersNotTrapped
            ? vcpu.DebugOwner == DebugOwner.HostOwned
            : vcpu.DebugOwner != DebugOwner.GuestOwned;
        if (trapped)
            mdcr |= MdcrEl2.TDA;
        if (Fault == FaultId.GuestOwnerDropsTdosa && vcpu.DebugOwner == DebugOwner.GuestOwned)
            mdcr &= ~MdcrEl2.TDOSA;
        vcpu.MdcrEl2 = mdcr;
    }
}
