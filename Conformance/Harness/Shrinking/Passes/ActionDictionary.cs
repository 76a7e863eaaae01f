using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>The instructions and actions that a shrunk scenario is preferably made of, simplest first.</summary>
internal static class ActionDictionary
{
    /// <summary>A breakpoint that needs no address: any instruction while CONTEXTIDR_EL1 is 0.</summary>
    public static readonly Instruction BreakpointWithoutAddress = Instruction.Msr(RegisterId.DBGBCRn_EL1, 0x0020_01E7, PeConfiguration.Default.FirstContextAware);

    /// <summary>Single instructions.</summary>
    public static readonly Instruction[] Instructions = [.. AllInstructions()];

    /// <summary>Actions of one instruction at most.</summary>
    public static readonly ScenarioAction[] Actions = [.. AllActions()];

    /// <summary>Those of <see cref="Actions"/> that are not runs.</summary>
    public static readonly ScenarioAction[] Userspace = [.. Actions.Where(static action => action.Kind != ActionKind.Run)];

    /// <summary>Boundary events.</summary>
    public static readonly BoundaryEvent[] Events =
    [
        new(BoundaryEventKind.Preempt),
        new(BoundaryEventKind.Reenter),
        new(BoundaryEventKind.Migrate),
        new(BoundaryEventKind.SetGuestDebug),
        new(BoundaryEventKind.SetGuestDebug, GuestDebugFlags.Enable),
        new(BoundaryEventKind.SetGuestDebug, GuestDebugFlags.Enable | GuestDebugFlags.SingleStep),
        new(BoundaryEventKind.SetGuestDebug, GuestDebugFlags.Enable | GuestDebugFlags.UseHw),
    ];

    private static IEnumerable<Instruction> AllInstructions()
    {
        yield return new Instruction(Opcode.NOP);
        yield return new Instruction(Opcode.ISB);
        yield return new Instruction(Opcode.BRK);
        yield return new Instruction(Opcode.SVC);
        yield return new Instruction(Opcode.UDF);
        yield return new Instruction(Opcode.LDR, Index: 3, Value: GuestLayout.Cell(0));
        yield return new Instruction(Opcode.STR, Index: 3, Value: GuestLayout.Cell(0));
        yield return new Instruction(Opcode.LDXR, Index: 3, Value: GuestLayout.Cell(0));
        yield return new Instruction(Opcode.DAIFSet);
        yield return new Instruction(Opcode.DAIFClr);
        yield return new Instruction(Opcode.ERET);
        foreach (var register in RegisterTable.Registers)
            yield return Instruction.Mrs(register.Id);
        foreach (var register in RegisterTable.Registers)
        {
            foreach (var value in ValuesOf(register.Id))
                yield return Instruction.Msr(register.Id, value);
        }
        yield return BreakpointWithoutAddress;
    }

    private static ulong[] ValuesOf(RegisterId id) => id switch
    {
        RegisterId.MDSCR_EL1 => [0, MDSCR_EL1.SS, MDSCR_EL1.KDE, MDSCR_EL1.MDE, MDSCR_EL1.TDCC, MDSCR_EL1.ERR,
            MDSCR_EL1.SS | MDSCR_EL1.KDE, MDSCR_EL1.MDE | MDSCR_EL1.KDE, MDSCR_EL1.EnSPM],
        RegisterId.DBGBCRn_EL1 => [0, 0x1E7],
        RegisterId.DBGWCRn_EL1 => [0, 0x1FFF],
        RegisterId.DBGBVRn_EL1 => [GuestLayout.Slot(0), GuestLayout.Slot(0) + 4, GuestLayout.Slot(0) + 8, GuestLayout.Slot(0) + 12],
        RegisterId.DBGWVRn_EL1 => [GuestLayout.Cell(0)],
        RegisterId.ELR_EL1 => [GuestLayout.Slot(1)],
        RegisterId.SPSR_EL1 => [0x1C5, 0x1C0],
        RegisterId.MDCCINT_EL1 => [0, 0x2000_0000],
        RegisterId.OSECCR_EL1 => [0, 0x20],
        _ => [0, 1],
    };

    private static IEnumerable<ScenarioAction> AllActions()
    {
        foreach (var instruction in Instructions)
        {
            for (var header = 0; header < 8; header++)
            {
                yield return new ScenarioAction
                {
                    Kind = ActionKind.Run,
                    Length = 1,
                    I0 = instruction,
                    Mode = (header & 4) != 0 ? EntryMode.EL0t : EntryMode.EL1h,
                    SS = (header & 1) != 0,
                    D = (header & 2) != 0,
                };
            }
        }
        yield return new ScenarioAction { Kind = ActionKind.WarmReset };
        yield return new ScenarioAction { Kind = ActionKind.ColdReset };
        yield return new ScenarioAction { Kind = ActionKind.VcpuInit };
        yield return new ScenarioAction { Kind = ActionKind.Migrate };
        yield return new ScenarioAction { Kind = ActionKind.Reenter };
        yield return new ScenarioAction { Kind = ActionKind.Preempt };
        yield return new ScenarioAction { Kind = ActionKind.SwitchVm };
        foreach (var flags in (GuestDebugFlags[])[GuestDebugFlags.None, GuestDebugFlags.Enable, GuestDebugFlags.Enable | GuestDebugFlags.SingleStep, GuestDebugFlags.Enable | GuestDebugFlags.UseHw])
            yield return new ScenarioAction { Kind = ActionKind.SetGuestDebug, Control = flags };
        foreach (var flags in (GuestDebugFlags[])[GuestDebugFlags.Enable | GuestDebugFlags.UseHw, GuestDebugFlags.Enable | GuestDebugFlags.UseHw | GuestDebugFlags.SingleStep])
        {
            for (var word = 0; word <= GuestLayout.BlockLength; word++)
            {
                var breakpoint = new UserspaceDebugRegisters { Bvr0 = GuestLayout.Slot(0) + (4UL * (ulong)word), Bcr0 = 0x1E7 };
                yield return new ScenarioAction { Kind = ActionKind.SetGuestDebug, Control = flags, DebugRegisters = breakpoint };
            }
            var watchpoint = new UserspaceDebugRegisters { Wvr0 = GuestLayout.Cell(0), Wcr0 = 0x1FFF };
            yield return new ScenarioAction { Kind = ActionKind.SetGuestDebug, Control = flags, DebugRegisters = watchpoint };
        }
        foreach (var kind in (ActionKind[])[ActionKind.GetOneReg, ActionKind.SetOneReg])
        {
            foreach (var id in (RegisterId[])[RegisterId.OSLSR_EL1, RegisterId.MDSCR_EL1, RegisterId.MDCCINT_EL1, RegisterId.DBGBVRn_EL1,
                RegisterId.DBGBCRn_EL1, RegisterId.DBGWVRn_EL1, RegisterId.DBGWCRn_EL1, RegisterId.CONTEXTIDR_EL1])
            {
                foreach (var value in kind == ActionKind.GetOneReg ? [0UL] : id == RegisterId.OSLSR_EL1 ? [0x8UL, 0xA] : ValuesOf(id))
                    yield return new ScenarioAction { Kind = kind, I0 = new Instruction(default, id, 0, value) };
            }
        }
    }
}
