using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Qemu;
using Xunit;

namespace OsLockConformance.Tests.Robustness;

/// <summary>A target that answers differently each time is called flaky, and nothing that it shows is called a divergence.</summary>
public sealed class FlakinessTests
{
    private static readonly CheckOptions Options = new() { Scenarios = 2048 };

    public static TheoryData<string> Names => new(TargetCatalogue.Names);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_divergence_that_does_not_come_every_time_is_flaky_with_its_rate(bool inBatches)
    {
        var random = 1UL;
        var target = new BreakableTarget
        {
            Corrupts = (action, _) => IsBrk(action) && Next(ref random) % 2 == 0,
        };
        var kept = new KeptFindings();

        var report = new CheckRunner(inBatches ? new BreakableBatchTarget(target) : target, Options, kept).Run();

        Assert.Empty(report.Findings);
        Assert.NotEmpty(report.Flaky);
        Assert.False(report.Conforms);
        Assert.All(report.Flaky, static flaky => Assert.Equal(10, flaky.Runs));
        Assert.All(report.Flaky, static flaky => Assert.InRange(flaky.Diverged, 0, 9));
        Assert.Contains(report.Flaky, static flaky => flaky.Diverged > 0);
        Assert.All(kept.Calls, static call => Assert.Equal("flaky", call));
        Assert.True(report.Flaky.Count <= 5, "the same is reported again and again");
    }

    [Fact]
    public void A_crash_that_does_not_come_every_time_is_flaky()
    {
        var random = 1UL;
        var target = new BreakableTarget { FailsOver = action => IsBrk(action) && Next(ref random) % 2 == 0 ? TargetFailure.Crash : null };

        var report = new CheckRunner(target, Options).Run();

        Assert.Contains(report.Flaky, static flaky => flaky.Signature.Kind == DivergenceKind.Crash && flaky.Diverged > 0);
    }

    [Fact]
    public void Shrinking_is_not_misled_by_what_comes_now_and_then()
    {
        var random = 1UL;
        // The wrong syndrome comes always after a store, and otherwise in two of three runs.
        var target = new BreakableTarget
        {
            Corrupts = (action, before) => IsBrk(action) && (before.Any(IsStr) || Next(ref random) % 3 != 0),
        };

        var report = new CheckRunner(target, Options).Run();

        var finding = Assert.Single(report.Findings);
        Assert.Contains(finding.Scenario.Actions, IsStr);
        Assert.Equal(2, finding.Scenario.Actions.Length);
    }

    [Fact]
    public void A_stable_divergence_is_found_beside_a_flaky_one()
    {
        var random = 1UL;
        var target = new BreakableTarget
        {
            Corrupts = (action, _) => IsSvc(action) || (IsBrk(action) && Next(ref random) % 2 == 0),
        };

        var report = new CheckRunner(target, Options).Run();

        Assert.Equal(Opcode.SVC, Assert.Single(report.Findings).Scenario.Actions[^1].I0.Opcode);
        Assert.NotEmpty(report.Flaky);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_simulated_target_is_deterministic_by_construction(string name)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        Assert.True(target.IsDeterministic);
    }

    [Fact]
    public void What_an_erratum_explains_that_was_accepted_meanwhile_is_not_flaky()
    {
        Assert.True(TargetCatalogue.TryCreate("linux-6.1", out var kernel));
        var report = new CheckRunner(new Undeclared(kernel), Options with { Strict = true, Seed = 5 }).Run();
        Assert.Empty(report.Flaky);
        Assert.All(report.Findings, static finding => Assert.NotNull(finding.Erratum));
        Assert.True(report.Findings.Count >= 9);
    }

    /// <summary>A target that does not say that it is deterministic.</summary>
    private sealed class Undeclared(ITarget target) : ITarget
    {
        public string Name => target.Name;

        public TargetCapabilities Capabilities => target.Capabilities;

        public void Reset(PeConfiguration configuration) => target.Reset(configuration);

        public void Execute(in ScenarioAction action, ref Observation observation) => target.Execute(action, ref observation);
    }

    private static bool IsBrk(ScenarioAction action) => action.Length == 1 && action.I0.Opcode == Opcode.BRK;

    private static bool IsSvc(ScenarioAction action) => action.Length == 1 && action.I0.Opcode == Opcode.SVC;

    private static bool IsStr(ScenarioAction action) => action.Length == 1 && action.I0.Opcode == Opcode.STR;

    /// <summary>An unstable target that is the same in every test run.</summary>
    private static ulong Next(ref ulong random) => random = SplittableRandom.SeedOf(random, 1);
}
