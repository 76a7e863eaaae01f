using OsLockConformance.Model.Errata;

namespace OsLockConformance.Cli.Campaigns;

/// <summary>A set of errata as names, which stay when the numbers of the errata change.</summary>
internal static class ErrataNames
{
    /// <summary>The names, in the order of the catalogue.</summary>
    public static string[] Of(ErratumId set) =>
        [.. ErratumCatalogue.All.Where(erratum => (erratum.Id & set) != ErratumId.None).Select(static erratum => erratum.Name)];

    /// <summary>The set that has these names.</summary>
    /// <exception cref="FormatException">There is no erratum with one of them.</exception>
    public static ErratumId Parse(IEnumerable<string> names) => ErratumCatalogue.SetOf(names.Select(Find));

    /// <summary>The erratum with a name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static Erratum Find(string name) => ErratumCatalogue.Find(name) ?? throw new FormatException($"there is no deviation '{name}'");
}
