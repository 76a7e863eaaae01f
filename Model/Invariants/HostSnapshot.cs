namespace OsLockConformance.Model.Invariants;

/// <summary>
/// What an omniscient observer sees on the physical PE at a boundary between host and guest. Values named Host are those that
/// the host had before any guest ran.
/// </summary>
public readonly ref struct HostSnapshot
{
    /// <summary>Which boundary.</summary>
    public HostMoment Moment { get; init; }
    /// <summary>Physical OSLSR_EL1.OSLK.</summary>
    public bool OsLock { get; init; }
    /// <summary>The host's OSLSR_EL1.OSLK.</summary>
    public bool HostOsLock { get; init; }
    /// <summary>Physical MDSCR_EL1; only fields that the hardware lets an unlocked write change are meaningful.</summary>
    public ulong Mdscr { get; init; }
    /// <summary>The host's MDSCR_EL1.</summary>
    public ulong HostMdscr { get; init; }
    /// <summary>Physical MDCCINT_EL1.</summary>
    public ulong Mdccint { get; init; }
    /// <summary>The host's MDCCINT_EL1.</summary>
    public ulong HostMdccint { get; init; }
    /// <summary>Physical claim tags.</summary>
    public byte ClaimTags { get; init; }
    /// <summary>The host's claim tags.</summary>
    public byte HostClaimTags { get; init; }
    /// <summary>Physical DBGPRCR_EL1.CORENPDRQ, OSDLR_EL1.DLK.</summary>
    public (bool CoreNoPowerDownRequest, bool DoubleLock) Power { get; init; }
    /// <summary>The host's DBGPRCR_EL1.CORENPDRQ, OSDLR_EL1.DLK.</summary>
    public (bool CoreNoPowerDownRequest, bool DoubleLock) HostPower { get; init; }
    /// <summary>Physical OSECCR_EL1, OSDTRRX_EL1, OSDTRTX_EL1 storage.</summary>
    public (uint Osecc, uint DtrRx, uint DtrTx) Transfer { get; init; }
    /// <summary>The host's OSECCR_EL1, OSDTRRX_EL1, OSDTRTX_EL1 storage.</summary>
    public (uint Osecc, uint DtrRx, uint DtrTx) HostTransfer { get; init; }
    /// <summary>MDCR_EL2.TDOSA, or TDE which implies it.</summary>
    public bool TrapsOsRegisters { get; init; }
    /// <summary>MDCR_EL2.TDA, or TDE which implies it.</summary>
    public bool TrapsDebugRegisters { get; init; }
    /// <summary>The OS Lock as the guest that runs (or ran) sees it.</summary>
    public bool GuestOsLock { get; init; }
    /// <summary>Whether userspace debugs that guest.</summary>
    public bool UserspaceDebugs { get; init; }
    /// <summary>Physical DBGBVR, DBGBCR, DBGWVR, DBGWCR.</summary>
    public DebugRegisterView Physical { get; init; }
    /// <summary>The host's.</summary>
    public DebugRegisterView Host { get; init; }
    /// <summary>The guest's own, as the hypervisor keeps them; meaningful at <see cref="HostMoment.GuestEntry"/> if <see cref="TrapsDebugRegisters"/> is false.</summary>
    public DebugRegisterView Guest { get; init; }
}
