using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using static OsLockConformance.Harness.Proving.AlphabetBuilder;

namespace OsLockConformance.Harness.Proving;

/// <summary>
/// The alphabet whose states can all be met: every register of the scope with two values at least, one breakpoint, one watchpoint, each mask and
/// enable, EL1 and EL0, step, exceptions and returns, the lock taken and released in a block with and without synchronization, the Double Lock,
/// resets, and userspace with each kind of debugging. What belongs together is written together in one block, so that the registers do not multiply
/// the states more than the rules need.
/// </summary>
internal static class SmallAlphabet
{
    /// <summary>A small PE that has everything, with different numbers: three breakpoints of which one is context-aware, two watchpoints, the Double
    /// Lock.</summary>
    public static readonly PeConfiguration Configuration = new() { Breakpoints = 3, Watchpoints = 2, ContextAware = 1, DoubleLock = true };

    /// <summary>The number of the guest's breakpoint and watchpoint; of the latter, the last one.</summary>
    private const int N = 1;

    private const ulong SlotB = GuestLayout.SlotBase + GuestLayout.SlotStride;

    private static readonly Instruction Nop = new(Opcode.NOP);
    private static readonly Instruction Isb = new(Opcode.ISB);
    private static readonly Instruction Brk = new(Opcode.BRK);
    private static readonly Instruction Lock = Instruction.Msr(RegisterId.OSLAR_EL1, 1);
    private static readonly Instruction Unlock = Instruction.Msr(RegisterId.OSLAR_EL1, 0);
    private static readonly Instruction Load = new(Opcode.LDR, Index: 3, Value: GuestLayout.CellBase);
    private static readonly Instruction Store = new(Opcode.STR, Index: 3, Value: GuestLayout.CellBase);

    /// <summary>The alphabet for a target.</summary>
    public static ProofAlphabet For(TargetCapabilities capabilities)
    {
        var builder = new AlphabetBuilder(capabilities);
        AddTo(builder);
        return new ProofAlphabet("small", Configuration, builder.Actions,
        [
            "PEs other than one with 3 breakpoints (1 context-aware), 2 watchpoints and the Double Lock",
            "breakpoints and watchpoints other than the guest's number 1 and userspace's number 0, linked and context-aware ones, accesses other than of 8 bytes",
            "values that the alphabet does not write; MDCCINT_EL1, claim tags and CONTEXTIDR_EL1 written one without the other, and so the transfer registers",
            "blocks that the alphabet does not have; events at an instruction; the second virtual machine; migration",
        ]);
    }

    /// <summary>Adds the actions.</summary>
    public static void AddTo(AlphabetBuilder builder)
    {
        AddWrites(builder);
        AddReads(builder);
        AddUndefined(builder);
        AddDebugEvents(builder);
        AddLocksInBlocks(builder);
        AddReturns(builder);
        AddUserspace(builder);
        builder.Add(Plain(ActionKind.ColdReset), Plain(ActionKind.WarmReset));
    }

    private static void AddWrites(AlphabetBuilder builder)
    {
        builder.Add(Masked(Lock), Masked(Unlock), Masked(Instruction.Msr(RegisterId.OSLAR_EL1, 2)));
        foreach (var value in (ulong[])[0, MDSCR_EL1.SS | MDSCR_EL1.KDE, MDSCR_EL1.MDE, MDSCR_EL1.MDE | MDSCR_EL1.KDE, MDSCR_EL1.TDCC | MDSCR_EL1.ERR])
            builder.Add(Masked(Instruction.Msr(RegisterId.MDSCR_EL1, value)));
        builder.Add(
            Masked(Instruction.Msr(RegisterId.DBGBVRn_EL1, SlotB, N), Instruction.Msr(RegisterId.DBGBCRn_EL1, BothLevelsBreakpoint, N)),
            Masked(Instruction.Msr(RegisterId.DBGBVRn_EL1, 0, N), Instruction.Msr(RegisterId.DBGBCRn_EL1, 0, N)),
            Masked(Instruction.Msr(RegisterId.DBGWVRn_EL1, GuestLayout.CellBase, N), Instruction.Msr(RegisterId.DBGWCRn_EL1, BothLevelsWatchpoint, N)),
            Masked(Instruction.Msr(RegisterId.DBGWVRn_EL1, 0, N), Instruction.Msr(RegisterId.DBGWCRn_EL1, 0, N)));
        foreach (var value in (ulong[])[0, 1])
        {
            builder.Add(
                Masked(Instruction.Msr(RegisterId.OSDLR_EL1, value)),
                Masked(Instruction.Msr(RegisterId.DBGPRCR_EL1, value)),
                Masked(Instruction.Msr(RegisterId.OSECCR_EL1, value << 5), Instruction.Msr(RegisterId.OSDTRRX_EL1, value), Instruction.Msr(RegisterId.OSDTRTX_EL1, value)),
                Masked(Instruction.Msr(RegisterId.MDCCINT_EL1, value << 29), Instruction.Msr(value == 0 ? RegisterId.DBGCLAIMCLR_EL1 : RegisterId.DBGCLAIMSET_EL1, 1),
                    Instruction.Msr(RegisterId.CONTEXTIDR_EL1, value)));
        }
    }

    private static void AddReads(AlphabetBuilder builder) => builder.Add(
        Masked(Instruction.Mrs(RegisterId.OSLSR_EL1), Instruction.Mrs(RegisterId.MDSCR_EL1), Instruction.Mrs(RegisterId.MDCCINT_EL1)),
        Masked(Instruction.Mrs(RegisterId.OSDLR_EL1), Instruction.Mrs(RegisterId.DBGPRCR_EL1), Instruction.Mrs(RegisterId.CONTEXTIDR_EL1)),
        Masked(Instruction.Mrs(RegisterId.DBGCLAIMSET_EL1), Instruction.Mrs(RegisterId.DBGCLAIMCLR_EL1), Instruction.Mrs(RegisterId.MDRAR_EL1)),
        Masked(Instruction.Mrs(RegisterId.DBGBVRn_EL1, N), Instruction.Mrs(RegisterId.DBGBCRn_EL1, N), Instruction.Mrs(RegisterId.MDCCSR_EL0)),
        Masked(Instruction.Mrs(RegisterId.DBGWVRn_EL1, N), Instruction.Mrs(RegisterId.DBGWCRn_EL1, N), Instruction.Mrs(RegisterId.DBGAUTHSTATUS_EL1)),
        Masked(Instruction.Mrs(RegisterId.OSECCR_EL1)),
        Masked(Instruction.Mrs(RegisterId.OSDTRRX_EL1)),
        Masked(Instruction.Mrs(RegisterId.OSDTRTX_EL1)),
        Masked(Instruction.Mrs(RegisterId.ID_AA64DFR0_EL1)));

    private static void AddUndefined(AlphabetBuilder builder)
    {
        builder.Add(
            Masked(Instruction.Mrs(RegisterId.OSLAR_EL1)),
            Masked(Instruction.Msr(RegisterId.OSLSR_EL1, 0)),
            Masked(Instruction.Mrs(RegisterId.DBGBVRn_EL1, 3)),
            Masked(Instruction.Mrs(RegisterId.DBGWVRn_EL1, 2)),
            Block(EntryMode.EL1h, false, true, new Instruction(Opcode.UDF)));
        Instruction[] atEl0 =
        [
            Instruction.Mrs(RegisterId.OSLSR_EL1), Lock, Unlock, Instruction.Msr(RegisterId.MDSCR_EL1, 0), Instruction.Mrs(RegisterId.MDCCSR_EL0),
            Instruction.Mrs(RegisterId.ID_AA64DFR0_EL1), new(Opcode.DAIFClr),
        ];
        foreach (var instruction in atEl0)
            builder.Add(Block(EntryMode.EL0t, false, false, instruction));
        builder.Add(Block(EntryMode.EL0t, false, true, Instruction.Mrs(RegisterId.MDCCSR_EL0)));
    }

    /// <summary>What meets a breakpoint (slot B), a watchpoint or a step, from each Exception level, masked or not, stepped or not.</summary>
    private static void AddDebugEvents(AlphabetBuilder builder)
    {
        foreach (var (mode, d) in ((EntryMode, bool)[])[(EntryMode.EL1h, false), (EntryMode.EL0t, false), (EntryMode.EL1h, true)])
        {
            foreach (var ss in (bool[])[false, true])
            {
                builder.Add(
                    Block(mode, d, ss, Nop) with { Slot = 1 },
                    Block(mode, d, ss, Brk),
                    Block(mode, d, ss, Load),
                    Block(mode, d, ss, Store, Nop));
            }
        }
        builder.Add(
            Block(EntryMode.EL1h, false, true, Nop, Nop),
            Block(EntryMode.EL1h, false, true, new Instruction(Opcode.LDXR, Index: 3, Value: GuestLayout.CellBase)),
            Block(EntryMode.EL1h, false, true, new Instruction(Opcode.SVC, Value: 1)),
            Block(EntryMode.EL0t, true, true, Nop) with { Slot = 1 },
            Block(EntryMode.EL1t, false, true, Nop) with { Slot = 1 });
    }

    private static void AddLocksInBlocks(AlphabetBuilder builder) => builder.Add(
        Block(EntryMode.EL1h, false, true, Lock, Nop),
        Block(EntryMode.EL1h, false, false, Unlock, Nop),
        Block(EntryMode.EL1h, false, true, Unlock, Nop),
        Block(EntryMode.EL1h, false, false, Unlock, Isb, Nop),
        Masked(Lock, Isb, Instruction.Mrs(RegisterId.OSLSR_EL1)),
        Masked(Unlock, Instruction.Mrs(RegisterId.OSLSR_EL1)),
        Masked(Unlock, Instruction.Msr(RegisterId.MDSCR_EL1, MDSCR_EL1.ERR)),
        Block(EntryMode.EL1h, false, true, Instruction.Msr(RegisterId.MDSCR_EL1, MDSCR_EL1.SS | MDSCR_EL1.KDE), Isb, Nop),
        Block(EntryMode.EL1h, false, false, Instruction.Msr(RegisterId.MDSCR_EL1, MDSCR_EL1.MDE | MDSCR_EL1.KDE), Isb, Store));

    private static void AddReturns(AlphabetBuilder builder)
    {
        builder.Add(
            Block(EntryMode.Illegal, false, true, Nop),
            Block(EntryMode.EL0t, false, true, Nop) with { IL = true },
            Masked(new Instruction(Opcode.DAIFClr), Nop),
            Block(EntryMode.EL1h, false, true, new Instruction(Opcode.DAIFSet), Brk));
        var toSlotB = Instruction.Msr(RegisterId.ELR_EL1, SlotB);
        foreach (var spsr in (ulong[])[5 | SPSR_EL1.AIF | SPSR_EL1.SS, SPSR_EL1.AIF | SPSR_EL1.SS, 1 | SPSR_EL1.AIF | SPSR_EL1.SS])
            builder.Add(Masked(toSlotB, Instruction.Msr(RegisterId.SPSR_EL1, spsr), new Instruction(Opcode.ERET)));
    }

    private static void AddUserspace(AlphabetBuilder builder)
    {
        const GuestDebugFlags Enable = GuestDebugFlags.Enable;
        foreach (var flags in (GuestDebugFlags[])[GuestDebugFlags.None, Enable, Enable | GuestDebugFlags.SingleStep, Enable | GuestDebugFlags.UseHw, Enable | GuestDebugFlags.Unknown])
            builder.Add(GuestDebug(flags));
        foreach (var value in (ulong[])[OSLSR_EL1.OSLM1, OSLSR_EL1.OSLM1 | OSLSR_EL1.OSLK, 0])
            builder.Add(Set(RegisterId.OSLSR_EL1, value));
        foreach (var register in (RegisterId[])[RegisterId.OSLSR_EL1, RegisterId.MDSCR_EL1, RegisterId.MDCCINT_EL1, RegisterId.CONTEXTIDR_EL1, RegisterId.ID_AA64DFR0_EL1, RegisterId.OSLAR_EL1])
            builder.Add(Get(register));
        foreach (var register in (RegisterId[])[RegisterId.DBGBVRn_EL1, RegisterId.DBGBCRn_EL1, RegisterId.DBGWVRn_EL1, RegisterId.DBGWCRn_EL1])
            builder.Add(Get(register, N));
        builder.Add(Set(RegisterId.MDSCR_EL1, MDSCR_EL1.MDE | MDSCR_EL1.KDE), Set(RegisterId.DBGBCRn_EL1, 0, N), Set(RegisterId.DBGWCRn_EL1, 0, N));
        builder.Add(Plain(ActionKind.VcpuInit), Plain(ActionKind.Reenter), Plain(ActionKind.Preempt));
    }
}
