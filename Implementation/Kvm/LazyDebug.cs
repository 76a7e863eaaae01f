using OsLockConformance.Implementation.Faults;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>
/// debug.c as it was up to 6.13, here in the state of 5.17: the guest's MDSCR_EL1 is changed in its context before each entry
/// and put back after each exit, and the debug registers are switched only while DEBUG_DIRTY says so. The versions after it
/// derive from it.
/// </summary>
internal class LazyDebug(FaultId fault) : KvmDebug(fault)
{
    /// <inheritdoc/>
    public override bool RegistersInUse(Vcpu vcpu) => vcpu.HasFlag(VcpuFlags.DEBUG_DIRTY);

    /// <inheritdoc/>
    public override GuestDebugRegisters RegistersToSwitch(Vcpu vcpu) => vcpu.DebugPtr;

    /// <inheritdoc/>
    public override void RegistersSwitchedToHost(Vcpu vcpu) => vcpu.Flags &= ~VcpuFlags.DEBUG_DIRTY;

    /// <summary>trap_debug_regs(), reg_to_dbg(): a write makes the registers dirty, a read does not.</summary>
    public override void DebugRegisterAccessed(Vcpu vcpu, bool isWrite)
    {
        if (isWrite)
            vcpu.Flags |= VcpuFlags.DEBUG_DIRTY;
    }

    /// <inheritdoc/>
    public override void SetupDebug(Vcpu vcpu)
    {
        SetupMdcrEl2(vcpu);
        ref var mdscr = ref vcpu.Context[VcpuSysReg.MDSCR_EL1];
        if (UsesDebugRegisters(vcpu))
        {
            SaveGuestDebugRegs(vcpu);
            if (vcpu.UserspaceWants(GuestDebugFlags.SingleStep))
            {
                SetPstateSS(vcpu);
                mdscr |= MDSCR_EL1.SS;
            }
            else if (!(Fault == FaultId.StepNotBlockedByLock && vcpu.GuestDebug == GuestDebugFlags.None))
            {
                mdscr &= ~MDSCR_EL1.SS;
            }

            if (vcpu.UserspaceWants(GuestDebugFlags.UseHw))
            {
                mdscr |= MDSCR_EL1.MDE;
                vcpu.DebugPtr = vcpu.ExternalDebugState;
                vcpu.Flags |= VcpuFlags.DEBUG_DIRTY;
            }
            else if (BlocksDebugExceptions(vcpu))
            {
                mdscr &= ~MDSCR_EL1.MDE;
            }
        }

        if ((mdscr & (MDSCR_EL1.KDE | MDSCR_EL1.MDE)) != 0 && Fault != FaultId.MdeDoesNotMakeDirty)
            vcpu.Flags |= VcpuFlags.DEBUG_DIRTY;
    }

    /// <inheritdoc/>
    public override void ClearDebug(Vcpu vcpu)
    {
        if (!UsesDebugRegisters(vcpu) || (Fault == FaultId.MdscrNotRestoredAfterLock && vcpu.GuestDebug == GuestDebugFlags.None))
            return;
        RecordPendingStep(vcpu);
        RestoreGuestDebugRegs(vcpu);
        if (vcpu.UserspaceWants(GuestDebugFlags.UseHw) && Fault != FaultId.DebugPtrNotReset)
            vcpu.DebugPtr = vcpu.VcpuDebugState;
    }

    /// <inheritdoc/>
    public override bool KeepsGuestMdscr(Vcpu vcpu) => UsesDebugRegisters(vcpu);

    /// <summary>kvm_arm_setup_mdcr_el2().</summary>
    private void SetupMdcrEl2(Vcpu vcpu)
    {
        var mdcr = CommonMdcrEl2(vcpu);
        if (RoutesDebugExceptions(vcpu))
            mdcr |= MdcrEl2.TDE;
        if (vcpu.UserspaceWants(GuestDebugFlags.UseHw) || !vcpu.HasFlag(VcpuFlags.DEBUG_DIRTY) || TrapsDebugRegisters(vcpu))
            mdcr |= MdcrEl2.TDA;
        vcpu.MdcrEl2 = mdcr;
    }

    /// <summary>Whether TDE is set for a reason beside guest_debug.</summary>
    protected virtual bool RoutesDebugExceptions(Vcpu vcpu) => false;

    /// <summary>Whether TDA is set for a reason beside USE_HW and a clear DEBUG_DIRTY.</summary>
    protected virtual bool TrapsDebugRegisters(Vcpu vcpu) => false;

    /// <summary>The condition of kvm_arm_setup_debug() and kvm_arm_clear_debug().</summary>
    protected virtual bool UsesDebugRegisters(Vcpu vcpu) => vcpu.GuestDebug != GuestDebugFlags.None;

    /// <summary>Whether MDE is cleared for the guest.</summary>
    protected virtual bool BlocksDebugExceptions(Vcpu vcpu) => false;

    /// <summary>PSTATE.SS of a guest that userspace steps.</summary>
    protected virtual void SetPstateSS(Vcpu vcpu) => vcpu.Context.PSTATE |= SPSR_EL1.SS;

    /// <summary>Whether userspace's step was left pending.</summary>
    protected virtual void RecordPendingStep(Vcpu vcpu)
    {
    }

    /// <summary>save_guest_debug_regs(): the field that keeps MDSCR_EL1 has 32 bits.</summary>
    protected virtual void SaveGuestDebugRegs(Vcpu vcpu) => vcpu.PreservedMdscr = (uint)vcpu.Context[VcpuSysReg.MDSCR_EL1];

    /// <summary>restore_guest_debug_regs().</summary>
    protected virtual void RestoreGuestDebugRegs(Vcpu vcpu) => vcpu.Context[VcpuSysReg.MDSCR_EL1] = vcpu.PreservedMdscr;
}
