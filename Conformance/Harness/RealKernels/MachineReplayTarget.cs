using OsLockConformance.Implementation.Kernels;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.RealKernels;

/// <summary>A machine that is booted for every scenario. It shows only whether the machine lives through it: this is for shrinking
/// what it does not live through.</summary>
internal sealed class MachineReplayTarget(MachineBoot boot, MachineJob job, TargetCapabilities capabilities, PeConfiguration configuration) : ITarget, IFixedPe, ILookahead
{
    private ScenarioAction[] _announced = [];
    private bool _hasRun;

    public string Name => "kvm";

    public TargetCapabilities Capabilities => capabilities;

    public PeConfiguration Configuration => configuration;

    public void Reset(PeConfiguration configuration) => _hasRun = false;

    public void Announce(ReadOnlySpan<ScenarioAction> actions) => _announced = actions.ToArray();

    public void Execute(in ScenarioAction action, ref Observation observation)
    {
        observation.Clear();
        if (_hasRun)
            return;
        _hasRun = true;
        var isDone = false;
        try
        {
            boot(job, new Scenario(configuration, _announced), line => isDone |= line == MachineLine.Done);
        }
        catch (EmulatedKernelException exception) when (exception.Failure != TargetFailure.Unavailable)
        {
            throw new TargetException(exception.Failure, exception.Message, exception);
        }
        if (!isDone)
            throw new TargetException(TargetFailure.Crash, "the machine ended");
    }
}
