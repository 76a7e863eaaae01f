using System.Collections.Concurrent;
using System.Globalization;
using OsLockConformance.Harness.Checking;
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
/// </summary>
internal sealed class FindingFolder : IFindingSink
{
    private const string UnshrunkMark = ".unshrunk";

    /// <summary>The unshrunk trace of the divergence that each target is at; targets are checked in parallel.</summary>
    private readonly ConcurrentDictionary<string, string> _unshrunk = new(StringComparer.Ordinal);

    private readonly string _path;
    private readonly string? _label;
    private readonly string _option;

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
            // A folder that is there already may still refuse files.
            using var probe = new FileStream(Path.Combine(path, $".{Environment.ProcessId}"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"{option} expects a folder that can be written to, got '{path}'");
        }
    }

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
        Write(path, TraceFormat.Write(trace, Comments(target, finding)));
        finding.TracePath = path;
    }

    /// <summary>Removes the unshrunk trace of a divergence that has been dealt with: shrunk, or shrunk to what was known before.</summary>
    public void Tidy(string target)
    {
        if (_unshrunk.TryRemove(target, out var path))
            File.Delete(path);
    }

    private static IEnumerable<string> Comments(string target, Finding finding)
    {
        yield return Headline(target, finding.Rule, finding.Signature);
        if (finding.Erratum is { } erratum)
            yield return $"Declared as {erratum.Name}: {erratum.Deviation}";
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

    private static string FileName(string target) =>
        string.Concat(target.Select(static character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' ? character : '-'));

    private void Write(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{_option} expects a folder that can be written to, got '{_path}'");
        }
    }
}
