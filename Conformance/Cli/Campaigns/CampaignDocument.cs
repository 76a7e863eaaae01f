using System.Numerics;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.RealKernels;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli.Campaigns;

/// <summary>A <see cref="CampaignState"/> as JSON has it: scenarios as traces, errata by name.</summary>
internal sealed record CampaignDocument(
    int Version,
    string Target,
    string Settings,
    long Scenarios,
    long Actions,
    double Seconds,
    string[] Accepted,
    string[] LeftOut,
    string Known,
    Dictionary<string, long> ErrataSeen,
    FindingEntry[] Findings,
    FlakyEntry[] Flaky)
{
    /// <summary>The version that is written, and the only one that is read.</summary>
    public const int Current = 1;

    /// <summary>The document of a state.</summary>
    public static CampaignDocument Of(CampaignState state, string settings) => new(
        Current,
        state.Target,
        settings,
        state.Scenarios,
        state.Actions,
        state.Elapsed.TotalSeconds,
        [.. ErratumCatalogue.NamesOf(state.Accepted)],
        [.. state.LeftOut],
        SignatureSyntax.Write(state.Known),
        ErratumCatalogue.All.Where(erratum => SeenOf(state, erratum) > 0).ToDictionary(static erratum => erratum.Name, erratum => SeenOf(state, erratum)),
        [.. state.Findings.Select(FindingEntry.Of)],
        [.. state.Flaky.Select(FlakyEntry.Of)]);

    /// <summary>The state.</summary>
    /// <exception cref="FormatException">The document is not whole, or names something unknown.</exception>
    public CampaignState ToState()
    {
        var seen = new long[64];
        foreach (var (name, count) in ErrataSeen)
            seen[BitOperations.TrailingZeroCount((ulong)ErrataNames.Find(name).Id)] = count;
        return new CampaignState(Target, Scenarios, Actions, TimeSpan.FromSeconds(Seconds), ErrataNames.Parse(Accepted))
        {
            Findings = [.. Findings.Select(static finding => finding.ToFinding())],
            Flaky = [.. Flaky.Select(static flaky => flaky.ToFlaky())],
            Known = SignatureSyntax.Parse(Known),
            LeftOut = LeftOut,
            ErrataSeen = seen,
        };
    }

    private static long SeenOf(CampaignState state, Erratum erratum) => state.ErrataSeen[BitOperations.TrailingZeroCount((ulong)erratum.Id)];
}

/// <summary>A finding as JSON has it.</summary>
internal sealed record FindingEntry(string Signature, string Trace, string? Erratum, ulong Seed, int Executions, string[] Accepted, string? Failure, string? Path)
{
    public static FindingEntry Of(Finding finding) => new(
        SignatureSyntax.Write([finding.Signature]),
        TraceFormat.Write(finding.Scenario),
        finding.Erratum?.Name,
        finding.ScenarioSeed,
        finding.ShrinkExecutions,
        [.. ErratumCatalogue.NamesOf(finding.Accepted)],
        finding.Failure,
        finding.TracePath);

    public Finding ToFinding() => new(Entry.SignatureOf(Signature), Entry.ScenarioOf(Trace), Erratum is null ? null : ErrataNames.Find(Erratum), Seed, Executions)
    {
        Accepted = ErrataNames.Parse(Accepted),
        Failure = Failure,
        TracePath = Path,
    };
}

/// <summary>A flaky scenario as JSON has it.</summary>
internal sealed record FlakyEntry(string Signature, string Trace, ulong Seed, int Diverged, int Runs, string? Path)
{
    public static FlakyEntry Of(FlakyScenario flaky) =>
        new(SignatureSyntax.Write([flaky.Signature]), TraceFormat.Write(flaky.Scenario), flaky.ScenarioSeed, flaky.Diverged, flaky.Runs, flaky.TracePath);

    public FlakyScenario ToFlaky() => new(Entry.SignatureOf(Signature), Entry.ScenarioOf(Trace), Seed, Diverged, Runs) { TracePath = Path };
}

/// <summary>What entries have in common.</summary>
internal static class Entry
{
    public static Signature SignatureOf(string text) =>
        SignatureSyntax.Parse(text) is [var only] ? only : throw new FormatException($"expected one signature, got '{text}'");

    public static Scenario ScenarioOf(string text) => TraceParser.ParseText(text).Scenario;
}
