namespace OsLockConformance.Model.Invariants;

/// <summary>A bank of breakpoint and watchpoint registers, seen without copying.</summary>
/// <param name="bvr">DBGBVR.</param>
/// <param name="bcr">DBGBCR.</param>
/// <param name="wvr">DBGWVR.</param>
/// <param name="wcr">DBGWCR.</param>
public readonly ref struct DebugRegisterSpans(ReadOnlySpan<ulong> bvr, ReadOnlySpan<uint> bcr, ReadOnlySpan<ulong> wvr, ReadOnlySpan<uint> wcr)
{
    /// <summary>DBGBVR.</summary>
    public ReadOnlySpan<ulong> Bvr { get; } = bvr;
    /// <summary>DBGBCR.</summary>
    public ReadOnlySpan<uint> Bcr { get; } = bcr;
    /// <summary>DBGWVR.</summary>
    public ReadOnlySpan<ulong> Wvr { get; } = wvr;
    /// <summary>DBGWCR.</summary>
    public ReadOnlySpan<uint> Wcr { get; } = wcr;

    /// <summary>Whether both banks hold the same values.</summary>
    public bool SameAs(in DebugRegisterSpans other) =>
        Bvr.SequenceEqual(other.Bvr) && Bcr.SequenceEqual(other.Bcr) && Wvr.SequenceEqual(other.Wvr) && Wcr.SequenceEqual(other.Wcr);
}
