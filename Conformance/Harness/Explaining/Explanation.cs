using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Explaining;

/// <summary>
/// A trace on a target, explained: what each action does, the state that it met, how expectation and observation differ, the rule that
/// is broken and what is known that would explain it. All reports that people read are written from this.
/// </summary>
public sealed record Explanation
{
    private Explanation(Scenario scenario, string target)
    {
        Scenario = scenario;
        Target = target;
    }

    /// <summary>What ran.</summary>
    public Scenario Scenario { get; }

    /// <summary>The name of the target.</summary>
    public string Target { get; }

    /// <summary>What the target is, in one line; null for one that is not of this repository.</summary>
    public string? TargetSummary { get; private init; }

    /// <summary>The errata that were accepted.</summary>
    public ErratumId Accepted { get; private init; }

    /// <summary>The errata that are declared for the target.</summary>
    public ErratumId Declared { get; private init; }

    /// <summary>The actions in order.</summary>
    public IReadOnlyList<ExplainedAction> Actions { get; private init; } = [];

    /// <summary>The divergence; null if the target conforms.</summary>
    public Divergence? Divergence { get; private init; }

    /// <summary>The rule that is broken; null if the target conforms.</summary>
    public Rule? Rule { get; private init; }

    /// <summary>Expected and observed of the divergent action, field by field; empty if the target conforms, or broke down.</summary>
    public IReadOnlyList<ComparedField> Comparison { get; private init; } = [];

    /// <summary>How many behaviours the model allows for the divergent action; <see cref="Comparison"/> is with the closest.</summary>
    public int Allowed { get; private init; }

    /// <summary>What is known that would explain the divergence.</summary>
    public Diagnosis Diagnosis { get; private init; } = new([], 0);

    /// <summary>The action that diverges; null if the target conforms.</summary>
    public ExplainedAction? Divergent => Divergence is { } found ? Actions[found.Action] : null;

    /// <summary>The trace as text.</summary>
    public string Trace => TraceFormat.Write(new TraceDocument(Scenario)
    {
        Expectations = [new TraceExpectation(Target, Divergence is null ? TraceVerdict.Conforms : TraceVerdict.Diverges, Rule?.Id)],
    });

    /// <summary>The command that shows the same again.</summary>
    /// <param name="file">The name of the trace's file.</param>
    public string ReplayCommand(string file)
    {
        var target = Target.Contains(' ', StringComparison.Ordinal) ? $"'{Target}'" : Target;
        var options = Accepted == Declared
            ? ""
            : Accepted == ErratumId.None
                ? " --strict"
                : string.Concat(ErratumCatalogue.NamesOf(Accepted).Select(static name => $" --accept {name}"));
        return $"oslock replay {file} --target {target}{options}";
    }

    /// <summary>Explains a scenario.</summary>
    /// <param name="scenario">What runs.</param>
    /// <param name="target">Where.</param>
    /// <param name="accepted">The errata that the model accepts.</param>
    /// <param name="diagnostician">Who looks for a cause; null for one that knows all planted faults.</param>
    /// <exception cref="TargetException">The target can't be started.</exception>
    public static Explanation Of(Scenario scenario, ITarget target, ErratumId accepted, Diagnostician? diagnostician = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(target);
        var runner = new LockstepRunner(target, accepted);
        List<IReadOnlyList<StateField>> states = [];
        var twoGuests = Array.Exists(scenario.Actions, static action => action.Kind == ActionKind.SwitchVm);
        var timeline = Timeline.Of(scenario, runner, () => states.Add(StateFields.Of(runner.State, states.LastOrDefault(), scenario.Configuration, twoGuests)));
        var brokeDown = timeline.Divergence is not { } divergence || FailureSignature.IsFailure(divergence.Signature.Kind);
        var explanation = new Explanation(scenario, target.Name)
        {
            TargetSummary = TargetCatalogue.Describe(target.Name),
            Accepted = accepted,
            Declared = ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(target)),
            Actions = [.. timeline.Entries.Select((entry, i) => new ExplainedAction(entry, ActionWords.Of(entry.Action), i < states.Count ? states[i] : []))],
            Divergence = timeline.Divergence,
            Rule = timeline.Rule is { } rule ? RuleCatalogue.Get(rule) : null,
            Comparison = brokeDown ? [] : Explaining.Comparison.Of(scenario.Actions[timeline.Divergence!.Value.Action], runner),
            Allowed = runner.LastExpectation.Count,
        };
        // The diagnosis runs other programs, after which the runner no longer has what the comparison is about.
        return explanation.Rule is null
            ? explanation
            : explanation with { Diagnosis = (diagnostician ?? new Diagnostician()).Diagnose(scenario, runner, explanation.Rule.Id) };
    }
}
