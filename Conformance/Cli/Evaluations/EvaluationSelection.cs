using OsLockConformance.Evaluation.Approaches;
using OsLockConformance.Evaluation.Tasks;
using OsLockConformance.Harness.Traces;

namespace OsLockConformance.Cli.Evaluations;

/// <summary>Which tasks and approaches are evaluated.</summary>
internal static class EvaluationSelection
{
    private const int MostSuggestions = 3;
    private const string FaultPrefix = "fault:";

    /// <summary>The tasks of the names, in the order of the catalogue; all if null.</summary>
    public static IReadOnlyList<EvaluationTask> Tasks(string? names)
    {
        if (names is null)
            return EvaluationTasks.All;
        var chosen = names.Split(',', StringSplitOptions.TrimEntries).Select(Task).ToHashSet();
        return [.. EvaluationTasks.All.Where(chosen.Contains)];
    }

    /// <summary>Ours and the others of the names; all if null.</summary>
    public static IReadOnlyList<IApproach> Approaches(string? names)
    {
        if (names is null)
            return [ApproachCatalogue.Own, .. ApproachCatalogue.Others];
        if (Same(names, "none"))
            return [ApproachCatalogue.Own];
        var chosen = names.Split(',', StringSplitOptions.TrimEntries).Select(Approach).ToHashSet();
        return [ApproachCatalogue.Own, .. ApproachCatalogue.Others.Where(chosen.Contains)];
    }

    private static EvaluationTask Task(string name)
    {
        var bare = name.StartsWith(FaultPrefix, StringComparison.OrdinalIgnoreCase) ? name[FaultPrefix.Length..] : name;
        if (EvaluationTasks.All.FirstOrDefault(task => Same(task.Name, bare)) is { } found)
            return found;
        if (EvaluationTasks.LeftOut.FirstOrDefault(left => Same(left.Name, bare)) is { } left)
            throw new UsageException($"{left.Name} can't be evaluated: {left.Reason}");
        var near = NearestName.Several(bare, EvaluationTasks.All.Select(static task => task.Name), MostSuggestions);
        throw new UsageException(near.Count == 0
            ? $"--only expects planted faults, profiles or errata, got '{name}'; 'oslock faults' and 'oslock errata' list them"
            : $"--only expects planted faults, profiles or errata, got '{name}'; did you mean {string.Join(" or ", near)}?");
    }

    private static IApproach Approach(string name) => ApproachCatalogue.Others.FirstOrDefault(approach => Same(approach.Name, name))
        ?? throw new UsageException($"--against expects {string.Join(", ", ApproachCatalogue.Others.Select(static approach => approach.Name))} or none, got '{name}'");

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
