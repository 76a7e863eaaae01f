using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Coverage;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.RealKernels;
using OsLockConformance.Implementation;
using OsLockConformance.Tests.Properties;
using Xunit;

namespace OsLockConformance.Tests.Coverage;

/// <summary>Counting: the same everywhere, whoever counts and however many.</summary>
public sealed class CoverageCountingTests
{
    private const int Scenarios = 200;

    [Theory]
    [InlineData("hardware")]
    [InlineData("linux-6.14")]
    public void Counting_allocates_nothing(string name)
    {
        var runner = ScenarioArbitrary.RunnerFor(name);
        runner.Rules = new RuleCounter();
        var generator = new ScenarioGenerator(runner.Target.Capabilities);
        var scenarios = Enumerable.Range(0, 50).Select(index => generator.Generate(SplittableRandom.SeedOf(3, index))).ToArray();
        RunAll();
        Assert.Equal(0, Allocation.Of(RunAll));
        Assert.NotEmpty(runner.Rules.Cells.Met());

        void RunAll()
        {
            foreach (var scenario in scenarios)
                runner.Run(scenario.Configuration, scenario.Actions, out _);
        }
    }

    [Fact]
    public void Counters_of_several_workers_add_up_in_any_order()
    {
        var whole = Count(0, Scenarios);
        for (var cut = 50; cut <= 150; cut += 50)
        {
            var (first, second) = (Count(0, cut), Count(cut, Scenarios - cut));
            second.Take(first);
            AssertSame(whole, second);
            Assert.Empty(first.Met());
        }
    }

    [Fact]
    public void A_machine_sends_the_counts_that_a_check_here_has()
    {
        Assert.True(TargetCatalogue.TryCreate("linux-6.14", out var target));
        var job = new MachineJob { Seed = 9, Scenarios = Scenarios, Coverage = true, IsEmulated = false };
        using var line = new StringWriter { NewLine = "\n" };
        new MachineWorker(line).Check(target, job);
        var reader = new MachineReader("kvm", job.Seed);
        foreach (var sent in line.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
            reader.Read(sent);

        AssertSame(Check("linux-6.14", 9).Coverage!.Met, reader.Cells);
    }

    [Fact]
    public void A_machine_that_is_not_asked_sends_no_coverage()
    {
        Assert.True(TargetCatalogue.TryCreate("linux-6.14", out var target));
        using var line = new StringWriter();
        new MachineWorker(line).Check(target, new MachineJob { Scenarios = 20, IsEmulated = false });
        Assert.DoesNotContain(MachineLine.Coverage, line.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("7:")]
    [InlineData("7:8 x:1")]
    [InlineData("99999999:1")]
    [InlineData("-1:1")]
    public void Coverage_of_a_machine_of_another_version_is_refused(string text) =>
        Assert.Throws<FormatException>(() => new MachineReader("kvm", 0).Read($"{MachineLine.Coverage} {text}"));

    private static CheckReport Check(string name, ulong seed)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        return new CheckRunner(target, new CheckOptions { Seed = seed, Scenarios = Scenarios, CountRules = true, Coverage = true }).Run();
    }

    private static CoverageCounter Count(int first, int count)
    {
        var runner = ScenarioArbitrary.RunnerFor("linux-6.14");
        runner.Rules = new RuleCounter();
        var generator = new ScenarioGenerator(runner.Target.Capabilities);
        for (var i = first; i < first + count; i++)
        {
            var scenario = generator.Generate(SplittableRandom.SeedOf(1, i));
            Assert.True(runner.Run(scenario.Configuration, scenario.Actions, out _));
        }
        return runner.Rules.Cells;
    }

    private static void AssertSame(CoverageCounter expected, CoverageCounter actual)
    {
        Assert.NotEmpty(expected.Met());
        Assert.Equal(Enumerable.Range(0, CoverageCounter.Numbers).Select(number => expected[number]), Enumerable.Range(0, CoverageCounter.Numbers).Select(number => actual[number]));
    }
}
