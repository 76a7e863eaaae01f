namespace OsLockConformance.Benchmarks;

/// <summary>Which actions the scenarios are made of.</summary>
public enum Vocabulary
{
    /// <summary>Blocks of the guest only.</summary>
    Guest,
    /// <summary>Everything that the target can do.</summary>
    Full,
}
