using OsLockConformance.Evaluation.Tasks;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Implementation.Faults;
using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Errata;
using OsLockConformance.Tests.Properties;
using Xunit;

namespace OsLockConformance.Tests.Evaluations;

public sealed class EvaluationTasksTests
{
    [Fact]
    public void Every_fault_profile_and_erratum_is_a_task_or_left_out_with_a_reason()
    {
        var names = PlantedFaults.All.Select(static fault => fault.Name)
            .Concat(KvmProfile.All.Select(static profile => profile.Name))
            .Concat(ErratumCatalogue.All.Select(static erratum => erratum.Name));
        Assert.Equal(names.Order(), EvaluationTasks.All.Select(static task => task.Name).Concat(EvaluationTasks.LeftOut.Select(static left => left.Name)).Order());
        Assert.All(EvaluationTasks.LeftOut, static left => Assert.NotEmpty(left.Reason));
    }

    [Fact]
    public void The_simulated_errata_are_tasks()
    {
        var errata = EvaluationTasks.All.Where(static task => task.Kind == TaskKind.Erratum).Select(static task => task.Name).ToArray();
        Assert.Contains("kvm-tdcc-stale", errata);
        Assert.Equal(16, errata.Length);
        Assert.DoesNotContain(errata, static name => name.StartsWith("qemu-", StringComparison.Ordinal));
    }

    [Fact]
    public void What_an_erratum_s_task_finds_is_that_erratum_alone()
    {
        var task = EvaluationTasks.All.Single(static task => task.Name == "kvm-claim-tags");
        var runner = task.NewRunner();
        var complete = ScenarioArbitrary.RunnerFor(task.Target);
        var generator = new ScenarioGenerator(runner.Target.Capabilities);
        var found = 0;
        for (var i = 0; i < 2000; i++)
        {
            var scenario = generator.Generate(SplittableRandom.SeedOf(1, i));
            found += runner.Run(scenario.Configuration, scenario.Actions, out _) ? 0 : 1;
            Assert.True(complete.Run(scenario.Configuration, scenario.Actions, out _));
        }
        Assert.True(found > 0, "the task finds nothing");
    }
}
