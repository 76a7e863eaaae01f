using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Vmm;

/// <summary>One of the two virtual machines of a scenario, and what its userspace remembers.</summary>
internal sealed class GuestMachine : IDisposable
{
    // The monitor: EL1h with D, A, I and F set.
    private const ulong MonitorPstate = 0x3C5;

    private readonly KvmDevice _device;

    public GuestMachine(KvmDevice device)
    {
        _device = device;
        Ram = new GuestRam();
        MonitorCode.Write(Ram);
        Vcpu = new GuestVcpu(device, Ram);
        Boot();
    }

    /// <summary>The memory.</summary>
    public GuestRam Ram { get; }

    /// <summary>The vCPU; replaced by a migration.</summary>
    public GuestVcpu Vcpu { get; private set; }

    /// <summary>The flags of the last KVM_SET_GUEST_DEBUG that succeeded.</summary>
    public GuestDebugFlags GuestDebug { get; private set; }

    /// <summary>Whether the vCPU waits at the doorbell: the next KVM_RUN goes on with the control block's batch.</summary>
    public bool IsAtDoorbell { get; set; }

    private UserspaceDebugRegisters DebugRegisters { get; set; }

    /// <summary>
    /// Makes the machine fresh, its cells zero. KVM_ARM_VCPU_INIT and KVM_SET_GUEST_DEBUG leave nothing behind that a guest or userspace
    /// could read; a new virtual machine for each scenario would take ten times as long.
    /// </summary>
    public void Reset()
    {
        CompleteExit();
        _ = Vcpu.SetGuestDebug(0, default);
        Vcpu.Init();
        ClearCells();
        GuestDebug = GuestDebugFlags.None;
        DebugRegisters = default;
        Boot();
    }

    /// <summary>Makes the cells zero.</summary>
    public void ClearCells()
    {
        for (var cell = 0; cell < GuestLayout.CellCount; cell++)
            Ram[GuestLayout.Cell(cell)] = 0;
    }

    /// <summary>KVM_ARM_VCPU_INIT, then the monitor's boot.</summary>
    public void VcpuInit()
    {
        CompleteExit();
        Vcpu.Init();
        Boot();
    }

    /// <summary>KVM_SET_GUEST_DEBUG with new registers, which are remembered if the call succeeds.</summary>
    /// <returns>0 or a positive errno.</returns>
    public int SetGuestDebug(GuestDebugFlags control, in UserspaceDebugRegisters registers)
    {
        // Otherwise the monitor's store to the doorbell, completed under single-step, is the step that userspace gets.
        CompleteExit();
        var errno = Vcpu.SetGuestDebug(control.ToControlWord(), registers);
        if (errno != Errno.None)
            return errno;
        DebugRegisters = registers;
        GuestDebug = (control & GuestDebugFlags.Enable) != 0 ? control : GuestDebugFlags.None;
        return Errno.None;
    }

    /// <summary>
    /// Saves every register of KVM_GET_REG_LIST, restores them into the vCPU of a fresh virtual machine with the same memory, and
    /// debugs it as before. Registers that do not take their own value back are invariant ones.
    /// </summary>
    public void Migrate()
    {
        CompleteExit();
        var list = Array.FindAll(Vcpu.RegisterList(), MigratedRegisters.Contains);
        var values = new ulong[list.Length];
        for (var i = 0; i < list.Length; i++)
            values[i] = Vcpu[list[i]];
        Vcpu.Dispose();
        Vcpu = new GuestVcpu(_device, Ram);
        for (var i = 0; i < list.Length; i++)
            _ = Vcpu.SetOneReg(list[i], values[i]);
        if (GuestDebug != GuestDebugFlags.None)
            _ = Vcpu.SetGuestDebug(GuestDebug.ToControlWord(), DebugRegisters);
    }

    /// <summary>Puts the vCPU to an instruction of the monitor.</summary>
    public void PutToMonitor(ulong address)
    {
        CompleteExit();
        Vcpu[KvmIoctl.PC] = address;
        Vcpu[KvmIoctl.PSTATE] = MonitorPstate;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Vcpu.Dispose();
        Ram.Dispose();
    }

    /// <summary>After an MMIO exit the PC moves at the next KVM_RUN only, so there has to be one before anybody else moves it.</summary>
    private void CompleteExit()
    {
        if (!IsAtDoorbell)
            return;
        Vcpu.CompleteExit();
        IsAtDoorbell = false;
    }

    private void Boot()
    {
        IsAtDoorbell = false;
        Vcpu[KvmIoctl.VBAR_EL1] = GuestLayout.Vectors;
    }
}
