using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using Xunit;

namespace OsLockConformance.Tests.Traces;

public sealed class CorpusReplayTests
{
    /// <summary>Every expectation of every committed trace, of targets in this process: file and target.</summary>
    public static TheoryData<string, string> Expectations
    {
        get
        {
            TheoryData<string, string> rows = [];
            foreach (string name in CorpusFiles.All)
            {
                foreach (var expectation in TraceParser.ParseFile(CorpusFiles.PathOf(name)).Expectations.Where(static expectation => TargetCatalogue.Describe(expectation.Target) is not null))
                    rows.Add(name, expectation.Target);
            }

            return rows;
        }
    }

    /// <summary>
    /// Every erratum on every profile that it is declared for. The first posting is left out: it breaks ISO-1 when it first enters the
    /// guest, so nothing else can come first. Targets that are no part of this process have tests of their own.
    /// </summary>
    public static TheoryData<string, string> Errata
    {
        get
        {
            TheoryData<string, string> rows = [];
            foreach (var erratum in ErratumCatalogue.All)
            {
                foreach (var target in erratum.Targets.Where(static target => target != "oslock-v1" && TargetCatalogue.Describe(target) is not null && TargetCatalogue.BaseProfileOf(target) is null))
                    rows.Add(erratum.Name, target);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Expectations))]
    public void A_target_does_what_the_trace_expects_of_it(string name, string target)
    {
        var trace = TraceParser.ParseFile(CorpusFiles.PathOf(name));
        var expectation = trace.Expectations.Single(expected => expected.Target == target);
        var timeline = Replay(trace, target, ErratumCatalogue.SetOf(ErratumCatalogue.DeclaredFor(target)), out _);
        var story = $"oslock replay {CorpusFiles.PathOf(name)} --target {target}\n" + string.Join('\n', timeline.Entries.Select(static entry => $"{entry.Status} {entry.Text}\n  expected {entry.Expected}\n  observed {entry.Observed}"));
        Assert.True(expectation.Verdict == TraceVerdict.Diverges == timeline.Divergence is not null, story);
        if (expectation.Rule is { } rule)
            Assert.Equal(rule, timeline.Rule);
        Assert.DoesNotContain(timeline.Entries, static entry => entry.Status == TimelineStatus.Skipped);
    }

    [Theory]
    [MemberData(nameof(Errata))]
    public void A_declared_erratum_is_seen_in_its_witness_and_is_all_that_excuses_it(string name, string target)
    {
        var erratum = ErratumCatalogue.Find(name)!;
        var trace = TraceParser.ParseFile(CorpusFiles.PathOf($"errata/{name}{TraceFormat.Extension}"));
        Assert.Equal(name, trace.Erratum);
        var declared = ErratumCatalogue.SetOf(ErratumCatalogue.DeclaredFor(target));
        Assert.Null(Replay(trace, target, declared, out var seen).Divergence);
        Assert.True(seen[System.Numerics.BitOperations.TrailingZeroCount((ulong)erratum.Id)] > 0, "the erratum was not relied on");
        Assert.NotNull(Replay(trace, target, declared & ~erratum.Id, out _).Divergence);
    }

    private static Timeline Replay(TraceDocument trace, string target, ErratumId accepted, out long[] seen)
    {
        Assert.True(TargetCatalogue.TryCreate(target, out var implementation), $"there is no target {target}");
        var runner = new LockstepRunner(implementation, accepted);
        var timeline = Timeline.Of(trace.Scenario, runner);
        seen = runner.ErrataSeen;
        return timeline;
    }
}
