using System.Globalization;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.RealKernels;

/// <summary>
/// A replay on the serial line: a line for each action, <see cref="MachineLine.Entry"/>, then <see cref="MachineLine.Verdict"/>. The scenario
/// itself is known on both sides.
/// </summary>
/// <param name="scenario">What is replayed.</param>
public sealed class MachineTimeline(Scenario scenario)
{
    private const char Separator = '\t';
    private const string Conforms = "-";

    private readonly List<TimelineEntry> _entries = [];

    /// <summary>The replay; null until its verdict has come.</summary>
    public Timeline? Timeline { get; private set; }

    /// <summary>The lines of a timeline.</summary>
    public static IEnumerable<(string Kind, string Text)> Write(Timeline timeline)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        foreach (var entry in timeline.Entries)
            yield return (MachineLine.Entry, string.Join(Separator, entry.Expected, entry.Observed, entry.Status));
        yield return (MachineLine.Verdict, timeline.Divergence is { } divergence
            ? string.Create(CultureInfo.InvariantCulture, $"{divergence.Action} {divergence.Signature.Rule} {divergence.Signature.Kind} {divergence.Signature.Detail}")
            : Conforms);
    }

    /// <summary>Takes the text of an entry.</summary>
    public void ReadEntry(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split(Separator) is not [var expected, var observed, var status] || _entries.Count == scenario.Actions.Length)
            throw new FormatException($"expected an action's expectation, observation and status, got '{text}'");
        _entries.Add(new TimelineEntry(scenario.Actions[_entries.Count], expected, observed, Enum.Parse<TimelineStatus>(status)));
    }

    /// <summary>Takes the verdict.</summary>
    public void ReadVerdict(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Timeline = Timeline.Of(scenario, _entries, text == Conforms ? null : DivergenceOf(text));
    }

    private static Divergence DivergenceOf(string text) =>
        text.Split(' ') is [var action, var rule, var kind, var detail]
            ? new Divergence(int.Parse(action, CultureInfo.InvariantCulture),
                new Signature(Enum.Parse<RuleId>(rule), Enum.Parse<DivergenceKind>(kind), uint.Parse(detail, CultureInfo.InvariantCulture)))
            : throw new FormatException($"expected a divergence, got '{text}'");
}
