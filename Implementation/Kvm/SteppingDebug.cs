using OsLockConformance.Implementation.Faults;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>
/// debug.c of 6.1: PSTATE.SS is kept for the guest while KVM uses it, and a step of userspace that is pending when the guest
/// is left stays pending.
/// </summary>
internal sealed class SteppingDebug(FaultId fault) : OsLockDebug(fault)
{
    /// <inheritdoc/>
    public override bool KeepsGuestStep(Vcpu vcpu) => KeepsGuestMdscr(vcpu);

    /// <inheritdoc/>
    protected override void SaveGuestDebugRegs(Vcpu vcpu)
    {
        base.SaveGuestDebugRegs(vcpu);
        vcpu.PreservedPstateSS = (vcpu.Context.PSTATE & SPSR_EL1.SS) != 0;
    }

    /// <inheritdoc/>
    protected override void RestoreGuestDebugRegs(Vcpu vcpu)
    {
        base.RestoreGuestDebugRegs(vcpu);
        if (Fault != FaultId.PstateSSNotRestored)
            RestorePstateSS(vcpu);
    }

    /// <inheritdoc/>
    protected override void SetPstateSS(Vcpu vcpu)
    {
        if (vcpu.HasFlag(VcpuFlags.DBG_SS_ACTIVE_PENDING))
            vcpu.Context.PSTATE &= ~SPSR_EL1.SS;
        else
            vcpu.Context.PSTATE |= SPSR_EL1.SS;
    }

    /// <inheritdoc/>
    protected override void RecordPendingStep(Vcpu vcpu)
    {
        if (Fault == FaultId.PendingStepCheckedAfterRestore)
            RestorePstateSS(vcpu);
        if (vcpu.UserspaceWants(GuestDebugFlags.SingleStep) && (vcpu.Context.PSTATE & SPSR_EL1.SS) == 0
            && Fault != FaultId.PendingStepForgotten)
            vcpu.Flags |= VcpuFlags.DBG_SS_ACTIVE_PENDING;
    }

    /// <inheritdoc/>
    public override bool HandleGuestDebug(Vcpu vcpu, ExceptionClass ec)
    {
        if (ec == ExceptionClass.SoftwareStepLowerEl && Fault != FaultId.PendingStepNotClearedByExit)
            vcpu.Flags &= ~VcpuFlags.DBG_SS_ACTIVE_PENDING;
        return true;
    }

    /// <inheritdoc/>
    public override void GuestDebugDisabled(Vcpu vcpu) => vcpu.Flags &= ~VcpuFlags.DBG_SS_ACTIVE_PENDING;

    private static void RestorePstateSS(Vcpu vcpu)
    {
        if (vcpu.PreservedPstateSS)
            vcpu.Context.PSTATE |= SPSR_EL1.SS;
        else
            vcpu.Context.PSTATE &= ~SPSR_EL1.SS;
    }
}
