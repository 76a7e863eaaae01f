using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Corpora;

/// <summary>
/// Gets traces ready for a corpus:
/// 1. a scenario that the corpus has already, in normal form, is refused;
/// 2. a trace that expects nothing and witnesses nothing gets the verdicts of the simulated targets that can do it;
/// 3. what it records is replayed where a target of this process is concerned, and has to come true;
/// 4. it gets its name: from the first rule that it says is broken, or else from the rule, of those that it exercises, that the fewest
///    traces of the corpus exercise;
/// 5. its text is the canonical form with the comments it had; a trace without any gets one that says what its rule says.
/// </summary>
public sealed class CorpusAddition
{
    private readonly Dictionary<Scenario, string> _known = [];
    private readonly Dictionary<RuleId, int> _exercised = [];
    private readonly ContributionMeter _meter = new();
    private readonly string[] _recording;

    /// <summary>Prepares additions.</summary>
    /// <param name="corpus">The corpus as it is.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="recording">The targets whose verdicts a trace gets that has none.</param>
    public CorpusAddition(IReadOnlyList<CorpusFile> corpus, CorpusFolder folder, IReadOnlyList<string> recording)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(folder);
        _recording = [.. recording];
        foreach (var file in corpus)
        {
            _known.TryAdd(file.Document.Scenario.Normalized(), folder.NameOf(file.Path));
            foreach (var rule in ContributionMeter.RulesOf(_meter.Of(file.Document.Scenario)))
                _exercised[rule] = _exercised.GetValueOrDefault(rule) + 1;
        }
    }

    /// <summary>Gets a trace ready, and takes it for a part of the corpus from then on.</summary>
    /// <param name="file">The trace.</param>
    /// <param name="name">Its name in the corpus; null for one from rule and content.</param>
    /// <param name="duplicate">The name of the trace that is the same in normal form; null if there is none.</param>
    /// <returns>What to write; null for a duplicate.</returns>
    public AddedTrace? Prepare(CorpusFile file, string? name, out string? duplicate)
    {
        ArgumentNullException.ThrowIfNull(file);
        var scenario = file.Document.Scenario.Normalized();
        if (_known.TryGetValue(scenario, out duplicate))
            return null;
        var document = file.Document;
        if (document.Expectations.Count == 0 && document.Erratum is null)
            document = document with { Expectations = Record(scenario) };
        var rule = RuleOf(document);
        name ??= CorpusName.Of(document, rule);
        var comments = TraceComments.Of(file.Text, file.Document);
        if (comments.Top.Count == 0)
            comments = comments with { Top = [$"{rule.Print()}: {RuleCatalogue.Get(rule).Statement}"] };
        _known.Add(scenario, name);
        return new AddedTrace(name, document, TraceFormat.Write(document with { Scenario = scenario }, comments), Untrue(document, name));
    }

    private List<TraceExpectation> Record(Scenario scenario)
    {
        List<TraceExpectation> expectations = [];
        foreach (var target in _recording)
        {
            if (TargetCatalogue.TryCreate(target, out var implementation) && new CorpusReplay(implementation).Record(scenario) is { } expectation)
                expectations.Add(expectation);
        }
        // Targets that say the same stand on one line.
        return [.. expectations.OrderBy(static expectation => expectation.Verdict).ThenBy(static expectation => expectation.Rule)];
    }

    private RuleId RuleOf(TraceDocument document)
    {
        if (document.Expectations.FirstOrDefault(static expectation => expectation.Rule is not null)?.Rule is { } broken)
            return broken;
        return ContributionMeter.RulesOf(_meter.Of(document.Scenario))
            .OrderBy(rule => _exercised.GetValueOrDefault(rule))
            .ThenBy(static rule => rule)
            .FirstOrDefault(RuleId.RUN_1);
    }

    private static CorpusOutcome[] Untrue(TraceDocument document, string name) =>
    [
        .. TargetCatalogue.Names
            .Where(target => CorpusReplay.Records(document, target))
            .SelectMany(target => new CorpusReplay(Create(target)).Replay(new Checking.CorpusTrace(name, document)))
            .Where(static outcome => outcome.Agrees == false),
    ];

    private static ITarget Create(string name) => TargetCatalogue.TryCreate(name, out var target) ? target : throw new ArgumentException($"there is no target {name}", nameof(name));
}
