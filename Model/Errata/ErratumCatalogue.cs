namespace OsLockConformance.Model.Errata;

/// <summary>All declared deviations.</summary>
public static class ErratumCatalogue
{
    private static readonly Erratum[] Rows = [];

    /// <summary>All errata, in the order of their flags.</summary>
    public static IReadOnlyList<Erratum> All => Rows;

    /// <summary>Finds an erratum by its printed id, whatever its case.</summary>
    /// <returns>null if there is none.</returns>
    public static Erratum? Find(string name) => Array.Find(Rows, erratum => string.Equals(erratum.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The errata declared for a target. A planted fault has those of the profile that it is planted in.</summary>
    public static IReadOnlyList<Erratum> DeclaredFor(string target) =>
        [.. Rows.Where(erratum => erratum.Targets.Contains(target, StringComparer.Ordinal))];

    /// <summary>The flags of some errata together.</summary>
    public static ErratumId SetOf(IEnumerable<Erratum> errata) => errata.Aggregate(ErratumId.None, static (set, erratum) => set | erratum.Id);
}
