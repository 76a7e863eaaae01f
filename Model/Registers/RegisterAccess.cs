namespace OsLockConformance.Model.Registers;

/// <summary>What an exception level may do with a register; what is not allowed is UNDEFINED.</summary>
[Flags]
public enum RegisterAccess : byte
{
    /// <summary>Every access is UNDEFINED.</summary>
    None = 0,
    /// <summary>MRS is defined.</summary>
    Read = 1,
    /// <summary>MSR is defined.</summary>
    Write = 2,
    /// <summary>Both are defined.</summary>
    ReadWrite = 3,
}
