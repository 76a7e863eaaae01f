using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Lockstep;

/// <summary>Answers with what a batch target showed before, so that the lockstep loop compares a batch as it compares anything
/// else.</summary>
internal sealed class RecordedTarget(IBatchTarget source) : ITarget
{
    /// <inheritdoc/>
    public string Name => source.Name;

    /// <inheritdoc/>
    public TargetCapabilities Capabilities => source.Capabilities;

    /// <summary>Whether the source executed the action that comes next.</summary>
    public bool WasExecuted { get; set; }

    /// <summary>Whether an action was asked for that the source did not execute.</summary>
    public bool IsMissing { get; private set; }

    /// <summary>Observations of the scenario taken so far.</summary>
    public int Taken { get; private set; }

    /// <inheritdoc/>
    public void Reset(PeConfiguration configuration)
    {
        IsMissing = false;
        Taken = 0;
    }

    /// <inheritdoc/>
    public void Execute(in ScenarioAction action, ref Observation observation)
    {
        if (!WasExecuted)
        {
            IsMissing = true;
            observation.Clear();
            return;
        }
        source.Take(ref observation);
        Taken++;
    }
}
