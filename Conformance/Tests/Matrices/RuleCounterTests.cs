using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using OsLockConformance.Tests.Traces;
using Xunit;

namespace OsLockConformance.Tests.Matrices;

public sealed class RuleCounterTests
{
    private const string BlockedBreakpoint = "os-lock/good_osl6_breakpoint_blocked_at_el0.oslock";

    [Fact]
    public void A_rule_counts_where_an_observation_rests_on_it()
    {
        var seen = Count("hardware", BlockedBreakpoint);
        // Two blocks that set up, then one that the lock keeps from its breakpoint.
        Assert.Equal(1, seen[(int)RuleId.OSL_6]);
        Assert.Equal(3, seen[(int)RuleId.RUN_1]);
        Assert.Equal(0, seen[(int)RuleId.DBG_2]);
        Assert.Equal(0, seen[(int)RuleId.ISO_2]);
    }

    [Fact]
    public void A_rule_of_isolation_counts_where_its_invariant_was_asked() => Assert.True(Count("linux-6.1", BlockedBreakpoint)[(int)RuleId.ISO_2] > 0);

    [Fact]
    public void An_observation_that_diverges_does_not_count()
    {
        var seen = Count("linux-5.17", BlockedBreakpoint);
        Assert.Equal(0, seen[(int)RuleId.OSL_6]);
        Assert.Equal(2, seen[(int)RuleId.RUN_1]);
    }

    [Fact]
    public void Shrinking_does_not_count()
    {
        var trace = new CorpusTrace(BlockedBreakpoint, TraceParser.ParseFile(CorpusFiles.PathOf(BlockedBreakpoint)));
        var report = Check("linux-5.17", new CheckOptions { Scenarios = 0, ThoroughlyShrunk = 0, CountRules = true, Corpus = [trace] });
        Assert.Contains(report.Findings, static finding => finding.ShrinkExecutions > 0);
        Assert.Equal(2, report.Rules.Single(static seen => seen.Rule == RuleId.RUN_1).Seen);
        Assert.Equal(RuleId.OSL_6, Assert.Single(report.Replayed).Broken);
    }

    [Fact]
    public void Nothing_is_counted_unless_it_is_asked_for() => Assert.Empty(Check("hardware", new CheckOptions { Scenarios = 10 }).Rules);

    [Theory]
    [InlineData("hardware")]
    [InlineData("linux-6.14")]
    public void Counting_changes_nothing_else(string name)
    {
        var without = Check(name, new CheckOptions { Scenarios = 300 });
        var with = Check(name, new CheckOptions { Scenarios = 300, CountRules = true });
        Assert.Equal((without.Actions, without.Findings.Count), (with.Actions, with.Findings.Count));
        Assert.Equal(without.Errata, with.Errata);
        Assert.True(with.Rules.Count > 30);
    }

    private static long[] Count(string name, string file)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        var counter = new RuleCounter();
        var runner = new LockstepRunner(target, ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(name))) { Rules = counter };
        var scenario = TraceParser.ParseFile(CorpusFiles.PathOf(file)).Scenario;
        runner.Run(scenario.Configuration, scenario.Actions, out _);
        return [.. Enumerable.Range(0, 64).Select(rule => counter.Seen((RuleId)rule))];
    }

    private static CheckReport Check(string name, CheckOptions options)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        return new CheckRunner(target, options).Run();
    }
}
