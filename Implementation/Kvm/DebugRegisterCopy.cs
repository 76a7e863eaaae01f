using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>
/// A bank of debug registers as this PE would hold it: KVM keeps what the guest wrote bit by bit, the PE has no storage for
/// reserved bits, so the two are comparable only after this.
/// </summary>
internal sealed class DebugRegisterCopy
{
    private readonly PeConfiguration _configuration;
    private readonly ulong[] _bvr;
    private readonly uint[] _bcr;
    private readonly ulong[] _wvr;
    private readonly uint[] _wcr;

    public DebugRegisterCopy(PeConfiguration configuration)
    {
        _configuration = configuration;
        _bvr = new ulong[configuration.Breakpoints];
        _bcr = new uint[configuration.Breakpoints];
        _wvr = new ulong[configuration.Watchpoints];
        _wcr = new uint[configuration.Watchpoints];
        View = new DebugRegisterView(_bvr, _bcr, _wvr, _wcr);
    }

    /// <summary>The copy.</summary>
    public DebugRegisterView View { get; }

    /// <summary>Copies what is on the PE.</summary>
    public void TakeFrom(ProcessingElement pe)
    {
        pe.DBGBVR.CopyTo(_bvr);
        pe.DBGBCR.CopyTo(_bcr);
        pe.DBGWVR.CopyTo(_wvr);
        pe.DBGWCR.CopyTo(_wcr);
    }

    /// <summary>Copies what KVM keeps.</summary>
    public void TakeFrom(GuestDebugRegisters registers)
    {
        for (var n = 0; n < _bvr.Length; n++)
        {
            _bvr[n] = registers.Bvr[n];
            _bcr[n] = BreakpointControl.Stored(_configuration, n, registers.Bcr[n]);
        }
        for (var n = 0; n < _wvr.Length; n++)
        {
            _wvr[n] = registers.Wvr[n] & WatchpointUnit.ValueImplemented;
            _wcr[n] = (uint)registers.Wcr[n] & WatchpointUnit.Implemented;
        }
    }
}
