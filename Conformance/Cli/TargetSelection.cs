using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli;

/// <summary>Targets by the names that a user gives.</summary>
internal static class TargetSelection
{
    private const int MostSuggestions = 3;

    /// <summary>Makes the target of a name.</summary>
    public static ITarget Create(string name)
    {
        if (TargetCatalogue.TryCreate(name, out var target))
            return target;
        var near = NearestName.Several(name, TargetCatalogue.Names, MostSuggestions);
        throw new UsageException(near.Count == 0
            ? $"there is no target '{name}'; 'oslock targets' lists them"
            : $"there is no target '{name}'; did you mean {string.Join(" or ", near)}?");
    }
}
