using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Faults;
using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Errata;

namespace OsLockConformance.Evaluation.Tasks;

/// <summary>Everything that the simulated targets have to be found in.</summary>
public static class EvaluationTasks
{
    /// <summary>The profiles that break rules beyond their declared deviations; in the others nothing is to be found.</summary>
    private static readonly string[] Diverging = ["linux-5.17", "oslock-v1", "oslock-v2"];

    /// <summary>The planted faults, the diverging profiles, the errata, each in the order of its catalogue.</summary>
    public static IReadOnlyList<EvaluationTask> All { get; } =
    [
        .. PlantedFaults.All.Select(static fault => new EvaluationTask(TaskKind.PlantedFault, fault.Name, fault.TargetName, Declared(fault.TargetName))),
        .. KvmProfile.All.Where(static profile => Diverging.Contains(profile.Name))
            .Select(static profile => new EvaluationTask(TaskKind.HistoricProfile, profile.Name, profile.Name, Declared(profile.Name))),
        .. ErratumCatalogue.All.Select(Of).OfType<EvaluationTask>(),
    ];

    /// <summary>The profiles and errata that are no tasks.</summary>
    public static IReadOnlyList<LeftOutTask> LeftOut { get; } =
    [
        .. KvmProfile.All.Where(static profile => !Diverging.Contains(profile.Name))
            .Select(static profile => new LeftOutTask(profile.Name, "conforms: there is nothing to find but its errata")),
        .. ErratumCatalogue.All.Where(static erratum => Of(erratum) is null).Select(static erratum => new LeftOutTask(erratum.Name,
            erratum.Targets.Any(static name => TargetCatalogue.Describe(name) is not null)
                ? "the targets that have it break other rules as well"
                : "no simulated target has it")),
    ];

    /// <summary>The erratum on the newest simulated target that has it and that has nothing else to be found.</summary>
    private static EvaluationTask? Of(Erratum erratum)
    {
        var target = erratum.Targets.LastOrDefault(static name => TargetCatalogue.Describe(name) is not null && !Diverging.Contains(name));
        return target is null ? null : new EvaluationTask(TaskKind.Erratum, erratum.Name, target, Declared(target) & ~erratum.Id);
    }

    private static ErratumId Declared(string target) => ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(target));
}
