using System.Collections.Concurrent;
using System.Globalization;
using OsLockConformance.Cli.Campaigns;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Files;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli;

/// <summary>
/// The folder that traces of findings go to: unshrunk the moment a divergence is seen, so that nothing is lost whatever happens
/// then, and shrunk in its place afterwards. A name is target, rule and a hash
/// of the scenario: the same campaign writes the same names, and what differs has another name.
/// A folder that can no longer be written to, on a full disk for example, does not end a check: what is found is still reported, without
/// traces, and <see cref="Problem"/> says why.
/// </summary>
internal sealed class FindingFolder : IFindingSink
{
    private const string UnshrunkMark = ".unshrunk";
    private const string FlakyMark = ".flaky";

    /// <summary>The unshrunk trace of the divergence that each target is at; targets are checked in parallel.</summary>
    private readonly ConcurrentDictionary<string, string> _unshrunk = new(StringComparer.Ordinal);

    private readonly string _path;
    private readonly string? _label;
    private readonly string _option;
    private string? _problem;

    /// <summary>Makes sure that the folder can be written to, before any time is spent.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="label">What the names of its files begin with instead of the target; null for the target.</param>
    /// <param name="option">The option that named the folder.</param>
    public FindingFolder(string path, string? label = null, string option = "--out")
    {
        _path = path;
        _label = label;
        _option = option;
        try
        {
            Directory.CreateDirectory(path);
            WriteProbe.In(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"{option} expects a folder that can be written to, got '{path}'");
        }
    }

    /// <summary>The file beside the traces that says how far the check of a target has come.</summary>
    /// <param name="folder">The folder, which need not be there.</param>
    /// <param name="target">The target.</param>
    /// <param name="settings">The options that shape the campaign.</param>
    public static CampaignFile CampaignIn(string folder, string target, string settings) => new(folder, target, FileName(target), settings);

    /// <summary>The same in this folder.</summary>
    public CampaignFile CampaignOf(string target, string settings) => CampaignIn(_path, target, settings);

    /// <summary>Why traces are missing, in one line; null if none is.</summary>
    public string? Problem => Volatile.Read(ref _problem);

    /// <inheritdoc/>
    public void Seen(string target, Signature signature, Scenario scenario, ulong scenarioSeed)
    {
        var trace = new TraceDocument(scenario) { Expectations = [new TraceExpectation(target, TraceVerdict.Diverges, signature.Rule)] };
        Tidy(target);
        var path = _unshrunk[target] = PathOf(target, signature.Rule, scenario, UnshrunkMark);
        Write(path, TraceFormat.Write(trace, [Headline(target, signature.Rule, signature), "Not shrunk."]));
    }

    /// <inheritdoc/>
    public void Shrunk(string target, Finding finding)
    {
        var trace = finding.Erratum is { } erratum
            ? new TraceDocument(finding.Scenario) { Erratum = erratum.Name }
            : new TraceDocument(finding.Scenario) { Expectations = [new TraceExpectation(target, TraceVerdict.Diverges, finding.Rule)] };
        var path = PathOf(target, finding.Rule, finding.Scenario, "");
        var text = TraceFormat.Write(trace, Comments(target, finding));
        if (Write(path, text))
            (finding.TracePath, finding.TraceText) = (path, text);
    }

    /// <inheritdoc/>
    public void Flaky(string target, FlakyScenario flaky)
    {
        var trace = new TraceDocument(flaky.Scenario) { Expectations = [new TraceExpectation(target, TraceVerdict.Diverges, flaky.Signature.Rule)] };
        var path = PathOf(target, flaky.Signature.Rule, flaky.Scenario, FlakyMark);
        string[] comments =
        [
            Headline(target, flaky.Signature.Rule, flaky.Signature),
            string.Create(CultureInfo.InvariantCulture, $"Flaky: {flaky.Diverged} of {flaky.Runs} further runs diverged. Not shrunk."),
        ];
        var text = TraceFormat.Write(trace, comments);
        if (Write(path, text))
            (flaky.TracePath, flaky.TraceText) = (path, text);
    }

    /// <summary>Removes the unshrunk trace of a divergence that has been dealt with: shrunk, or shrunk to what was known before.</summary>
    public void Tidy(string target)
    {
        if (_unshrunk.TryRemove(target, out var path))
            Remove(path);
    }

    private static IEnumerable<string> Comments(string target, Finding finding)
    {
        yield return Headline(target, finding.Rule, finding.Signature);
        if (finding.Erratum is { } erratum)
            yield return $"Declared as {erratum.Name}: {erratum.Deviation}";
        if (finding.Minimality is { } minimality)
            yield return $"{minimality}";
        if (finding.Failure is { } failure)
            yield return $"observed: {failure.ReplaceLineEndings(" ")}";
        if (Divergent(target, finding) is { } entry)
        {
            yield return $"expected: {entry.Expected}";
            yield return $"observed: {entry.Observed}";
        }
    }

    /// <summary>The last action as it goes on a fresh target of the same name; null for a target that cannot be made a second time.</summary>
    private static TimelineEntry? Divergent(string target, Finding finding)
    {
        if (!TargetCatalogue.TryCreate(target, out var fresh))
            return null;
        var timeline = Timeline.Of(finding.Scenario, new LockstepRunner(fresh, finding.Accepted));
        return timeline.Divergence?.Signature == finding.Signature ? timeline.Entries[timeline.Divergence.Value.Action] : null;
    }

    private static string Headline(string target, RuleId rule, Signature signature) => $"{target} breaks {rule.Print()}: {signature}";

    private string PathOf(string target, RuleId rule, Scenario scenario, string mark) => Path.Combine(_path, string.Create(
        CultureInfo.InvariantCulture,
        $"{FileName(_label ?? target)}-{rule.Print()}-{StableHash.Of(TraceFormat.Write(scenario)):x8}{mark}{TraceFormat.Extension}"));

    /// <summary>A name of letters, digits, dots and dashes, which every file system takes.</summary>
    internal static string FileName(string target) =>
        string.Concat(target.Select(static character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' ? character : '-'));

    /// <summary>Writes a trace, or nothing: half a trace is none.</summary>
    /// <returns>Whether it is there.</returns>
    private bool Write(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Remove(path);
            Volatile.Write(ref _problem, $"traces can't be written to '{_path}': {exception.Message}");
            return false;
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The folder has gone, or refuses changes.
        }
    }
}
