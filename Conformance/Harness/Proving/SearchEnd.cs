namespace OsLockConformance.Harness.Proving;

/// <summary>Why a search ended.</summary>
public enum SearchEnd
{
    /// <summary>There was nothing left, or a divergence was found.</summary>
    Done,
    /// <summary>The depth that was asked for is reached.</summary>
    Depth,
    /// <summary>The memory that was given is used up.</summary>
    Memory,
    /// <summary>The time that was given is used up.</summary>
    Time,
    /// <summary>It was interrupted.</summary>
    Interrupted,
}
