using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Reports;

/// <summary>A scenario replayed on a target, action by action, up to the first divergence.</summary>
/// <param name="Entries">One for each action of the scenario.</param>
/// <param name="Divergence">The divergence; null if the target conforms.</param>
public sealed record Timeline(IReadOnlyList<TimelineEntry> Entries, Divergence? Divergence)
{
    private const string Nothing = "";

    /// <summary>The rule that is broken, as <see cref="RuleRefinement"/> names it; null if the target conforms.</summary>
    public RuleId? Rule { get; private init; }

    /// <summary>Replays the scenario. Afterwards the runner still has what was expected and observed of the last action that was executed.</summary>
    /// <param name="scenario">What runs.</param>
    /// <param name="runner">Where.</param>
    /// <param name="before">Called before each action that is reached; the runner has the state then.</param>
    public static Timeline Of(Scenario scenario, LockstepRunner runner, Action? before = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(runner);
        runner.Start(scenario.Configuration, scenario.Actions);
        List<TimelineEntry> entries = [];
        Divergence? divergence = null;
        for (var i = 0; i < scenario.Actions.Length; i++)
        {
            ref readonly var action = ref scenario.Actions[i];
            if (divergence is not null)
            {
                entries.Add(new TimelineEntry(action, Nothing, Nothing, TimelineStatus.NotReached));
                continue;
            }

            before?.Invoke();
            try
            {
                if (!runner.Step(action, out var signature))
                    divergence = new Divergence(i, signature);
                entries.Add(Entry(action, runner, divergence));
            }
            catch (TargetException exception) when (FailureSignature.IsDivergence(exception))
            {
                divergence = new Divergence(i, FailureSignature.Of(exception));
                entries.Add(new TimelineEntry(action, ExpectationText.Of(action, runner.LastExpectation), exception.Message, TimelineStatus.Diverges));
            }
        }

        return Of(scenario, entries, divergence);
    }

    /// <summary>The timeline of a scenario that was replayed elsewhere.</summary>
    public static Timeline Of(Scenario scenario, IReadOnlyList<TimelineEntry> entries, Divergence? divergence)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return new Timeline(entries, divergence)
        {
            Rule = divergence is { } found
                ? RuleRefinement.Of(found.Signature, scenario with { Actions = scenario.Actions[..(found.Action + 1)] })
                : null,
        };
    }

    private static TimelineEntry Entry(in ScenarioAction action, LockstepRunner runner, Divergence? divergence)
    {
        if (runner.WasSkipped)
            return new TimelineEntry(action, ExpectationText.Of(action, runner.LastExpectation), Nothing, TimelineStatus.Skipped);
        var observed = ObservationText.Of(action, runner.LastObservation);
        if (runner.BrokenInvariant is { } broken)
            observed = $"{observed}; invariant {broken.Name} {(runner.InvariantException is { } thrown ? $"threw {thrown.GetType().Name}" : "broken")}";
        return new TimelineEntry(action, ExpectationText.Of(action, runner.LastExpectation), observed,
            divergence is null ? TimelineStatus.Agrees : TimelineStatus.Diverges);
    }
}
