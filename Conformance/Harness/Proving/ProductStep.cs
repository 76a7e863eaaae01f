namespace OsLockConformance.Harness.Proving;

/// <summary>What came of one action in one state.</summary>
internal enum ProductStep : byte
{
    /// <summary>The model allows what the implementation shows.</summary>
    Agrees,
    /// <summary>The action is no test in this state: its program may spin.</summary>
    IsNoTest,
    /// <summary>The model does not allow it, or an invariant of the host is broken.</summary>
    Diverges,
}
