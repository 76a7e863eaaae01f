using System.Globalization;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Explaining;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Faults;
using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Traces;
using Xunit;
using Xunit.Abstractions;

namespace OsLockConformance.Tests.Explaining;

/// <summary>How often a diagnosis names the right cause. The numbers are in the test's output.</summary>
public sealed class DiagnosisTests(ITestOutputHelper output)
{
    private const int SmallCheck = 50_000;

    /// <summary>How one planted fault was diagnosed.</summary>
    /// <param name="Fault">The fault.</param>
    /// <param name="Diagnosis">Of its shrunk finding.</param>
    /// <param name="Alone">The same without experiments.</param>
    /// <param name="Hidden">The same with the fault left out of the search.</param>
    private sealed record Case(PlantedFault Fault, Diagnosis Diagnosis, Diagnosis Alone, Diagnosis Hidden);

    /// <summary>
    /// Each fault's finding is the first of a small check, shrunk. It is diagnosed on an implementation that has the fault and says of itself
    /// only whose errata it has. A tie counts as a miss, also one that the fault is part of.
    /// </summary>
    [Fact]
    public void The_right_fault_is_named_first_and_alone_for_nine_of_ten()
    {
        var cases = PlantedFaults.All.AsParallel().AsOrdered().Select(Diagnose).ToArray();
        foreach (var one in cases)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{one.Fault.Name}: {Names(one.Diagnosis)}, {one.Diagnosis.Experiments} experiments"));
            output.WriteLine($"  without experiments: {Names(one.Alone)}; hidden from the search: {Names(one.Hidden)}");
        }

        var first = cases.Count(static one => IsFirst(one.Diagnosis, one.Fault) && one.Diagnosis.First.Count == 1);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first alone: {first} of {cases.Length}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"without experiments: first alone {cases.Count(static one => IsFirst(one.Alone, one.Fault) && one.Alone.First.Count == 1)}, tied for the first place {cases.Count(static one => IsFirst(one.Alone, one.Fault) && one.Alone.First.Count > 1)}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"hidden from the search: nothing explains it {cases.Count(static one => one.Hidden.First.Count == 0)}, a fault does {cases.Count(static one => one.Hidden.First is [{ IsErratum: false }, ..])}, an erratum does {cases.Count(static one => one.Hidden.First is [{ IsErratum: true }, ..])}"));
        Assert.True(first * 10 >= cases.Length * 9, $"{first} of {cases.Length}");
    }

    /// <summary>Of two faults that one program cannot tell apart, another program refutes the wrong one.</summary>
    [Fact]
    public void Experiments_tell_apart_what_one_program_does_not()
    {
        var scenario = new Scenario(PeConfiguration.Default, Kvm.FaultScenarios.Of(FaultId.OslarWithoutReload));
        var fault = PlantedFaults.Get(FaultId.OslarWithoutReload);
        var runner = RunnerOf(fault);
        Assert.False(runner.Run(scenario.Configuration, scenario.Actions, out var divergence));
        var tied = new Diagnostician { MostExperiments = 0 }.Diagnose(scenario, runner, divergence.Signature.Rule);
        Assert.Contains(tied.First, candidate => candidate.Name == fault.TargetName);
        Assert.Contains(tied.First, static candidate => candidate.Name == "fault:oslar-reloads-before-update");

        // Few programs meet the difference, so that it takes more of them than usual.
        const int experiments = 200;
        var told = new Diagnostician { MostExperiments = experiments }.Diagnose(scenario, runner, divergence.Signature.Rule);
        Assert.Equal(fault.TargetName, Assert.Single(told.First).Name);
        var wrong = told.Candidates.Single(static candidate => candidate.Name == "fault:oslar-reloads-before-update");
        Assert.Equal((CandidateKind.RefutedFault, false), (wrong.Kind, wrong.Explains));
        Assert.InRange(told.Experiments, 1, experiments);
    }

    [Fact]
    public void A_fault_with_another_value_of_the_same_register_is_only_similar()
    {
        var scenario = new Scenario(PeConfiguration.Default, Kvm.FaultScenarios.Of(FaultId.OslkInWrongBit));
        var runner = RunnerOf(PlantedFaults.Get(FaultId.OslkInWrongBit));
        Assert.False(runner.Run(scenario.Configuration, scenario.Actions, out var divergence));
        var diagnosis = new Diagnostician { MostExperiments = 0 }.Diagnose(scenario, runner, divergence.Signature.Rule);
        Assert.Equal("fault:oslk-in-wrong-bit", Assert.Single(diagnosis.First).Name);
        Assert.Equal(CandidateKind.SimilarFault, diagnosis.Candidates.Single(static candidate => candidate.Name == "fault:reset-clears-oslm").Kind);
    }

    /// <summary>The witness of every erratum that a simulated target has, on each such target, with that erratum alone not accepted.</summary>
    [Fact]
    public void Every_declared_erratum_is_named_first_for_its_witness()
    {
        List<string> wrong = [];
        var count = 0;
        foreach (var erratum in ErratumCatalogue.All)
        {
            foreach (var name in erratum.Targets)
            {
                if (!TargetCatalogue.TryCreate(name, out var target))
                    continue;
                var scenario = TraceParser.ParseFile(CorpusFiles.PathOf($"errata/{erratum.Name}.oslock")).Scenario;
                var declared = ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(name));
                // A version that diverges all the same does so for a reason of its own.
                var divergesAnyway = !new LockstepRunner(target, declared).Run(scenario.Configuration, scenario.Actions, out _);
                var runner = new LockstepRunner(target, declared & ~erratum.Id);
                if (divergesAnyway || runner.Run(scenario.Configuration, scenario.Actions, out _))
                    continue;
                count++;
                var diagnosis = new Diagnostician().Diagnose(scenario, runner, erratum.Rule);
                if (diagnosis.First is not [var first] || first.Name != erratum.Name)
                    wrong.Add($"{erratum.Name} on {name}: {Names(diagnosis)}");
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} witnesses on their targets"));
        Assert.True(count >= 40, string.Create(CultureInfo.InvariantCulture, $"{count} witnesses"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void A_target_that_conforms_has_no_diagnosis()
    {
        var runner = new LockstepRunner(new KvmTarget(KvmVersion.Linux6_14), ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf("linux-6.14")));
        var scenario = new Scenario(PeConfiguration.Default, Kvm.FaultScenarios.Of(FaultId.OslarNeverUnlocks));
        Assert.Empty(new Diagnostician().Diagnose(scenario, runner, RuleId.OSL_2).Candidates);
    }

    private static Case Diagnose(PlantedFault fault)
    {
        var check = new CheckRunner(new KvmTarget(fault), new CheckOptions { Seed = 1, Scenarios = SmallCheck, MaximumFindings = 1 }).Run();
        var finding = Assert.Single(check.Findings);
        var runner = RunnerOf(fault);
        return new Case(
            fault,
            new Diagnostician().Diagnose(finding.Scenario, runner, finding.Rule),
            new Diagnostician { MostExperiments = 0 }.Diagnose(finding.Scenario, runner, finding.Rule),
            new Diagnostician(PlantedFaults.All.Where(other => other != fault)).Diagnose(finding.Scenario, runner, finding.Rule));
    }

    private static LockstepRunner RunnerOf(PlantedFault fault)
    {
        var target = new UnknownImplementation(new KvmTarget(fault), fault.BaseProfile.Name);
        return new LockstepRunner(target, ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(target)));
    }

    private static bool IsFirst(Diagnosis diagnosis, PlantedFault fault) => diagnosis.First.Any(candidate => candidate.Name == fault.TargetName);

    private static string Names(Diagnosis diagnosis) =>
        diagnosis.First.Count == 0 ? "nothing" : string.Join(" = ", diagnosis.First.Select(static candidate => candidate.Name));
}
