using System.Diagnostics;
using OsLockConformance.Model.Exploration;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Hardware;

/// <summary>The simulated PE as a target: no hypervisor, the monitor and its blocks have it to themselves.</summary>
public sealed partial class HardwareTarget : IExplorable, IReplicable
{
    private readonly SynchronizationPolicy _policy;
    private readonly Dictionary<PeConfiguration, ProcessingElement> _elements = [];
    private PeConfiguration _configuration = PeConfiguration.Default;
    private BlockRun _run;

    /// <summary>Makes the target with a PE of the default configuration, booted.</summary>
    public HardwareTarget(SynchronizationPolicy policy = SynchronizationPolicy.Immediate)
    {
        _policy = policy;
        ProcessingElement = ElementOf(_configuration);
        Monitor.ColdBoot(ProcessingElement, _configuration);
    }

    /// <inheritdoc/>
    public string Name => _policy == SynchronizationPolicy.Immediate ? "hardware" : "hardware-deferred";

    /// <inheritdoc/>
    public TargetCapabilities Capabilities => TargetCapabilities.Guest | TargetCapabilities.Reset;

    /// <inheritdoc/>
    public bool IsDeterministic => true;

    /// <summary>The PE, for those who want to look inside; replaced by a <see cref="Reset"/> with another configuration.</summary>
    public ProcessingElement ProcessingElement { get; private set; }

    /// <inheritdoc/>
    public ITarget Replicate() => new HardwareTarget(_policy);

    /// <inheritdoc/>
    public void Reset(PeConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (!ReferenceEquals(configuration, _configuration))
        {
            ProcessingElement = ElementOf(configuration);
            _configuration = configuration;
        }
        ProcessingElement.ColdReset();
        Monitor.ColdBoot(ProcessingElement, configuration);
    }

    /// <inheritdoc/>
    public void Execute(in ScenarioAction action, ref Observation observation)
    {
        observation.Clear();
        switch (action.Kind)
        {
            case ActionKind.Run:
                RunBlock(in action, ref observation);
                break;
            case ActionKind.ColdReset:
                ProcessingElement.ColdReset();
                Monitor.ColdBoot(ProcessingElement, _configuration);
                break;
            case ActionKind.WarmReset:
                ProcessingElement.WarmReset();
                Monitor.WarmBoot(ProcessingElement, _configuration);
                break;
            default:
                throw new NotSupportedException($"{Name} has no {action.Kind}.");
        }
    }

    /// <summary>The PE of a configuration, built once: scenarios go back and forth between a few.</summary>
    private ProcessingElement ElementOf(PeConfiguration configuration)
    {
        if (!_elements.TryGetValue(configuration, out var element))
            _elements.Add(configuration, element = new ProcessingElement(configuration, _policy));
        return element;
    }

    private void RunBlock(in ScenarioAction action, ref Observation observation)
    {
        _run.Begin(in action);
        _run.EventsDone = BlockRun.AllEventsDone;
        Monitor.PrepareEntry(ProcessingElement, in action);
        var stop = ProcessingElement.Run(ref _run, ref observation);
        if (stop is not (PeStop.Monitor or PeStop.Spin))
            throw new UnreachableException($"Without EL2 controls and events a block cannot end with {stop}.");
    }
}
