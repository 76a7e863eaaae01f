using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;

namespace OsLockConformance.Cli;

/// <summary>Which deviations are accepted of a target.</summary>
internal static class DeclaredErrata
{
    /// <summary>Those declared for the target, or for the profile that a planted fault is in; none if strict.</summary>
    public static ErratumId AcceptedOf(string target, bool strict)
    {
        var accepted = ErratumId.None;
        if (strict)
            return accepted;
        foreach (var erratum in ErratumCatalogue.All)
        {
            if (IsDeclaredFor(erratum, target) || (TargetCatalogue.BaseProfileOf(target) is { } profile && IsDeclaredFor(erratum, profile)))
                accepted |= erratum.Id;
        }

        return accepted;
    }

    private static bool IsDeclaredFor(Erratum erratum, string target) => erratum.Targets.Contains(target, StringComparer.OrdinalIgnoreCase);
}
