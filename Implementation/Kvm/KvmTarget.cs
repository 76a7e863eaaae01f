using OsLockConformance.Implementation.Faults;
using OsLockConformance.Model.Exploration;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>
/// A KVM version, possibly with a planted fault, as a target: the guest's blocks, userspace and the host act on two virtual
/// machines that share a simulated PE. The guest stays entered from one block to the next, since the exception that ends a
/// block goes to its own monitor.
/// </summary>
public sealed partial class KvmTarget : IExplorable, IHostObservable, IReplicable
{
    private readonly KvmVersion _version;
    private readonly FaultId _fault;
    private readonly Dictionary<PeConfiguration, KvmMachine> _machines = [];
    private PeConfiguration _configuration = PeConfiguration.Default;
    private KvmMachine _machine;

    /// <summary>Makes the target of a version.</summary>
    public KvmTarget(KvmVersion version)
        : this(version, FaultId.None, KvmProfile.Of(version).Name)
    {
    }

    /// <summary>Makes the target of a planted fault.</summary>
    public KvmTarget(PlantedFault fault)
        : this((fault ?? throw new ArgumentNullException(nameof(fault))).Base, fault.Id, fault.TargetName)
    {
    }

    private KvmTarget(KvmVersion version, FaultId fault, string name)
    {
        _version = version;
        _fault = fault;
        Name = name;
        _machine = MachineOf(_configuration);
        _machine.Reset();
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public TargetCapabilities Capabilities => TargetCapabilities.Userspace | TargetCapabilities.BoundaryEvents | TargetCapabilities.Host;

    /// <inheritdoc/>
    public bool IsDeterministic => true;

    /// <inheritdoc/>
    public IHostObserver? Observer
    {
        get => _machine.Host.Observer;
        set => _machine.Host.Observer = value;
    }

    /// <inheritdoc/>
    public ITarget Replicate() => new KvmTarget(_version, _fault, Name);

    /// <inheritdoc/>
    public void Reset(PeConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (!ReferenceEquals(configuration, _configuration))
        {
            var observer = Observer;
            _machine = MachineOf(configuration);
            _configuration = configuration;
            Observer = observer;
        }
        _machine.Reset();
    }

    /// <inheritdoc/>
    public void Execute(in ScenarioAction action, ref Observation observation)
    {
        observation.Clear();
        switch (action.Kind)
        {
            case ActionKind.Run:
                _machine.Run(in action, ref observation);
                break;
            case ActionKind.SetGuestDebug:
                observation.Errno = _machine.SetGuestDebug(in action);
                break;
            case ActionKind.GetOneReg:
                observation.Errno = _machine.GetOneReg(in action, out observation.OneRegValue);
                break;
            case ActionKind.SetOneReg:
                observation.Errno = _machine.SetOneReg(in action);
                break;
            case ActionKind.VcpuInit:
                _machine.VcpuInit();
                break;
            case ActionKind.Migrate:
                _machine.Migrate();
                break;
            case ActionKind.Reenter:
                _machine.StopInUserspace();
                break;
            case ActionKind.Preempt:
                _machine.Preempt();
                break;
            case ActionKind.SwitchVm:
                _machine.SwitchVm();
                break;
            default:
                throw new NotSupportedException($"{Name} has no {action.Kind}.");
        }
    }

    /// <summary>The machine of a configuration, built once: scenarios go back and forth between a few.</summary>
    private KvmMachine MachineOf(PeConfiguration configuration)
    {
        if (!_machines.TryGetValue(configuration, out var machine))
            _machines.Add(configuration, machine = new KvmMachine(_version, _fault, configuration));
        return machine;
    }
}
