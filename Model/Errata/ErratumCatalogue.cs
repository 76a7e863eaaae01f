namespace OsLockConformance.Model.Errata;

/// <summary>All declared deviations.</summary>
public static class ErratumCatalogue
{
    private static readonly Erratum[] Rows = [];

    /// <summary>All errata, in the order of their flags.</summary>
    public static IReadOnlyList<Erratum> All => Rows;
}
