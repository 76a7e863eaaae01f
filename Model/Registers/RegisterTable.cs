using System.Collections.Frozen;

namespace OsLockConformance.Model.Registers;

/// <summary>
/// The one place that says how every register is named, encoded, accessed, reset and divided into fields.
/// Source: DDI 0487, the register descriptions. The encoding reads op0_op1_CRn_CRm_op2.
/// </summary>
public static class RegisterTable
{
    private const RegisterAccess RW = RegisterAccess.ReadWrite;
    private const RegisterAccess RO = RegisterAccess.Read;
    private const RegisterAccess WO = RegisterAccess.Write;
    private const RegisterAccess NA = RegisterAccess.None;
    private const ulong All = ulong.MaxValue;

    private static readonly RegisterField Data32 = new("Data", 31, 0);

    private static readonly RegisterDescription[] Rows =
    [
        Row(RegisterId.OSLAR_EL1, "OSLAR_EL1", 0b10_000_0001_0000_100, WO, NA, 0, 0, "locks and unlocks the OS Lock",
            new RegisterField("OSLK", 0, 0)),
        Row(RegisterId.OSLSR_EL1, "OSLSR_EL1", 0b10_000_0001_0001_100, RO, NA, 0xA, All, "says whether the OS Lock is locked",
            new("OSLM1", 3, 3), new("nTT", 2, 2), new("OSLK", 1, 1), new("OSLM0", 0, 0)),
        Row(RegisterId.OSDLR_EL1, "OSDLR_EL1", 0b10_000_0001_0011_100, RW, NA, 0, All, "OS Double Lock",
            new RegisterField("DLK", 0, 0)),
        Row(RegisterId.DBGPRCR_EL1, "DBGPRCR_EL1", 0b10_000_0001_0100_100, RW, NA, 0, 0, "power control seen by the OS",
            new RegisterField("CORENPDRQ", 0, 0)),
        Row(RegisterId.MDSCR_EL1, "MDSCR_EL1", 0b10_000_0000_0010_010, RW, NA, 0, 0, "controls self-hosted debug",
            new("EnSPM", 34, 34), new("TFO", 31, 31), new("RXfull", 30, 30), new("TXfull", 29, 29), new("RXO", 27, 27),
            new("TXU", 26, 26), new("INTdis", 23, 22), new("TDA", 21, 21), new("SC2", 19, 19), new("MDE", 15, 15),
            new("HDE", 14, 14), new("KDE", 13, 13), new("TDCC", 12, 12), new("ERR", 6, 6), new("SS", 0, 0)),
        Row(RegisterId.MDCCINT_EL1, "MDCCINT_EL1", 0b10_000_0000_0010_000, RW, NA, 0, 0, "DCC interrupt enables",
            new("RX", 30, 30), new("TX", 29, 29)),
        Row(RegisterId.OSECCR_EL1, "OSECCR_EL1", 0b10_000_0000_0110_010, RW, NA, 0, 0, "save/restore of EDECCR while locked",
            new RegisterField("EDECCR", 31, 0)),
        Row(RegisterId.OSDTRRX_EL1, "OSDTRRX_EL1", 0b10_000_0000_0000_010, RW, NA, 0, 0, "save/restore of DTRRX while locked", Data32),
        Row(RegisterId.OSDTRTX_EL1, "OSDTRTX_EL1", 0b10_000_0000_0011_010, RW, NA, 0, 0, "save/restore of DTRTX while locked", Data32),
        Row(RegisterId.DBGBVRn_EL1, "DBGBVR{0}_EL1", 0b10_000_0000_0000_100, RW, NA, 0, 0, "breakpoint value",
            new RegisterField("Value", 63, 0)),
        Row(RegisterId.DBGBCRn_EL1, "DBGBCR{0}_EL1", 0b10_000_0000_0000_101, RW, NA, 0, 0, "breakpoint control",
            DBGBCR_EL1.BT, DBGBCR_EL1.LBN, DBGBCR_EL1.SSC, DBGBCR_EL1.HMC, DBGBCR_EL1.BAS, DBGBCR_EL1.PMC, DBGBCR_EL1.E),
        Row(RegisterId.DBGWVRn_EL1, "DBGWVR{0}_EL1", 0b10_000_0000_0000_110, RW, NA, 0, 0, "watchpoint value",
            new RegisterField("VA", 63, 2)),
        Row(RegisterId.DBGWCRn_EL1, "DBGWCR{0}_EL1", 0b10_000_0000_0000_111, RW, NA, 0, 0, "watchpoint control",
            DBGWCR_EL1.MASK, DBGWCR_EL1.WT, DBGWCR_EL1.LBN, DBGWCR_EL1.SSC, DBGWCR_EL1.HMC, DBGWCR_EL1.BAS, DBGWCR_EL1.LSC,
            DBGWCR_EL1.PAC, DBGWCR_EL1.E),
        Row(RegisterId.DBGCLAIMSET_EL1, "DBGCLAIMSET_EL1", 0b10_000_0111_1000_110, RW, NA, 0xFF, All, "sets claim tags",
            new RegisterField("CLAIM", 7, 0)),
        Row(RegisterId.DBGCLAIMCLR_EL1, "DBGCLAIMCLR_EL1", 0b10_000_0111_1001_110, RW, NA, 0, All, "reads and clears claim tags",
            new RegisterField("CLAIM", 7, 0)),
        Row(RegisterId.DBGAUTHSTATUS_EL1, "DBGAUTHSTATUS_EL1", 0b10_000_0111_1110_110, RO, NA, 0, 0, "authentication status",
            new("SNID", 7, 6), new("SID", 5, 4), new("NSNID", 3, 2), new("NSID", 1, 0)),
        Row(RegisterId.MDCCSR_EL0, "MDCCSR_EL0", 0b10_011_0000_0001_000, RO, RO, 0, 0, "DCC status",
            new("RXfull", 30, 30), new("TXfull", 29, 29)),
        Row(RegisterId.MDRAR_EL1, "MDRAR_EL1", 0b10_000_0001_0000_000, RO, NA, 0, 0, "address of the debug ROM table",
            new("ROMADDR", 47, 12), new("Valid", 1, 0)),
        Row(RegisterId.ID_AA64DFR0_EL1, "ID_AA64DFR0_EL1", 0b11_000_0000_0101_000, RO, NA, 0, 0, "debug features",
            ID_AA64DFR0_EL1.DoubleLock, ID_AA64DFR0_EL1.CTX_CMPs, ID_AA64DFR0_EL1.WRPs, ID_AA64DFR0_EL1.BRPs, ID_AA64DFR0_EL1.DebugVer),
        Row(RegisterId.CONTEXTIDR_EL1, "CONTEXTIDR_EL1", 0b11_000_1101_0000_001, RW, NA, 0, 0, "context of the running process",
            new RegisterField("PROCID", 31, 0)),
        Row(RegisterId.ELR_EL1, "ELR_EL1", 0b11_000_0100_0000_001, RW, NA, 0, 0, "where ERET goes",
            new RegisterField("Address", 63, 0)),
        Row(RegisterId.SPSR_EL1, "SPSR_EL1", 0b11_000_0100_0000_000, RW, NA, 0, 0, "PSTATE that ERET restores",
            new("SS", 21, 21), new("IL", 20, 20), new("D", 9, 9), new("M", 4, 0)),
    ];

    private static readonly FrozenDictionary<string, SystemRegister> ByName = Names().ToFrozenDictionary(
        static pair => pair.Key, static pair => pair.Value, StringComparer.OrdinalIgnoreCase);

    private static readonly short[] ByEncoding = Encodings();

    /// <summary>All rows, in the order of <see cref="RegisterId"/>.</summary>
    public static IReadOnlyList<RegisterDescription> Registers => Rows;

    /// <summary>The row of a register.</summary>
    public static RegisterDescription Describe(RegisterId id) => Rows[(int)id];

    /// <summary>The encoding of a register, its number n included.</summary>
    public static RegisterEncoding EncodingOf(SystemRegister register) =>
        Rows[(int)register.Id].IsFamily ? Rows[(int)register.Id].Encoding.WithIndex(register.Index) : Rows[(int)register.Id].Encoding;

    /// <summary>Finds a register by the manual's name, whatever its case.</summary>
    /// <returns>false if there is no register of that name.</returns>
    public static bool TryFind(string name, out SystemRegister register) => ByName.TryGetValue(name, out register);

    /// <summary>Finds the register of an encoding key, as a trap handler does.</summary>
    /// <returns>false if the table has no such register.</returns>
    public static bool TryDecode(RegisterEncoding encoding, out SystemRegister register)
    {
        var entry = ByEncoding[encoding.Key];
        register = new SystemRegister((RegisterId)((ushort)entry >> 4), (byte)(entry & 15));
        return entry >= 0;
    }

    private static RegisterDescription Row(RegisterId id, string name, ushort key, RegisterAccess el1, RegisterAccess el0,
        ulong coldReset, ulong coldResetKnown, string summary, params IReadOnlyList<RegisterField> fields) =>
        new(id, name, new RegisterEncoding(key), el1, el0, coldReset, coldResetKnown, summary, fields);

    private static IEnumerable<KeyValuePair<string, SystemRegister>> Names()
    {
        foreach (var row in Rows)
            for (var n = 0; n < (row.IsFamily ? PeLimits.MaximumBreakpoints : 1); n++)
                yield return new(row.NameOf(n), new SystemRegister(row.Id, (byte)n));
    }

    private static short[] Encodings()
    {
        var table = new short[1 << 16];
        Array.Fill(table, (short)-1);
        foreach (var register in Names().Select(static pair => pair.Value))
            table[EncodingOf(register).Key] = (short)(((int)register.Id << 4) | register.Index);
        return table;
    }
}
