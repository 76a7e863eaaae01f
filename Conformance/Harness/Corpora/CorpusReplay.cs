using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Corpora;

/// <summary>
/// Replays traces on a target and compares with what they record: an <c>expect</c> line with the declared errata accepted, and of a
/// witness that with all declared errata accepted it conforms, and without its own diverges.
/// </summary>
/// <param name="target">The target; its declared errata are accepted.</param>
public sealed class CorpusReplay(ITarget target)
{
    private const string Conforms = "conforms";
    private const string Diverges = "diverges";

    /// <summary>The first posting breaks ISO-1 when it first enters the guest: no erratum can be seen on it.</summary>
    private const string NeverWitnesses = "oslock-v1";

    private readonly IReadOnlyList<Erratum> _declared = TargetCatalogue.ErrataOf(target);
    private readonly LockstepRunner _runner = new(target, ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(target)));

    /// <summary>Whether a trace records something of a target.</summary>
    public static bool Records(TraceDocument trace, string target)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return trace.Expectations.Any(expected => Is(expected.Target, target)) || WitnessedBy(trace, TargetCatalogue.ErrataOf(target), target) is not null;
    }

    /// <summary>Replays a trace: an outcome for each thing that it records of the target, one with nothing recorded if it records none.</summary>
    public IReadOnlyList<CorpusOutcome> Replay(CorpusTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var (name, document) = trace;
        TraceExpectation[] expectations = [.. document.Expectations.Where(expected => Is(expected.Target, target.Name))];
        var witnessed = WitnessedBy(document, _declared, target.Name);
        Verdict? shown = CanDo(document.Scenario) ? Show(document.Scenario, _runner) : null;
        List<CorpusOutcome> outcomes = [];
        foreach (var expected in expectations)
            outcomes.Add(new CorpusOutcome(name, target.Name, WordsOf(expected), WordsOf(shown), shown is { } seen && Agrees(expected, seen)));
        if (witnessed is not null)
            outcomes.Add(Witness(name, document.Scenario, witnessed, shown));
        if (outcomes.Count == 0)
            outcomes.Add(new CorpusOutcome(name, target.Name, null, WordsOf(shown), null));
        return outcomes;
    }

    /// <summary>What a scenario does on the target, as an <c>expect</c> line; null if the target cannot do it.</summary>
    public TraceExpectation? Record(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return !CanDo(scenario) ? null
            : Show(scenario, _runner) is { Rule: { } rule } ? new TraceExpectation(target.Name, TraceVerdict.Diverges, rule)
            : new TraceExpectation(target.Name, TraceVerdict.Conforms);
    }

    // A planted fault has the errata of its base, but may hide them.
    private static Erratum? WitnessedBy(TraceDocument trace, IReadOnlyList<Erratum> declared, string target) =>
        trace.Erratum is { } name && !Is(target, NeverWitnesses) && TargetCatalogue.BaseProfileOf(target) is null ? declared.FirstOrDefault(erratum => Is(erratum.Name, name)) : null;

    private CorpusOutcome Witness(string trace, Scenario scenario, Erratum erratum, Verdict? accepted)
    {
        var recorded = $"shows {erratum.Name}";
        if (accepted is not { } verdict)
            return new CorpusOutcome(trace, target.Name, recorded, null, Agrees: false);
        if (verdict.Rule is not null)
            return new CorpusOutcome(trace, target.Name, recorded, $"{WordsOf(verdict)} with {erratum.Name} accepted", Agrees: false);
        var isShown = Show(scenario, new LockstepRunner(target, _runner.Accepted & ~erratum.Id)).Rule is not null;
        _runner.Attach();
        return new CorpusOutcome(trace, target.Name, recorded, isShown ? recorded : $"does not show {erratum.Name}", isShown);
    }

    private Verdict Show(Scenario scenario, LockstepRunner runner)
    {
        var fitted = scenario with { Configuration = (target as IFixedPe)?.Configuration ?? scenario.Configuration };
        return runner.Run(fitted.Configuration, fitted.Actions, out var divergence)
            ? new Verdict(null)
            : new Verdict(RuleRefinement.Of(divergence.Signature, fitted with { Actions = fitted.Actions[..(divergence.Action + 1)] }));
    }

    private bool CanDo(Scenario scenario)
    {
        if ((RequiredCapabilities.Of(scenario) & ~target.Capabilities) != 0)
            return false;
        return target is not ISelectiveTarget selective || Array.TrueForAll(scenario.Actions, action => selective.Substitute(action) == action);
    }

    private static bool Agrees(TraceExpectation expected, Verdict shown) => expected.Verdict == TraceVerdict.Conforms
        ? shown.Rule is null
        : shown.Rule is { } rule && (expected.Rule is null || expected.Rule == rule);

    /// <summary>An expectation in the words of traces, without its target.</summary>
    public static string WordsOf(TraceExpectation expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        return expected.Verdict == TraceVerdict.Conforms ? Conforms
            : expected.Rule is { } rule ? $"{Diverges} {rule.Print()}" : Diverges;
    }

    private static string? WordsOf(Verdict? shown) => shown is not { } verdict ? null : verdict.Rule is { } rule ? $"{Diverges} {rule.Print()}" : Conforms;

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>What a replay showed: the rule that is broken, null if none is.</summary>
    private readonly record struct Verdict(RuleId? Rule);
}
