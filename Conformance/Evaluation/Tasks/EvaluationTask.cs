using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;

namespace OsLockConformance.Evaluation.Tasks;

/// <summary>Something to be found: a target that diverges from the model that accepts the given errata.</summary>
/// <param name="Kind">Where the mistake comes from.</param>
/// <param name="Name">Its name: that of the fault, the profile or the erratum.</param>
/// <param name="Target">The target that has it.</param>
/// <param name="Accepted">What the model accepts.</param>
public sealed record EvaluationTask(TaskKind Kind, string Name, string Target, ErratumId Accepted)
{
    /// <summary>A lockstep runner of a new instance of the target.</summary>
    public LockstepRunner NewRunner() => TargetCatalogue.TryCreate(Target, out var target)
        ? new LockstepRunner(target, Accepted)
        : throw new InvalidOperationException($"there is no target '{Target}'");
}
