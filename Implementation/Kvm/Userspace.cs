using OsLockConformance.Implementation.Faults;
using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Monitor = OsLockConformance.Implementation.Hardware.Monitor;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>The virtual machine monitor in userspace: what it does with a vCPU that it has stopped.</summary>
internal sealed class Userspace(OneReg oneReg, VcpuReset vcpuReset, GuestDebugIoctl guestDebug, FaultId fault)
{
    private static readonly SystemRegister Oslsr = new(RegisterId.OSLSR_EL1);
    private static readonly SystemRegister Mdscr = new(RegisterId.MDSCR_EL1);
    private static readonly SystemRegister Mdccint = new(RegisterId.MDCCINT_EL1);
    private static readonly SystemRegister Contextidr = new(RegisterId.CONTEXTIDR_EL1);

    // What migration carries: a vCPU that never runs.
    private readonly Vcpu _image = new();

    /// <summary>KVM_SET_ONE_REG of the core registers PC and PSTATE: the monitor at its ERET.</summary>
    public static void PutBackToMonitor(Vcpu vcpu)
    {
        vcpu.Context.PC = GuestLayout.MonitorEret;
        vcpu.Context.PSTATE = Monitor.Pstate;
    }

    /// <summary>KVM_SET_GUEST_DEBUG with new registers, which are remembered if the call succeeds.</summary>
    /// <returns>0 or a positive errno.</returns>
    public int SetGuestDebug(VirtualMachine vm, GuestDebugFlags control, in UserspaceDebugRegisters registers)
    {
        var errno = guestDebug.Set(vm.Vcpu, control, in registers);
        if (errno == Errno.None)
            vm.DebugRegisters = registers;
        return errno;
    }

    /// <summary>KVM_SET_GUEST_DEBUG with the registers of the last call that succeeded.</summary>
    /// <returns>0 or a positive errno.</returns>
    public int SetGuestDebug(VirtualMachine vm, GuestDebugFlags control) => guestDebug.Set(vm.Vcpu, control, in vm.DebugRegisters);

    /// <summary>
    /// Saves all registers through ONE_REG, makes a fresh vCPU, restores them, and debugs it as before. Flags of the old vCPU
    /// (a pending step, say) are not registers and stay behind.
    /// </summary>
    public void Migrate(VirtualMachine vm)
    {
        var vcpu = vm.Vcpu;
        var control = vcpu.GuestDebug;
        _image.Create();
        vcpuReset.Reset(_image);
        CopyRegisters(vcpu, _image);
        vcpu.Create();
        vcpuReset.Reset(vcpu);
        CopyRegisters(_image, vcpu);
        if (control != GuestDebugFlags.None)
            SetGuestDebug(vm, control);
    }

    private void CopyRegisters(Vcpu from, Vcpu to)
    {
        CopyCoreRegisters(from.Context, to.Context);
        if (fault != FaultId.RegListWithoutOslsr)
            Copy(from, to, Oslsr);
        Copy(from, to, Mdscr);
        Copy(from, to, Mdccint);
        Copy(from, to, Contextidr);
        var breakpoints = fault == FaultId.RegListWithoutHighBreakpoints ? 4 : PeLimits.MaximumBreakpoints;
        oneReg.CopyFamily(from, to, RegisterId.DBGBVRn_EL1, breakpoints);
        oneReg.CopyFamily(from, to, RegisterId.DBGBCRn_EL1, breakpoints);
        oneReg.CopyFamily(from, to, RegisterId.DBGWVRn_EL1, PeLimits.MaximumWatchpoints);
        oneReg.CopyFamily(from, to, RegisterId.DBGWCRn_EL1, PeLimits.MaximumWatchpoints);
    }

    private void Copy(Vcpu from, Vcpu to, SystemRegister register)
    {
        if (oneReg.Get(from, register, out var value) == Errno.None)
            oneReg.Set(to, register, value);
    }

    /// <summary>The core registers, and those system registers that no action can name.</summary>
    private static void CopyCoreRegisters(VcpuContext from, VcpuContext to)
    {
        to.PC = from.PC;
        to.PSTATE = from.PSTATE;
        to[VcpuSysReg.ELR_EL1] = from[VcpuSysReg.ELR_EL1];
        to[VcpuSysReg.SPSR_EL1] = from[VcpuSysReg.SPSR_EL1];
        to[VcpuSysReg.ESR_EL1] = from[VcpuSysReg.ESR_EL1];
        to[VcpuSysReg.FAR_EL1] = from[VcpuSysReg.FAR_EL1];
        to[VcpuSysReg.TTBR1_EL1] = from[VcpuSysReg.TTBR1_EL1];
    }
}
