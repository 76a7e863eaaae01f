using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Invariants;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>The steps of KVM_RUN: arm.c. Who calls them in which order is <see cref="GuestRunner"/>'s affair.</summary>
internal sealed class VcpuThread(
    ProcessingElement pe, KvmDebug debug, OsLockEmulation osLock, WorldSwitch worldSwitch, AdjustPc adjustPc, HostObservation host)
{
    /// <summary>The virtual machine whose guest is on the PE, in the guest; null while the host runs.</summary>
    public VirtualMachine? Entered { get; private set; }

    /// <summary>Nothing is entered: a fresh PE.</summary>
    public void Reset() => Entered = null;

    /// <summary>Puts a state back in which this virtual machine's guest is on the PE, or none.</summary>
    public void Place(VirtualMachine? entered) => Entered = entered;

    /// <summary>vcpu_load(), kvm_arch_vcpu_load().</summary>
    public void Load(Vcpu vcpu)
    {
        if (vcpu.IsLoaded)
            return;
        vcpu.IsLoaded = true;
        debug.LoadDebug(vcpu);
        osLock.Load(vcpu, pe);
    }

    /// <summary>vcpu_put(), kvm_arch_vcpu_put().</summary>
    public void Put(Vcpu vcpu)
    {
        if (!vcpu.IsLoaded)
            return;
        vcpu.IsLoaded = false;
        debug.PutDebug(vcpu);
    }

    /// <summary>One turn of the loop of kvm_arch_vcpu_ioctl_run(), up to the guest.</summary>
    public void Enter(VirtualMachine vm)
    {
        debug.SetupDebug(vm.Vcpu);
        worldSwitch.SwitchIn(vm);
        Entered = vm;
        host.Report(HostMoment.GuestEntry, vm.Vcpu);
        pe.EnterGuest();
    }

    /// <summary>The same turn, from the exception to EL2 until before handle_exit().</summary>
    public void Leave(VirtualMachine vm)
    {
        host.Report(HostMoment.GuestExit, vm.Vcpu);
        worldSwitch.SwitchOut(vm.Vcpu);
        Entered = null;
        host.Report(HostMoment.HostResumed, vm.Vcpu);
        debug.ClearDebug(vm.Vcpu);
    }

    /// <summary>An interrupt of the host takes the PE out of the guest, between two instructions.</summary>
    public void Interrupt(VirtualMachine vm)
    {
        pe.SynchronizeContext();
        pe.ELR_EL2 = pe.PC;
        pe.SPSR_EL2 = pe.PSTATE;
        Leave(vm);
    }

    /// <summary>The return of KVM_RUN to userspace.</summary>
    public void ReturnToUserspace(Vcpu vcpu)
    {
        adjustPc.Adjust(vcpu);
        Put(vcpu);
    }
}
