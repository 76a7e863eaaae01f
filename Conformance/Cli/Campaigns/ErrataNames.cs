using OsLockConformance.Model.Errata;

namespace OsLockConformance.Cli.Campaigns;

/// <summary>Errata by name; a name stays when the number of the erratum changes.</summary>
internal static class ErrataNames
{
    /// <summary>The set that has these names.</summary>
    /// <exception cref="FormatException">There is no erratum with one of them.</exception>
    public static ErratumId Parse(IEnumerable<string> names) => ErratumCatalogue.SetOf(names.Select(Find));

    /// <summary>The erratum with a name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static Erratum Find(string name) => ErratumCatalogue.Find(name) ?? throw new FormatException($"there is no deviation '{name}'");
}
