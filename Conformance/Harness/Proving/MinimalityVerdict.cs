namespace OsLockConformance.Harness.Proving;

/// <summary>What is known of whether a shrunk scenario is a shortest one.</summary>
public enum MinimalityVerdict
{
    /// <summary>Every shorter program of the alphabet was compared: none shows the divergence.</summary>
    Proved,
    /// <summary>The budget did not suffice to compare them all; none of those that were shows it.</summary>
    Unfinished,
    /// <summary>The target's state can't be put back, so nothing was searched.</summary>
    NotSearched,
}
