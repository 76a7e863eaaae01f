using System.Globalization;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Exports;

/// <summary>
/// A trace with what the model expects after each action, for programs that run without the model:
/// 1. the model starts fresh, with the errata that are accepted;
/// 2. after each action all states that may follow are kept, and what is expected of the next one is allowed in any of them. Where the
///    architecture leaves a choice such a program accepts a little more than the harness, which goes on from what it has observed;
/// 3. an action whose program would not leave its block is left out, as the harness does.
/// </summary>
public sealed record ExportedProgram
{
    private const int MaximumStates = 256;
    private const int Columns = 72;

    /// <summary>The trace's name, without folder and extension.</summary>
    public required string Name { get; init; }

    /// <summary>The PE.</summary>
    public required PeConfiguration Configuration { get; init; }

    /// <summary>The actions that run.</summary>
    public required IReadOnlyList<ExportedStep> Steps { get; init; }

    /// <summary>What a PE must have for the expectations to hold.</summary>
    public required IReadOnlyList<PeRequirement> Requirements { get; init; }

    /// <summary>The declared deviations that are accepted.</summary>
    public ErratumId Accepted { get; init; }

    /// <summary>The target that the trace was replayed on; null if it was on none.</summary>
    public string? Target { get; init; }

    /// <summary>What that showed; null if it was replayed on none.</summary>
    public Timeline? Observed { get; init; }

    /// <summary>The rule that the target breaks; null if it is not known or it conforms.</summary>
    public RuleId? Rule => Observed?.Rule;

    /// <summary>Works out what is expected of a trace.</summary>
    /// <exception cref="ExportException">It has too many states to follow, or an action that may or may not leave its block.</exception>
    public static ExportedProgram Of(string name, TraceDocument trace, ErratumId accepted)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return new ExportedProgram
        {
            Name = name,
            Configuration = trace.Scenario.Configuration,
            Steps = Follow(trace.Scenario, accepted),
            Requirements = PeRequirement.Of(trace.Scenario),
            Accepted = accepted,
        };
    }

    /// <summary>The same program after a replay on a target.</summary>
    public ExportedProgram ReplayedOn(string target, Timeline timeline) => this with { Target = target, Observed = timeline };

    /// <summary>What the program is about, for the comment at its top.</summary>
    public IReadOnlyList<string> Description
    {
        get
        {
            List<string> lines = [];
            if (Rule is { } broken)
            {
                var rule = RuleCatalogue.Get(broken);
                lines.Add($"{rule.Name}: {rule.Statement}");
                lines.Add($"Source: {rule.Source}.");
            }
            else
                lines.Add($"{Name}: a program with what the architecture allows after each step.");
            if (Observed?.Divergence is { } divergence)
            {
                var entry = Observed.Entries[divergence.Action];
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"Fails on {Target} at step {divergence.Action + 1}:"));
                lines.Add($"  expected {entry.Expected}");
                lines.Add($"  got      {entry.Observed}");
            }
            else if (Target is not null)
                lines.Add($"{Target} passes.");
            if (Accepted != ErratumId.None)
                lines.Add($"Declared deviations that pass: {string.Join(", ", ErratumCatalogue.NamesOf(Accepted))}.");
            return [.. lines.SelectMany(Wrapped)];
        }
    }

    private static IEnumerable<string> Wrapped(string line)
    {
        while (line.Length > Columns && line.LastIndexOf(' ', Columns) is var end && line.AsSpan(0, Math.Max(end, 0)).ContainsAnyExcept(' '))
        {
            yield return line[..end];
            line = $"  {line[end..].TrimStart()}";
        }
        yield return line;
    }

    private static List<ExportedStep> Follow(Scenario scenario, ErratumId accepted)
    {
        var model = new ReferenceModel(scenario.Configuration, accepted);
        model.Initial(out var initial);
        List<MachineState> states = [initial];
        var expectation = new Expectation();
        List<ExportedStep> steps = [];
        for (var i = 0; i < scenario.Actions.Length; i++)
        {
            ref readonly var action = ref scenario.Actions[i];
            List<MachineState> next = [];
            List<ExportedOutcome> outcomes = [];
            List<string> texts = [];
            var spins = 0;
            foreach (var state in states)
            {
                model.Step(state, action, expectation);
                if (expectation.Spins)
                {
                    spins++;
                    continue;
                }
                texts.Add(ExpectationText.Of(action, expectation));
                for (var n = 0; n < expectation.Count; n++)
                {
                    AddOnce(outcomes, ExportedOutcome.Of(action, expectation[n]));
                    var after = state;
                    ReferenceModel.Advance(ref after, expectation[n]);
                    StateBytes.AddOnce(next, after);
                }
            }
            if (spins == states.Count)
                continue;
            if (spins > 0)
                throw new ExportException("the architecture leaves open whether the program leaves this block", i);
            if (next.Count > MaximumStates)
                throw new ExportException("the architecture leaves too much open for a program that cannot follow it", i);
            steps.Add(new ExportedStep(i, action, outcomes, IsDebugged(states[0]), states[0].SecondActs)
            {
                Expected = string.Join("  or  ", texts.Distinct()),
            });
            states = next;
        }
        return steps;
    }

    private static bool IsDebugged(in MachineState state) =>
        (state.SecondActs ? state.Second.GuestDebug : state.First.GuestDebug) != GuestDebugFlags.None;

    private static void AddOnce(List<ExportedOutcome> outcomes, ExportedOutcome outcome)
    {
        if (!outcomes.Contains(outcome))
            outcomes.Add(outcome);
    }
}
