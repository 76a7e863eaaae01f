using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli;

/// <summary>Targets by the names that a user gives.</summary>
internal static class TargetSelection
{
    private const int MostSuggestions = 3;

    /// <summary>The errata declared for a target; none of them in a strict run.</summary>
    public static ErratumId AcceptedErrata(string target, bool strict) =>
        strict ? ErratumId.None : ErratumCatalogue.SetOf(ErratumCatalogue.DeclaredFor(target));

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
