namespace OsLockConformance.Implementation.Machine;

/// <summary>A condition of B.cond, as it is encoded.</summary>
public enum Condition : byte
{
    /// <summary>Equal.</summary>
    EQ = 0,
    /// <summary>Not equal.</summary>
    NE = 1,
    /// <summary>Unsigned higher or same.</summary>
    HS = 2,
    /// <summary>Unsigned lower.</summary>
    LO = 3,
}
