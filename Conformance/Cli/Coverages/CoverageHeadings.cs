using OsLockConformance.Harness.Coverage;

namespace OsLockConformance.Cli.Coverages;

/// <summary>The headings of coverage's rows and columns.</summary>
internal static class CoverageHeadings
{
    /// <summary>A kind of rows.</summary>
    public static string Of(CoverageKind kind) => kind switch
    {
        CoverageKind.Rule => "rules",
        CoverageKind.Erratum => "declared deviations",
        CoverageKind.Action => "actions",
        CoverageKind.Event => "events in a block",
        _ => "instructions",
    };

    /// <summary>A group of columns.</summary>
    public static string Of((string Level, bool OsLock) group) => $"{LevelOf(group.Level)} OSLK {(group.OsLock ? 1 : 0)}";

    /// <summary>An Exception level; what runs no instruction has none.</summary>
    public static string LevelOf(string level) => level == "-" ? "no EL" : level;
}
