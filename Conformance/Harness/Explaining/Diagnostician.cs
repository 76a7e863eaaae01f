using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Faults;
using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Explaining;

/// <summary>
/// Looks for something known that explains the first divergence of a scenario:
/// 1. every erratum that is not accepted is accepted, alone, in addition: it explains the divergence if the model then agrees up to and
///    including the divergent action;
/// 2. every planted fault runs the scenario: it explains the divergence if it shows the same symptom;
/// 3. faults that explain it are told apart by <see cref="Experiments"/> on the target;
/// 4. what is left is ranked, see <see cref="CandidateKind"/>: errata before others if they are about the broken rule, faults by how
///    often experiments confirmed them. What nothing tells apart shares a place.
/// </summary>
/// <param name="faults">The faults to try; null for all.</param>
public sealed class Diagnostician(IEnumerable<PlantedFault>? faults = null)
{
    /// <summary>Most programs that a diagnosis runs on the target, apart from the one to explain.</summary>
    public const int DefaultExperiments = 8;

    /// <summary>The same for this one; 0 to rely on the one program alone.</summary>
    public int MostExperiments { get; init; } = DefaultExperiments;

    private readonly PlantedFault[] _faults = [.. faults ?? PlantedFaults.All];

    /// <summary>Diagnoses a divergence.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="runner">The runner of the target, with the errata that it accepts.</param>
    /// <param name="rule">The rule that is broken.</param>
    /// <returns>No candidates if the target conforms.</returns>
    /// <exception cref="TargetException">The target can't be started.</exception>
    public Diagnosis Diagnose(Scenario scenario, LockstepRunner runner, RuleId rule)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(runner);
        runner.Attach();
        if (Symptom.Of(runner, scenario.Configuration, scenario.Actions) is not { } symptom)
            return new Diagnosis([], 0);
        var upToIt = scenario with { Actions = scenario.Actions[..(symptom.Divergence.Action + 1)] };
        Candidate[] errata = [.. Errata(upToIt, runner, rule)];
        runner.Attach();
        var (same, similar) = Suspects(upToIt, symptom);
        var experiments = new Experiments(runner, MostExperiments);
        experiments.Run(same);
        var version = VersionOf(runner.Target);
        return Diagnosis.Of(
            [
                .. errata,
                .. same.Select(suspect => Of(suspect, KindOf(suspect, version))),
                .. similar.Select(static suspect => Of(suspect, CandidateKind.SimilarFault)),
            ],
            experiments.Count);
    }

    private static IEnumerable<Candidate> Errata(Scenario scenario, LockstepRunner runner, RuleId rule)
    {
        var declared = ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(runner.Target));
        for (var i = 0; i < ErratumCatalogue.All.Count; i++)
        {
            var erratum = ErratumCatalogue.All[i];
            if ((runner.Accepted & erratum.Id) != 0 || !new LockstepRunner(runner.Target, runner.Accepted | erratum.Id).Run(scenario.Configuration, scenario.Actions, out _))
                continue;
            var kind = (declared & erratum.Id) != 0 ? CandidateKind.DeclaredErratum : CandidateKind.ErratumOfAnother;
            yield return new Candidate(kind, erratum.Name, erratum.Deviation, erratum.Rule == rule, null, 0, 0, i) { Rule = erratum.Rule };
        }
    }

    private (List<Suspect> Same, List<Suspect> Similar) Suspects(Scenario scenario, Symptom symptom)
    {
        List<Suspect> same = [];
        List<Suspect> similar = [];
        foreach (var fault in _faults)
        {
            var suspect = new Suspect(fault);
            if ((RequiredCapabilities.Of(scenario) & ~suspect.Capabilities) != 0)
                continue;
            if (suspect.Ask(scenario.Configuration, scenario.Actions) is not { } shown)
                continue;
            if (symptom.Shows(shown))
                same.Add(suspect);
            else if (symptom.Divergence.Signature == shown.Divergence.Signature)
                similar.Add(suspect);
        }
        return (same, similar);
    }

    /// <summary>The version of KVM that a target is or says it is; null if it does not say.</summary>
    private static string? VersionOf(ITarget target)
    {
        var name = (target as IErrataOfAnother)?.ErrataOf ?? TargetCatalogue.BaseProfileOf(target.Name) ?? target.Name;
        return KvmProfile.All.Any(profile => profile.Name == name) ? name : null;
    }

    private static CandidateKind KindOf(Suspect suspect, string? version) => suspect.Refuted > 0
        ? CandidateKind.RefutedFault
        : version is null || suspect.Fault.BaseProfile.Name == version ? CandidateKind.Fault : CandidateKind.FaultOfAnotherVersion;

    private static Candidate Of(Suspect suspect, CandidateKind kind) => new(kind, suspect.Fault.TargetName, suspect.Fault.Sentence, true,
        suspect.Fault.BaseProfile.Name, suspect.Confirmed, suspect.Refuted, (int)suspect.Fault.Id);
}
