namespace OsLockConformance.Model.Registers;

/// <summary>Bits of MDSCR_EL1, Monitor Debug System Control Register.</summary>
public static class MDSCR_EL1
{
    /// <summary>SS [0]: software step enabled.</summary>
    public const ulong SS = 1UL << 0;
    /// <summary>ERR [6]: save/restore of EDSCR.ERR.</summary>
    public const ulong ERR = 1UL << 6;
    /// <summary>TDCC [12]: EL0 accesses to the Debug Communications Channel trap to EL1.</summary>
    public const ulong TDCC = 1UL << 12;
    /// <summary>KDE [13]: debug exceptions from EL1 to EL1 enabled.</summary>
    public const ulong KDE = 1UL << 13;
    /// <summary>HDE [14]: save/restore of EDSCR.HDE.</summary>
    public const ulong HDE = 1UL << 14;
    /// <summary>MDE [15]: breakpoint and watchpoint exceptions enabled.</summary>
    public const ulong MDE = 1UL << 15;
    /// <summary>SC2 [19]: save/restore of EDSCR.SC2; optional.</summary>
    public const ulong SC2 = 1UL << 19;
    /// <summary>TDA [21]: save/restore of EDSCR.TDA.</summary>
    public const ulong TDA = 1UL << 21;
    /// <summary>INTdis [23:22]: save/restore of EDSCR.INTdis; bit 23 may be RES0.</summary>
    public const ulong INTdis = 3UL << 22;
    /// <summary>INTdis[1], bit 23.</summary>
    public const ulong INTdisHigh = 1UL << 23;
    /// <summary>TXU [26]: save/restore of EDSCR.TXU.</summary>
    public const ulong TXU = 1UL << 26;
    /// <summary>RXO [27]: save/restore of EDSCR.RXO.</summary>
    public const ulong RXO = 1UL << 27;
    /// <summary>TXfull [29]: save/restore of EDSCR.TXfull.</summary>
    public const ulong TXfull = 1UL << 29;
    /// <summary>RXfull [30]: save/restore of EDSCR.RXfull.</summary>
    public const ulong RXfull = 1UL << 30;
    /// <summary>TFO [31]: save/restore of EDSCR.TFO; needs FEAT_TRF.</summary>
    public const ulong TFO = 1UL << 31;
    /// <summary>EnSPM [34]: EL0 access to System PMU registers; needs FEAT_SPMU. Read/write whatever the lock says.</summary>
    public const ulong EnSPM = 1UL << 34;

    /// <summary>The save/restore fields that OSL-8 makes writable only while the OS Lock is locked.</summary>
    public const ulong Gated = TFO | RXfull | TXfull | RXO | TXU | INTdis | TDA | SC2 | HDE | ERR;
}
