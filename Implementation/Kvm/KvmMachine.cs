using OsLockConformance.Implementation.Faults;
using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>One PE, one kernel of a given version, two virtual machines: everything put together.</summary>
internal sealed partial class KvmMachine
{
    private readonly VirtualMachine[] _machines = [new(), new()];
    private readonly HostData _hostData = new();
    private readonly PeConfiguration _configuration;
    private readonly ProcessingElement _pe;
    private readonly KvmDebug _debug;
    private readonly FaultId _fault;
    private readonly VcpuThread _thread;
    private readonly VcpuReset _vcpuReset;
    private readonly Userspace _userspace;
    private readonly OneReg _oneReg;
    private readonly GuestRunner _runner;
    private int _current;

    public KvmMachine(KvmVersion version, FaultId fault, PeConfiguration configuration)
    {
        _configuration = configuration;
        _pe = new ProcessingElement(configuration, SynchronizationPolicy.Immediate);
        _fault = fault;
        var profile = KvmProfile.Of(version);
        var debug = _debug = profile.Debug(fault);
        var osLock = profile.OsLock(fault, debug);
        var adjustPc = new AdjustPc(fault);
        var injectFault = new InjectFault(fault);
        var sysRegSwitch = new SysRegSaveRestore(_pe, debug, fault);
        var debugSwitch = new DebugSaveRestore(_pe, _hostData, debug, fault);
        var worldSwitch = new WorldSwitch(_pe, _hostData, sysRegSwitch, debugSwitch, adjustPc, version);
        var sysRegs = new SysRegEmulation(_pe, debug, osLock, injectFault, fault);
        Host = new HostObservation(_pe, configuration, osLock);
        _thread = new VcpuThread(_pe, debug, osLock, worldSwitch, adjustPc, Host);
        _vcpuReset = new VcpuReset(osLock);
        _oneReg = new OneReg(osLock, sysRegs, fault);
        _userspace = new Userspace(_oneReg, _vcpuReset, new GuestDebugIoctl(debug, _machines[0].Vcpu, fault), fault);
        _runner = new GuestRunner(_pe, _thread, new HandleExit(debug, sysRegs, injectFault, fault), _userspace);
    }

    /// <summary>The host as an observer sees it.</summary>
    public HostObservation Host { get; }

    private VirtualMachine Current => _machines[_current];

    /// <summary>A host that has booted, and two virtual machines whose monitors have.</summary>
    public void Reset()
    {
        HostBoot.Boot(_pe, _configuration);
        Host.CaptureHost();
        _thread.Reset();
        _current = 0;
        foreach (var vm in _machines)
        {
            vm.Vcpu.Create();
            _vcpuReset.Reset(vm.Vcpu);
            Array.Clear(vm.Cells);
            vm.DebugRegisters = default;
        }
    }

    /// <summary>The guest runs a block.</summary>
    public void Run(in ScenarioAction action, ref Observation observation) => _runner.Run(Current, in action, ref observation);

    /// <summary>KVM_SET_GUEST_DEBUG.</summary>
    public int SetGuestDebug(in ScenarioAction action)
    {
        StopInUserspace();
        return _userspace.SetGuestDebug(Current, action.Control, in action.DebugRegisters);
    }

    /// <summary>KVM_GET_ONE_REG.</summary>
    public int GetOneReg(in ScenarioAction action, out ulong value)
    {
        StopInUserspace();
        return _oneReg.Get(Current.Vcpu, action.OneReg, out value);
    }

    /// <summary>KVM_SET_ONE_REG.</summary>
    public int SetOneReg(in ScenarioAction action)
    {
        StopInUserspace();
        return _oneReg.Set(Current.Vcpu, action.OneReg, action.OneRegValue);
    }

    /// <summary>KVM_ARM_VCPU_INIT, then the monitor's boot.</summary>
    public void VcpuInit()
    {
        StopInUserspace();
        _vcpuReset.Reset(Current.Vcpu);
    }

    /// <summary>Migration.</summary>
    public void Migrate()
    {
        StopInUserspace();
        _userspace.Migrate(Current);
    }

    /// <summary>A signal: KVM_RUN returns; the next block calls it again.</summary>
    public void StopInUserspace()
    {
        LeaveGuest();
        if (Current.Vcpu.IsLoaded)
            _thread.ReturnToUserspace(Current.Vcpu);
    }

    /// <summary>The vCPU thread is scheduled out and in.</summary>
    public void Preempt()
    {
        LeaveGuest();
        if (!Current.Vcpu.IsLoaded)
            return;
        _thread.Put(Current.Vcpu);
        _thread.Load(Current.Vcpu);
    }

    /// <summary>The vCPU thread is scheduled out, that of the other virtual machine in.</summary>
    public void SwitchVm()
    {
        LeaveGuest();
        _thread.Put(Current.Vcpu);
        _current ^= 1;
    }

    private void LeaveGuest()
    {
        if (_thread.Entered is { } vm)
            _thread.Interrupt(vm);
    }
}
