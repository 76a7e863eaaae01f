namespace OsLockConformance.Harness.Proving;

/// <summary>What a search has shown.</summary>
public enum ProofVerdict
{
    /// <summary>Every state that the alphabet reaches was met and every action tried in it: no program of it diverges, however long.</summary>
    Closed,
    /// <summary>No program of the alphabet up to some length diverges.</summary>
    UpToDepth,
    /// <summary>A program diverges, and no shorter one does.</summary>
    Diverges,
}
