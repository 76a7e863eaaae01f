using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Hardware;

/// <summary>The registers whose writes are only guaranteed to take effect at a Context synchronization event (OSL-12).</summary>
internal sealed partial class DebugState(PeConfiguration configuration)
{
    /// <summary>OSLSR_EL1.OSLK.</summary>
    public bool OSLK;
    /// <summary>OSDLR_EL1.DLK; stays 0 without FEAT_DoubleLock.</summary>
    public bool DLK;
    /// <summary>DBGPRCR_EL1.CORENPDRQ.</summary>
    public bool CORENPDRQ;
    /// <summary>MDSCR_EL1.</summary>
    public ulong MDSCR_EL1;
    /// <summary>CONTEXTIDR_EL1.</summary>
    public uint CONTEXTIDR_EL1;

    /// <summary>DBGBVR&lt;n&gt;_EL1.</summary>
    public readonly ulong[] DBGBVR = new ulong[configuration.Breakpoints];
    /// <summary>DBGBCR&lt;n&gt;_EL1.</summary>
    public readonly uint[] DBGBCR = new uint[configuration.Breakpoints];
    /// <summary>DBGWVR&lt;n&gt;_EL1.</summary>
    public readonly ulong[] DBGWVR = new ulong[configuration.Watchpoints];
    /// <summary>DBGWCR&lt;n&gt;_EL1.</summary>
    public readonly uint[] DBGWCR = new uint[configuration.Watchpoints];

    /// <summary>DoubleLockStatus (DLK-1).</summary>
    public bool DoubleLockStatus => DLK && !CORENPDRQ;

    /// <summary>Takes over everything from <paramref name="other"/>.</summary>
    public void CopyFrom(DebugState other)
    {
        OSLK = other.OSLK;
        DLK = other.DLK;
        CORENPDRQ = other.CORENPDRQ;
        MDSCR_EL1 = other.MDSCR_EL1;
        CONTEXTIDR_EL1 = other.CONTEXTIDR_EL1;
        other.DBGBVR.CopyTo(DBGBVR.AsSpan());
        other.DBGBCR.CopyTo(DBGBCR.AsSpan());
        other.DBGWVR.CopyTo(DBGWVR.AsSpan());
        other.DBGWCR.CopyTo(DBGWCR.AsSpan());
    }
}
