using OsLockConformance.Harness.Corpora;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Rules;
using OsLockConformance.Tests.Traces;
using Xunit;

namespace OsLockConformance.Tests.Corpora;

public sealed class CorpusMinimizationTests
{
    [Fact]
    public void What_is_kept_of_the_committed_corpus_has_all_that_the_corpus_has_and_each_dropped_trace_is_covered_by_those_named()
    {
        var corpus = CorpusFiles.Read();
        var meter = new ContributionMeter();
        var contributions = corpus.ToDictionary(static trace => trace.Name, trace => meter.Of(trace.Document.Scenario));
        var minimized = CorpusMinimization.Of(corpus);

        Assert.Equal(corpus.Length, minimized.Kept.Count + minimized.Dropped.Count);
        Assert.All(corpus.Where(static trace => trace.Document.Erratum is not null), trace => Assert.Contains(trace.Name, minimized.Kept));
        var all = contributions.Values.SelectMany(static set => set).ToHashSet();
        Assert.Equal(minimized.Cells + minimized.Findings, all.Count);
        Assert.Superset(all, minimized.Kept.SelectMany(name => contributions[name]).ToHashSet());
        Assert.All(minimized.Dropped, dropped =>
        {
            Assert.All(dropped.CoveredBy, name => Assert.Contains(name, minimized.Kept));
            Assert.Superset(contributions[dropped.Name].ToHashSet(), dropped.CoveredBy.SelectMany(name => contributions[name]).ToHashSet());
        });
        // Nothing that is kept can go, unless it is a witness.
        Assert.All(minimized.Kept.Except(corpus.Where(static trace => trace.Document.Erratum is not null).Select(static trace => trace.Name)), name =>
            Assert.False(minimized.Kept.Where(other => other != name).SelectMany(other => contributions[other]).ToHashSet().IsSupersetOf(contributions[name])));
    }

    [Fact]
    public void A_trace_that_was_chosen_first_is_dropped_if_those_chosen_later_have_all_of_it()
    {
        var minimized = CorpusMinimization.Of([Candidate("four", 1, 1, 2, 3, 4), Candidate("low", 1, 1, 2, 5), Candidate("high", 1, 3, 4, 6)]);
        Assert.Equal(["high", "low"], minimized.Kept);
        Assert.Equal(("four", "high low"), (minimized.Dropped.Single().Name, string.Join(' ', minimized.Dropped.Single().CoveredBy)));
    }

    [Fact]
    public void Of_traces_that_contribute_the_same_the_one_with_the_fewest_actions_is_kept_then_the_first_by_name()
    {
        var minimized = CorpusMinimization.Of([Candidate("a", 2, 1), Candidate("c", 1, 1), Candidate("b", 1, 1)]);
        Assert.Equal(["b"], minimized.Kept);
        Assert.All(minimized.Dropped, static dropped => Assert.Equal(["b"], dropped.CoveredBy));
    }

    [Fact]
    public void A_trace_that_stays_is_kept_though_it_contributes_nothing() =>
        Assert.Equal(["a", "b"], CorpusMinimization.Of([Candidate("a", 1, 1), Candidate("b", 1) with { Stays = true }]).Kept);

    private static CorpusCandidate Candidate(string name, int actions, params uint[] details) =>
        new(name, actions, details.Select(static detail => Contribution.Of("target", new Signature(RuleId.RUN_1, DivergenceKind.Crash, detail))).ToHashSet());

    [Fact]
    public void The_choice_does_not_depend_on_the_order_of_the_traces()
    {
        var corpus = CorpusFiles.Read();
        var (forwards, backwards) = (CorpusMinimization.Of(corpus), CorpusMinimization.Of([.. corpus.Reverse()]));
        Assert.Equal(forwards.Kept, backwards.Kept);
        Assert.Equal(forwards.Dropped.Select(Words), backwards.Dropped.Select(Words));

        static string Words(DroppedTrace dropped) => $"{dropped.Name}: {string.Join(' ', dropped.CoveredBy)}";
    }
}
