using OsLockConformance.Implementation.Faults;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>KVM_SET_GUEST_DEBUG: kvm_arch_vcpu_ioctl_set_guest_debug() of guest.c.</summary>
internal sealed class GuestDebugIoctl(KvmDebug debug, Vcpu firstVcpu, FaultId fault)
{
    /// <summary>KVM_GUESTDBG_VALID_MASK.</summary>
    private const GuestDebugFlags Valid = GuestDebugFlags.Enable | GuestDebugFlags.SingleStep | GuestDebugFlags.UseSwBp | GuestDebugFlags.UseHw;

    /// <summary>The ioctl.</summary>
    /// <returns>0 or a positive errno.</returns>
    public int Set(Vcpu vcpu, GuestDebugFlags control, in UserspaceDebugRegisters registers)
    {
        if ((control & ~Valid) != 0 && fault != FaultId.UnknownControlAccepted)
            return Errno.EINVAL;
        if ((control & GuestDebugFlags.Enable) == 0)
        {
            if (fault != FaultId.DisableKeepsGuestDebug)
                vcpu.GuestDebug = GuestDebugFlags.None;
            debug.GuestDebugDisabled(vcpu);
            return Errno.None;
        }
        var wasUsingHardware = vcpu.UserspaceWants(GuestDebugFlags.UseHw);
        vcpu.GuestDebug = control & Valid;
        if (vcpu.UserspaceWants(GuestDebugFlags.UseHw) && !(wasUsingHardware && fault == FaultId.ExternalStateNotReplaced))
            (fault == FaultId.ExternalStateOfFirstVm ? firstVcpu : vcpu).ExternalDebugState.CopyFrom(in registers);
        return Errno.None;
    }
}
