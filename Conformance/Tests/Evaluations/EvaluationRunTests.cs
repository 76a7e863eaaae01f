using OsLockConformance.Evaluation;
using OsLockConformance.Evaluation.Approaches;
using OsLockConformance.Evaluation.Rates;
using OsLockConformance.Evaluation.Results;
using OsLockConformance.Evaluation.Tasks;
using OsLockConformance.Evaluation.Trials;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Evaluations;

public sealed class EvaluationRunTests
{
    private const int Seeds = 3;

    private static readonly string[] Faults = ["mde-not-cleared-by-lock", "undef-without-il"];

    private static readonly EvaluationTask[] Tasks = [.. EvaluationTasks.All.Where(static task => Faults.Contains(task.Name))];

    private static readonly IApproach[] Approaches = [ApproachCatalogue.Own, .. ApproachCatalogue.Others];

    private static readonly TrialBudget Budget = new(200_000, TimeSpan.FromMinutes(5), 5_000);

    private static readonly Lazy<EvaluationReport> Report = new(static () => new EvaluationRun(Tasks, Approaches, Seeds, Budget).Run(CancellationToken.None));

    [Fact]
    public void Every_approach_finds_the_faults_with_every_seed()
    {
        Assert.Equal(Tasks.Length, Report.Value.Rows.Count);
        Assert.All(Report.Value.Rows.SelectMany(static row => row), static result => Assert.True(result.IsSolved, $"{result.Approach.Name} {result.Task.Name}"));
    }

    [Fact]
    public void Ours_shrinks_to_one_normal_form_of_the_reference_length()
    {
        foreach (var result in Report.Value.ResultsOf(0))
        {
            Assert.Equal(Seeds, result.AtReference);
            Assert.Equal(Seeds, result.AtProved);
            Assert.Equal(result.Signatures, result.ProvedSignatures);
            Assert.True(result.IsCanonical, result.Task.Name);
        }
    }

    [Fact]
    public void Different_seeds_of_every_approach_try_different_scenarios()
    {
        for (var approach = 0; approach < Approaches.Length; approach++)
        {
            foreach (var result in Report.Value.ResultsOf(approach))
                Assert.Equal(Seeds, result.Trials.Select(static trial => trial.Found!.Original).Distinct().Count());
        }
    }

    [Fact]
    public void What_every_approach_ends_with_diverges_as_the_result_says()
    {
        foreach (var result in Report.Value.Rows.SelectMany(static row => row))
        {
            var runner = result.Task.NewRunner();
            foreach (var found in result.Trials.Select(static trial => trial.Found!))
            {
                Assert.False(runner.Run(found.Shrunk.Configuration, found.Shrunk.Actions, out var divergence));
                Assert.Equal(new Divergence(found.Shrunk.Actions.Length - 1, found.Signature), divergence);
            }
        }
    }

    [Fact]
    public void What_FsCheck_ends_with_fails_with_no_single_action_less()
    {
        foreach (var result in Report.Value.ResultsOf(1).Concat(Report.Value.ResultsOf(2)))
        {
            var runner = result.Task.NewRunner();
            foreach (var shrunk in result.Trials.Select(static trial => trial.Found!.Shrunk))
            {
                for (var i = 0; i < shrunk.Actions.Length; i++)
                    Assert.True(runner.Run(shrunk.Configuration, [.. shrunk.Actions[..i], .. shrunk.Actions[(i + 1)..]], out _));
            }
        }
    }

    [Fact]
    public void Ours_finds_what_a_check_of_the_same_seed_finds()
    {
        foreach (var result in Report.Value.ResultsOf(0))
        {
            Assert.True(TargetCatalogue.TryCreate(result.Task.Target, out var target));
            var check = new CheckRunner(target, new CheckOptions { Seed = 1, Scenarios = 50_000, MaximumFindings = 1 }).Run();
            Assert.Equal((check.Findings[0].Scenario, check.Findings[0].Signature), (result.Trials[0].Found!.Shrunk, result.Trials[0].Found!.Signature));
        }
    }

    [Fact]
    public void All_but_the_seconds_is_the_same_whatever_the_number_of_cores()
    {
        var alone = new EvaluationRun(Tasks, Approaches, Seeds, Budget) { Cores = 1 }.Run(CancellationToken.None);
        Assert.Equal(Lines(Report.Value), Lines(alone));

        static IEnumerable<string> Lines(EvaluationReport report) => report.Rows.SelectMany(static row => row).SelectMany(static result => result.Trials.Select(trial =>
            $"{result.Task.Name} {result.Approach.Name} {trial.Actions} {trial.Found!.Executions} {trial.Found.Original.GetHashCode()} {trial.Found.Shrunk.GetHashCode()} {trial.Found.Signature}"));
    }

    [Fact]
    public void A_shrinker_that_does_nothing_shows()
    {
        var idle = new OwnApproach(static (_, scenario, divergence, _) => new ShrinkResult(scenario, divergence.Signature, 0, true, []));
        var report = new EvaluationRun(Tasks, [idle, new OwnApproach()], Seeds, Budget).Run(CancellationToken.None);
        foreach (var row in report.Rows)
        {
            Assert.Equal(0, row[0].AtReference);
            Assert.False(row[0].IsCanonical);
            Assert.Equal(Seeds, row[1].AtReference);
        }
        var goals = new Goals(report.ResultsOf(0));
        Assert.Equal((2, 2, 0, 0), (goals.Faults, goals.Found, goals.Shortest, goals.Canonical));
    }

    [Fact]
    public void A_search_that_ends_too_early_leaves_the_task_unsolved()
    {
        var report = new EvaluationRun(Tasks, Approaches, Seeds, Budget with { Actions = 1 }).Run(CancellationToken.None);
        for (var approach = 0; approach < Approaches.Length; approach++)
        {
            var results = report.ResultsOf(approach).ToArray();
            Assert.Contains(results, static result => !result.IsSolved);
            Assert.Equal(results.Count(static result => !result.IsSolved), SolvedWithin.Count(results)[^1]);
            // Each ends after the scenario that used the budget up.
            Assert.All(results.SelectMany(static result => result.Trials), static trial => Assert.InRange(trial.Actions, 1, 120));
        }
    }

    [Fact]
    public void An_interrupted_evaluation_has_what_is_done()
    {
        using var source = new CancellationTokenSource();
        var report = new EvaluationRun(Tasks, Approaches, Seeds, Budget)
        {
            Cores = 1,
            Progress = (done, _) =>
            {
                if (done == Approaches.Length)
                    source.Cancel();
            },
        }.Run(source.Token);
        Assert.True(report.IsInterrupted);
        Assert.All(report.Rows[0], static result => Assert.Single(result.Trials));
        Assert.All(report.Rows[1], static result => Assert.Empty(result.Trials));
        // What was not tried is not among what is not solved.
        Assert.All(Enumerable.Range(0, Approaches.Length), approach => Assert.Equal(1, SolvedWithin.Count(report.ResultsOf(approach)).Sum()));
    }

    [Fact]
    public void An_evaluation_that_is_interrupted_during_its_proofs_does_not_count_those_that_were_not_tried()
    {
        using var source = new CancellationTokenSource();
        var own = ApproachCatalogue.Own;
        var report = new EvaluationRun(Tasks, [own], Seeds, Budget)
        {
            Cores = 1,
            Progress = (done, _) =>
            {
                if (done == (Tasks.Length * Seeds) + 1)
                    source.Cancel();
            },
        }.Run(source.Token);
        Assert.True(report.IsInterrupted);
        Assert.Equal((Tasks.Length * Seeds, 1), (report.Trials, report.ProofsTried));
        var goals = new Goals(report.ResultsOf(0));
        Assert.Equal((2, 1, 1, true), (goals.Faults, goals.ProofsTried, goals.Proved, goals.IsProved));
        Assert.False(Report.Value.IsInterrupted);
    }

    [Fact]
    public void Proofs_that_nobody_wants_are_not_missing() =>
        Assert.False(new EvaluationRun(Tasks, [ApproachCatalogue.Own], 1, Budget) { ProofBudget = 0 }.Run(CancellationToken.None).IsInterrupted);

    [Fact]
    public void The_mean_of_executions_is_a_goal_of_all_planted_faults_together()
    {
        var costly = new TrialResult(1, 0.01, Report.Value.Rows[0][0].Trials[0].Found! with { Executions = 101 });
        var all = EvaluationTasks.All.Where(static task => task.Kind == TaskKind.PlantedFault).Select(task => new TaskResult(task, ApproachCatalogue.Own, [costly], new Reference(task, [costly], []))).ToArray();
        Assert.False(new Goals(all).IsCheap);
        Assert.True(new Goals(all[1..]).IsCheap);
    }

    [Fact]
    public void A_reference_is_not_what_the_others_alone_have_reached()
    {
        var task = Tasks[0];
        var found = Report.Value.Rows[0][0].Trials[0].Found!;
        var clumsy = found with { Shrunk = found.Shrunk with { Actions = [new ScenarioAction { Kind = ActionKind.Reenter }, .. found.Shrunk.Actions] } };
        var reference = new Reference(task, [], [new TrialResult(1, 1, clumsy)]);
        Assert.Equal(ScenarioOrder.StepsOf(found.Shrunk), reference.Of(clumsy));
        Assert.Equal(ScenarioOrder.StepsOf(clumsy.Shrunk) - 1, reference.Of(clumsy));
    }

    [Fact]
    public void A_reference_is_what_the_proof_has_found_and_proved_only_if_the_proof_has_ended()
    {
        var task = Tasks[0];
        var found = Report.Value.Rows[0][0].Trials[0].Found!;
        // Nobody has shrunk it: two actions too many, and with a budget of one transition nothing is proved about what is made of it.
        var clumsy = found with { Shrunk = found.Shrunk with { Actions = [new ScenarioAction { Kind = ActionKind.Reenter }, new ScenarioAction { Kind = ActionKind.Preempt }, .. found.Shrunk.Actions] } };
        var proved = new Reference(task, [new TrialResult(1, 1, clumsy)], [], 1_000_000);
        Assert.Equal(ScenarioOrder.StepsOf(found.Shrunk), proved.Of(clumsy));
        Assert.True(proved.IsProved(clumsy));
        Assert.False(new Reference(task, [new TrialResult(1, 1, clumsy)], []).IsProved(clumsy));
        var mde = EvaluationTasks.All.Single(static one => one.Name == "owner-ignores-mde");
        var trial = new Trial(mde, Budget, CancellationToken.None);
        ApproachCatalogue.Own.Run(trial, 1);
        Assert.False(new Reference(mde, [trial.Result], [], 1).IsProved(trial.Result.Found!));
    }

    [Fact]
    public void Rates_have_a_line_for_each_approach_and_ours_allocates_next_to_nothing()
    {
        var rates = RateMeasurement.Of(Approaches, TimeSpan.FromMilliseconds(50), CancellationToken.None);
        Assert.Equal([.. Approaches.Select(static approach => approach.Name), RateMeasurement.LockstepAlone], rates.Select(static rate => rate.Name));
        Assert.All(rates, static rate => Assert.True(rate.ActionsPerSecond > 0));
        // What is left are the models of the PE configurations, once each.
        Assert.True(rates[0].BytesPerAction < rates[1].BytesPerAction / 10, "ours allocates");
    }
}
