using System.Globalization;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Properties;

/// <summary>A diverging scenario as a failing test shows it: on disk as a trace, and as a timeline with the line that replays it.</summary>
public static class Counterexample
{
    private static readonly string[] Heads = ["step", "action", "model", "implementation", "rule"];

    /// <summary>Writes the trace to <paramref name="folder"/> at once and describes the divergence.</summary>
    /// <param name="scenario">A scenario that diverges.</param>
    /// <param name="runner">A runner of the target that it diverges on.</param>
    /// <param name="folder">Where traces go; made if it is not there.</param>
    /// <returns>The path of the trace, and the text for people.</returns>
    /// <exception cref="ArgumentException">The scenario does not diverge.</exception>
    public static (string Path, string Text) Keep(Scenario scenario, LockstepRunner runner, string folder)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(runner);
        var timeline = Timeline.Of(scenario, runner);
        if (timeline.Divergence is not { } divergence)
            throw new ArgumentException("the scenario does not diverge", nameof(scenario));
        var target = runner.Target.Name;
        var rule = timeline.Rule!.Value;
        var headline = $"{target} breaks {rule.Print()}: {divergence.Signature}";
        var path = Save(scenario, target, rule, headline, folder);
        var text = string.Join('\n',
        [
            headline,
            RuleCatalogue.Get(rule).Statement,
            "",
            .. Table(timeline, rule),
            "",
            $"oslock replay {path} --target {target}",
        ]);
        return (path, text);
    }

    private static string Save(Scenario scenario, string target, RuleId rule, string headline, string folder)
    {
        Directory.CreateDirectory(folder);
        var trace = new TraceDocument(scenario) { Expectations = [new TraceExpectation(target, TraceVerdict.Diverges, rule)] };
        var text = TraceFormat.Write(trace, [headline]);
        var name = string.Create(CultureInfo.InvariantCulture,
            $"{target.Replace(':', '-')}-{rule.Print()}-{StableHash.Of(text):x8}{TraceFormat.Extension}");
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static IEnumerable<string> Table(Timeline timeline, RuleId broken)
    {
        List<string[]> rows = [Heads];
        for (var i = 0; i < timeline.Entries.Count; i++)
        {
            var entry = timeline.Entries[i];
            var rule = entry.Status == TimelineStatus.Diverges ? broken.Print() : "";
            rows.Add([(i + 1).ToString(CultureInfo.InvariantCulture), entry.Text, entry.Expected, entry.Observed, rule]);
        }
        var widths = Enumerable.Range(0, Heads.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((text, column) => text.PadRight(widths[column]))).TrimEnd());
    }
}
