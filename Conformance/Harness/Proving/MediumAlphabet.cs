using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using static OsLockConformance.Harness.Proving.AlphabetBuilder;

namespace OsLockConformance.Harness.Proving;

/// <summary>
/// The small alphabet on the PE that scenarios usually have, and in addition the second virtual machine, migration, events at an instruction, the
/// highest breakpoint and watchpoint, linked and context-aware ones, registers written one by one, all of MDSCR_EL1, and more of userspace.
/// </summary>
internal static class MediumAlphabet
{
    private const ulong SlotB = GuestLayout.SlotBase + GuestLayout.SlotStride;
    private const GuestDebugFlags SingleStep = GuestDebugFlags.Enable | GuestDebugFlags.SingleStep;
    private const GuestDebugFlags Hardware = GuestDebugFlags.Enable | GuestDebugFlags.UseHw;

    /// <summary>The usual PE with the Double Lock and every optional field of MDSCR_EL1.</summary>
    public static readonly PeConfiguration Configuration = PeConfiguration.Default with { DoubleLock = true, Trf = true, Sc2 = true, IntDisHigh = true, Spmu = true };

    /// <summary>The alphabet for a target.</summary>
    public static ProofAlphabet For(TargetCapabilities capabilities)
    {
        var builder = new AlphabetBuilder(capabilities);
        AddTo(builder);
        return new ProofAlphabet("medium", Configuration, builder.Actions,
        [
            "PEs other than one with 6 breakpoints (2 context-aware), 4 watchpoints, the Double Lock and all fields of MDSCR_EL1",
            "breakpoints other than 0, 1, 4 and 5, watchpoints other than 0, 1 and 3",
            "values and blocks that the alphabet does not have",
        ]);
    }

    /// <summary>Adds the actions.</summary>
    public static void AddTo(AlphabetBuilder builder)
    {
        SmallAlphabet.AddTo(builder);
        AddWrites(builder);
        AddReads(builder);
        AddContexts(builder);
        AddUserspace(builder);
        AddEvents(builder);
    }

    private static void AddWrites(AlphabetBuilder builder)
    {
        foreach (var value in (ulong[])[0, ulong.MaxValue, 2])
        {
            builder.Add(
                Masked(Instruction.Msr(RegisterId.OSLAR_EL1, value)),
                Masked(Instruction.Msr(RegisterId.MDSCR_EL1, value)),
                Masked(Instruction.Msr(RegisterId.MDCCINT_EL1, value)),
                Masked(Instruction.Msr(RegisterId.CONTEXTIDR_EL1, value)),
                Masked(Instruction.Msr(RegisterId.DBGCLAIMSET_EL1, value)),
                Masked(Instruction.Msr(RegisterId.DBGCLAIMCLR_EL1, value)),
                Masked(Instruction.Msr(RegisterId.OSECCR_EL1, value)),
                Masked(Instruction.Msr(RegisterId.OSDTRRX_EL1, value)),
                Masked(Instruction.Msr(RegisterId.OSDTRTX_EL1, value)));
        }
        builder.Add(
            Masked(Instruction.Msr(RegisterId.MDSCR_EL1, MDSCR_EL1.SS)),
            Masked(Instruction.Msr(RegisterId.MDSCR_EL1, MDSCR_EL1.SS | MDSCR_EL1.MDE | MDSCR_EL1.KDE)));
        foreach (var n in (int[])[0, 5])
            builder.Add(Masked(Instruction.Msr(RegisterId.DBGBVRn_EL1, SlotB, n)), Masked(Instruction.Msr(RegisterId.DBGBCRn_EL1, BothLevelsBreakpoint, n)));
        foreach (var n in (int[])[0, 3])
            builder.Add(Masked(Instruction.Msr(RegisterId.DBGWVRn_EL1, GuestLayout.CellBase, n)), Masked(Instruction.Msr(RegisterId.DBGWCRn_EL1, BothLevelsWatchpoint, n)));
    }

    private static void AddReads(AlphabetBuilder builder)
    {
        builder.Add(
            Masked(Instruction.Mrs(RegisterId.DBGBVRn_EL1, 5), Instruction.Mrs(RegisterId.DBGBCRn_EL1, 5)),
            Masked(Instruction.Mrs(RegisterId.DBGWVRn_EL1, 3), Instruction.Mrs(RegisterId.DBGWCRn_EL1, 3)),
            Masked(Instruction.Mrs(RegisterId.DBGBVRn_EL1, 6)),
            Masked(Instruction.Mrs(RegisterId.DBGWVRn_EL1, 4)),
            Get(RegisterId.DBGBVRn_EL1, 5), Get(RegisterId.DBGBCRn_EL1, 5), Get(RegisterId.DBGWVRn_EL1, 3), Get(RegisterId.DBGWCRn_EL1, 3));
        foreach (var register in Enum.GetValues<RegisterId>())
            builder.Add(Block(EntryMode.EL0t, false, false, Instruction.Mrs(register)), Block(EntryMode.EL0t, false, true, Instruction.Msr(register, 1)));
    }

    /// <summary>Breakpoint 0 linked to breakpoint 5, which matches context 1; breakpoint 4 by its context alone; a linked watchpoint.</summary>
    private static void AddContexts(AlphabetBuilder builder) => builder.Add(
        Masked(Instruction.Msr(RegisterId.DBGBVRn_EL1, 1, 5), Instruction.Msr(RegisterId.DBGBCRn_EL1, 0x0030_01E7, 5)),
        Masked(Instruction.Msr(RegisterId.DBGBVRn_EL1, SlotB), Instruction.Msr(RegisterId.DBGBCRn_EL1, 0x0015_01E7)),
        Masked(Instruction.Msr(RegisterId.DBGBVRn_EL1, 1, 4), Instruction.Msr(RegisterId.DBGBCRn_EL1, 0x0020_01E5, 4)),
        Masked(Instruction.Msr(RegisterId.DBGWVRn_EL1, GuestLayout.CellBase), Instruction.Msr(RegisterId.DBGWCRn_EL1, 0x0015_1FFF)));

    private static void AddUserspace(AlphabetBuilder builder)
    {
        builder.Add(Plain(ActionKind.Migrate), Plain(ActionKind.SwitchVm), GuestDebug(SingleStep | Hardware), GuestDebug(GuestDebugFlags.Enable | GuestDebugFlags.UseSwBp),
            GuestDebug(GuestDebugFlags.SingleStep));
        builder.Add(new ScenarioAction { Kind = ActionKind.SetGuestDebug, Control = Hardware });
        foreach (var value in (ulong[])[OSLSR_EL1.OSLM1 | 1, OSLSR_EL1.OSLM1 | OSLSR_EL1.OSLK | 1, 2])
            builder.Add(Set(RegisterId.OSLSR_EL1, value));
        builder.Add(
            Set(RegisterId.MDSCR_EL1, 0), Set(RegisterId.MDSCR_EL1, ulong.MaxValue),
            Set(RegisterId.MDCCINT_EL1, 1 << 29), Set(RegisterId.CONTEXTIDR_EL1, 1),
            Set(RegisterId.DBGBVRn_EL1, SlotB), Set(RegisterId.DBGBCRn_EL1, BothLevelsBreakpoint),
            Set(RegisterId.DBGWVRn_EL1, GuestLayout.CellBase), Set(RegisterId.DBGWCRn_EL1, BothLevelsWatchpoint),
            Set(RegisterId.OSLAR_EL1, 1));
    }

    /// <summary>Events before the second instruction of a block, where a step may be pending, and before the first; debugging that begins and ends in
    /// a block.</summary>
    private static void AddEvents(AlphabetBuilder builder)
    {
        BoundaryEvent[] events =
        [
            new(BoundaryEventKind.Preempt), new(BoundaryEventKind.Reenter), new(BoundaryEventKind.Migrate),
            new(BoundaryEventKind.SetGuestDebug), new(BoundaryEventKind.SetGuestDebug, SingleStep), new(BoundaryEventKind.SetGuestDebug, Hardware),
        ];
        var nop = new Instruction(Opcode.NOP);
        foreach (var flags in (GuestDebugFlags[])[GuestDebugFlags.Enable, SingleStep, Hardware])
        {
            var begins = new BoundaryEvent(BoundaryEventKind.SetGuestDebug, flags);
            var ends = new BoundaryEvent(BoundaryEventKind.SetGuestDebug);
            builder.Add(
                Block(EntryMode.EL1h, false, true, nop) with { E0 = begins, E1 = ends },
                Block(EntryMode.EL0t, false, true, nop) with { E0 = begins, E1 = ends });
        }
        foreach (var happening in events)
        {
            foreach (var mode in (EntryMode[])[EntryMode.EL1h, EntryMode.EL0t])
            {
                builder.Add(
                    Block(mode, false, false, nop, nop) with { E1 = happening },
                    Block(mode, false, true, nop, nop) with { E1 = happening },
                    Block(mode, false, true, nop) with { E0 = happening },
                    Block(mode, false, true, nop) with { E0 = happening, Slot = 1 });
            }
            builder.Add(
                Block(EntryMode.EL1h, false, true, Instruction.Mrs(RegisterId.OSLSR_EL1), nop) with { E1 = happening },
                Block(EntryMode.EL1h, false, true, Instruction.Msr(RegisterId.OSLAR_EL1, 1), nop) with { E1 = happening },
                Block(EntryMode.EL1h, false, true, new Instruction(Opcode.UDF)) with { E0 = happening });
        }
    }
}
