namespace OsLockConformance.Model.Vocabulary;

/// <summary>
/// The debug registers that userspace hands to KVM_SET_GUEST_DEBUG: breakpoints 0 and 1 and watchpoints 0 and 1; all
/// others are zero. Control registers have the format of DBGBCR and DBGWCR.
/// </summary>
public record struct UserspaceDebugRegisters
{
    /// <summary>DBGBVR0.</summary>
    public ulong Bvr0;
    /// <summary>DBGBVR1.</summary>
    public ulong Bvr1;
    /// <summary>DBGWVR0.</summary>
    public ulong Wvr0;
    /// <summary>DBGWVR1.</summary>
    public ulong Wvr1;
    /// <summary>DBGBCR0.</summary>
    public uint Bcr0;
    /// <summary>DBGBCR1.</summary>
    public uint Bcr1;
    /// <summary>DBGWCR0.</summary>
    public uint Wcr0;
    /// <summary>DBGWCR1.</summary>
    public uint Wcr1;
}
