using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>The bits of a register that this PE implements, so that two reads of it can be compared.</summary>
internal sealed class RegisterMasks
{
    /// <summary>DBGBVR and DBGWVR: VA [48:2]; above is sign extension, below RES0.</summary>
    public const ulong ValueRegister = 0x0001_FFFF_FFFF_FFFC;

    private readonly PeConfiguration _configuration;

    public RegisterMasks(PeConfiguration configuration)
    {
        _configuration = configuration;
        Mdscr = RegisterTable.Describe(RegisterId.MDSCR_EL1).ImplementedMask;
        if (!configuration.Trf)
            Mdscr &= ~MDSCR_EL1.TFO;
        if (!configuration.Sc2)
            Mdscr &= ~MDSCR_EL1.SC2;
        if (!configuration.IntDisHigh)
            Mdscr &= ~MDSCR_EL1.INTdisHigh;
        if (!configuration.Spmu)
            Mdscr &= ~MDSCR_EL1.EnSPM;

        DebugFeatures = new MaskedValue(
            ((configuration.DoubleLock ? 0UL : 0xF) << ID_AA64DFR0_EL1.DoubleLock.Low)
                | ((ulong)(configuration.ContextAware - 1) << ID_AA64DFR0_EL1.CTX_CMPs.Low)
                | ((ulong)(configuration.Watchpoints - 1) << ID_AA64DFR0_EL1.WRPs.Low)
                | ((ulong)(configuration.Breakpoints - 1) << ID_AA64DFR0_EL1.BRPs.Low),
            ID_AA64DFR0_EL1.DoubleLock.Mask | ID_AA64DFR0_EL1.CTX_CMPs.Mask | ID_AA64DFR0_EL1.WRPs.Mask | ID_AA64DFR0_EL1.BRPs.Mask);
    }

    /// <summary>The fields of MDSCR_EL1 that exist; RES0 bits read 0 or as written and are not compared (OSL-8).</summary>
    public ulong Mdscr { get; }

    /// <summary>ID_AA64DFR0_EL1 (REG-3).</summary>
    public MaskedValue DebugFeatures { get; }

    /// <summary>DBGBVR: an address, or for the context types the context in [31:0].</summary>
    public ulong BreakpointValue(int n, uint bcr) =>
        _configuration.IsContextAware(n) && DBGBCR_EL1.BT.Extract(bcr) is 2 or 3 ? uint.MaxValue : ValueRegister;

    /// <summary>DBGBCR: BAS only in the values that read back the same on every PE, LBN only for linked types, BT[3:1] only on a
    /// context-aware breakpoint.</summary>
    public ulong BreakpointControl(int n, uint bcr)
    {
        var mask = DBGBCR_EL1.E.Mask | DBGBCR_EL1.PMC.Mask | DBGBCR_EL1.HMC.Mask | DBGBCR_EL1.SSC.Mask | (1UL << DBGBCR_EL1.BT.Low);
        if (DBGBCR_EL1.BAS.Extract(bcr) is 0 or 0xF)
            mask |= DBGBCR_EL1.BAS.Mask;
        if (DBGBCR_EL1.BT.Extract(bcr) == 1)
            mask |= DBGBCR_EL1.LBN.Mask;
        if (_configuration.IsContextAware(n))
            mask |= DBGBCR_EL1.BT.Mask;
        return mask;
    }

    /// <summary>DBGWCR: LBN only for a linked watchpoint.</summary>
    public static ulong WatchpointControl(uint wcr)
    {
        var mask = RegisterTable.Describe(RegisterId.DBGWCRn_EL1).ImplementedMask;
        return DBGWCR_EL1.WT.Extract(wcr) == 0 ? mask & ~DBGWCR_EL1.LBN.Mask : mask;
    }
}
