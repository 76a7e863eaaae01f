using System.Globalization;
using System.Numerics;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Files;
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
    string Build,
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
    public const int Current = 2;

    private const double MostSeconds = 1e10;

    /// <summary>The document of a state.</summary>
    public static CampaignDocument Of(CampaignState state, string settings) => new(
        Current,
        state.Target,
        settings,
        BuildIdentity.Current,
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
    /// <exception cref="FormatException">The document is not whole, names something unknown, or has a number that no check writes.</exception>
    public CampaignState ToState()
    {
        Entry.DemandRange("scenarios", Scenarios, Entry.Most);
        Entry.DemandRange("actions", Actions, Entry.Most);
        if (Seconds is not (>= 0 and <= MostSeconds))
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'seconds' is {Seconds}, not 0 to {MostSeconds}"));
        var seen = new long[64];
        foreach (var (name, count) in ErrataSeen)
        {
            Entry.DemandRange(name, count, Entry.Most);
            seen[BitOperations.TrailingZeroCount((ulong)ErrataNames.Find(name).Id)] = count;
        }
        return new CampaignState(Target, Scenarios, Actions, TimeSpan.FromSeconds(Seconds), ErrataNames.Parse(Entry.Whole(Accepted)))
        {
            Findings = [.. Entry.Whole(Findings).Select(static finding => finding.ToFinding())],
            Flaky = [.. Entry.Whole(Flaky).Select(static flaky => flaky.ToFlaky())],
            Known = SignatureSyntax.Parse(Known),
            LeftOut = Entry.Whole(LeftOut),
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

    public Finding ToFinding()
    {
        Entry.DemandRange("executions", Executions, int.MaxValue);
        return new Finding(Entry.SignatureOf(Signature), Entry.ScenarioOf(Trace), Erratum is null ? null : ErrataNames.Find(Erratum), Seed, Executions)
        {
            Accepted = ErrataNames.Parse(Entry.Whole(Accepted)),
            Failure = Failure,
            TracePath = Path,
        };
    }
}

/// <summary>A flaky scenario as JSON has it.</summary>
internal sealed record FlakyEntry(string Signature, string Trace, ulong Seed, int Diverged, int Runs, string? Path)
{
    public static FlakyEntry Of(FlakyScenario flaky) =>
        new(SignatureSyntax.Write([flaky.Signature]), TraceFormat.Write(flaky.Scenario), flaky.ScenarioSeed, flaky.Diverged, flaky.Runs, flaky.TracePath);

    public FlakyScenario ToFlaky()
    {
        Entry.DemandRange("runs", Runs, int.MaxValue);
        Entry.DemandRange("diverged", Diverged, Runs);
        return new FlakyScenario(Entry.SignatureOf(Signature), Entry.ScenarioOf(Trace), Seed, Diverged, Runs) { TracePath = Path };
    }
}

/// <summary>What entries have in common.</summary>
internal static class Entry
{
    /// <summary>More of something than any check counts; sums of them stay whole.</summary>
    public const long Most = 1_000_000_000_000_000;

    /// <summary>Complains about a number that is not 0 to a maximum.</summary>
    public static void DemandRange(string member, long number, long most)
    {
        if (number < 0 || number > most)
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{member}' is {number}, not 0 to {most}"));
    }

    /// <summary>The elements, of which none is missing.</summary>
    public static T[] Whole<T>(T[] elements)
        where T : class => Array.TrueForAll(elements, static element => element is not null) ? elements : throw new FormatException("an element of a list is null");

    public static Signature SignatureOf(string text) =>
        SignatureSyntax.Parse(text) is [var only] ? only : throw new FormatException($"expected one signature, got '{text}'");

    public static Scenario ScenarioOf(string text) => TraceParser.ParseText(text).Scenario;
}
