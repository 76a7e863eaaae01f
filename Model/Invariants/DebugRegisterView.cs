namespace OsLockConformance.Model.Invariants;

/// <summary>A bank of breakpoint and watchpoint registers, seen without copying: it shows what the arrays hold now.</summary>
/// <param name="bvr">DBGBVR.</param>
/// <param name="bcr">DBGBCR.</param>
/// <param name="wvr">DBGWVR.</param>
/// <param name="wcr">DBGWCR.</param>
public sealed class DebugRegisterView(ulong[] bvr, uint[] bcr, ulong[] wvr, uint[] wcr)
{
    /// <summary>DBGBVR.</summary>
    public ReadOnlySpan<ulong> Bvr => bvr;
    /// <summary>DBGBCR.</summary>
    public ReadOnlySpan<uint> Bcr => bcr;
    /// <summary>DBGWVR.</summary>
    public ReadOnlySpan<ulong> Wvr => wvr;
    /// <summary>DBGWCR.</summary>
    public ReadOnlySpan<uint> Wcr => wcr;

    /// <summary>Whether both banks hold the same values.</summary>
    public bool SameAs(DebugRegisterView other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Bvr.SequenceEqual(other.Bvr) && Bcr.SequenceEqual(other.Bcr) && Wvr.SequenceEqual(other.Wvr) && Wcr.SequenceEqual(other.Wcr);
    }
}
