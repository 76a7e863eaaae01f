using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Tests.Explaining;

/// <summary>A planted fault as an implementation that nobody knows: all it says of itself is whose errata it has.</summary>
internal sealed class UnknownImplementation(ITarget inner, string errataOf) : ITarget, IHostObservable, IErrataOfAnother
{
    public string Name => "unknown";

    public TargetCapabilities Capabilities => inner.Capabilities;

    public bool IsDeterministic => true;

    public string? ErrataOf => errataOf;

    public IHostObserver? Observer
    {
        get => ((IHostObservable)inner).Observer;
        set => ((IHostObservable)inner).Observer = value;
    }

    public void Reset(PeConfiguration configuration) => inner.Reset(configuration);

    public void Execute(in ScenarioAction action, ref Observation observation) => inner.Execute(action, ref observation);
}
