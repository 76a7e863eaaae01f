using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>Takes snapshots of the PE for an observer who knows both the host's state and the guest's.</summary>
internal sealed class HostObservation(ProcessingElement pe, PeConfiguration configuration, OsLockEmulation osLock)
{
    private readonly DebugRegisterView _physical = pe.ViewDebugRegisters();
    private readonly DebugRegisterCopy _host = new(configuration);
    private readonly DebugRegisterCopy _guest = new(configuration);
    private bool _hostOsLock;
    private ulong _hostMdscr;
    private ulong _hostMdccint;
    private byte _hostClaimTags;
    private (bool, bool) _hostPower;
    private (uint, uint, uint) _hostTransfer;

    /// <summary>Where the snapshots go.</summary>
    public IHostObserver? Observer { get; set; }

    /// <summary>Remembers the host as it is before any guest runs.</summary>
    public void CaptureHost()
    {
        _host.TakeFrom(pe);
        _hostOsLock = pe.OSLK;
        _hostMdscr = pe.DebugControl & ~MDSCR_EL1.Gated;
        _hostMdccint = pe.CommunicationsInterrupts;
        _hostClaimTags = pe.ClaimTags;
        _hostPower = (pe.CORENPDRQ, pe.DLK);
        _hostTransfer = (pe.OSECCR, pe.OSDTRRX, pe.OSDTRTX);
    }

    /// <summary>Hands a snapshot to the observer, if there is one.</summary>
    public void Report(HostMoment moment, Vcpu vcpu)
    {
        if (Observer is not { } observer)
            return;
        // Only what a guest can read at its entry is compared with what it keeps.
        if (moment == HostMoment.GuestEntry && !pe.TDA && !pe.TDE)
            _guest.TakeFrom(vcpu.VcpuDebugState);
        observer.Observe(new HostSnapshot
        {
            Moment = moment,
            OsLock = pe.OSLK,
            HostOsLock = _hostOsLock,
            Mdscr = pe.DebugControl & ~MDSCR_EL1.Gated,
            HostMdscr = _hostMdscr,
            Mdccint = pe.CommunicationsInterrupts,
            HostMdccint = _hostMdccint,
            ClaimTags = pe.ClaimTags,
            HostClaimTags = _hostClaimTags,
            Power = (pe.CORENPDRQ, pe.DLK),
            HostPower = _hostPower,
            Transfer = (pe.OSECCR, pe.OSDTRRX, pe.OSDTRTX),
            HostTransfer = _hostTransfer,
            TrapsOsRegisters = pe.TDOSA || pe.TDE,
            TrapsDebugRegisters = pe.TDA || pe.TDE,
            GuestOsLock = osLock.IsLockedForGuest(vcpu),
            UserspaceDebugs = vcpu.GuestDebug != GuestDebugFlags.None,
            Physical = _physical,
            Host = _host.View,
            Guest = _guest.View,
        });
    }
}
