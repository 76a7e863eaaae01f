using OsLockConformance.Harness.Checking;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Coverage;

/// <summary>
/// The actions of <see cref="ModelExploration"/>, made from the vocabulary's own lists (opcodes, registers, entry modes, kinds of events
/// and actions) and a few values that arm or disarm something. It shares nothing with the generator of scenarios: what that leaves out
/// is therefore seen as missing.
/// </summary>
internal sealed class ExplorationAlphabet
{
    private const GuestDebugFlags SingleStep = GuestDebugFlags.Enable | GuestDebugFlags.SingleStep;
    private const GuestDebugFlags Hardware = GuestDebugFlags.Enable | GuestDebugFlags.UseHw;

    private static readonly GuestDebugFlags[] Debugging =
        [GuestDebugFlags.None, GuestDebugFlags.Enable, SingleStep, Hardware, SingleStep | Hardware];

    private static readonly ulong[] MdscrValues =
        [0, MDSCR_EL1.SS | MDSCR_EL1.KDE, MDSCR_EL1.MDE | MDSCR_EL1.KDE, MDSCR_EL1.TDCC, ulong.MaxValue & ~(MDSCR_EL1.SS | MDSCR_EL1.MDE)];

    private static readonly Instruction Armed = Instruction.Msr(RegisterId.DBGWCRn_EL1, 0x1FFF);

    private readonly TargetCapabilities _capabilities;
    private readonly List<ScenarioAction> _setup = [];
    private readonly List<ScenarioAction> _probes = [];

    /// <summary>Makes the actions that a target with these capabilities can do.</summary>
    public ExplorationAlphabet(TargetCapabilities capabilities)
    {
        _capabilities = capabilities;
        foreach (var kind in Enum.GetValues<ActionKind>())
            AddActions(kind);
        AddSetupBlocks();
        AddSingleInstructions();
        AddPairs();
        if ((capabilities & TargetCapabilities.BoundaryEvents) != 0)
            AddEvents();
    }

    /// <summary>Actions that lead to other states.</summary>
    public IReadOnlyList<ScenarioAction> Setup => _setup;

    /// <summary>Actions that are tried in each state.</summary>
    public IReadOnlyList<ScenarioAction> Probes => _probes;

    private void AddActions(ActionKind kind)
    {
        switch (kind)
        {
            case ActionKind.Run:
                break;
            case ActionKind.SetGuestDebug:
                foreach (var flags in Debugging)
                    AddSetup(GuestDebug(flags));
                AddProbe(GuestDebug(GuestDebugFlags.Unknown));
                break;
            case ActionKind.GetOneReg:
                foreach (var register in Enum.GetValues<RegisterId>())
                    AddProbe(new ScenarioAction { Kind = kind, I0 = new Instruction(default, register) });
                break;
            case ActionKind.SetOneReg:
                AddSetup(OneReg(RegisterId.OSLSR_EL1, OSLSR_EL1.OSLM1));
                AddSetup(OneReg(RegisterId.OSLSR_EL1, OSLSR_EL1.OSLM1 | OSLSR_EL1.OSLK));
                AddProbe(OneReg(RegisterId.MDSCR_EL1, ulong.MaxValue));
                break;
            default:
                AddSetup(new ScenarioAction { Kind = kind });
                break;
        }
    }

    private void AddSetupBlocks()
    {
        AddSetup(Block(EntryMode.EL1h, true, false, Instruction.Msr(RegisterId.OSLAR_EL1, 1)));
        AddSetup(Block(EntryMode.EL1h, true, false, Instruction.Msr(RegisterId.OSLAR_EL1, 0)));
        foreach (var value in MdscrValues)
            AddSetup(Block(EntryMode.EL1h, true, false, Instruction.Msr(RegisterId.MDSCR_EL1, value)));
        AddSetup(Block(EntryMode.EL1h, true, false,
            Instruction.Msr(RegisterId.DBGBVRn_EL1, GuestLayout.Slot(0) + 4), Instruction.Msr(RegisterId.DBGBCRn_EL1, 0x1E7)));
        AddSetup(Block(EntryMode.EL1h, true, false,
            Instruction.Msr(RegisterId.DBGWVRn_EL1, GuestLayout.Cell(0)), Armed));
        AddSetup(Block(EntryMode.EL1h, true, false, Instruction.Msr(RegisterId.OSDLR_EL1, 1)));
        // Locks while a step is active.
        AddSetup(Block(EntryMode.EL1h, false, true, Instruction.Msr(RegisterId.OSLAR_EL1, 1)));
    }

    private void AddSingleInstructions()
    {
        foreach (var (mode, d, ss, il) in AllEntries)
            AddProbe(Block(mode, d, ss, new Instruction(Opcode.NOP)) with { IL = il, Slot = 1 });
        foreach (var instruction in Instructions())
        {
            var entries = instruction.Opcode is Opcode.MRS or Opcode.MSR ? CommonEntries : AllEntries;
            foreach (var (mode, d, ss, il) in entries)
                AddProbe(Block(mode, d, ss, instruction) with { IL = il });
        }
    }

    /// <summary>Where the second instruction meets what the first has changed, before or after synchronization.</summary>
    private void AddPairs()
    {
        Instruction[] first =
        [
            Instruction.Msr(RegisterId.OSLAR_EL1, 0), Instruction.Msr(RegisterId.OSLAR_EL1, 1),
            .. MdscrValues.Select(static value => Instruction.Msr(RegisterId.MDSCR_EL1, value)),
            Instruction.Msr(RegisterId.OSDLR_EL1, 0), Instruction.Msr(RegisterId.OSDLR_EL1, 1), Instruction.Msr(RegisterId.DBGPRCR_EL1, 1),
            new(Opcode.DAIFClr), new(Opcode.DAIFSet), new(Opcode.LDXR, Index: 3, Value: GuestLayout.Cell(0)),
        ];
        Instruction[] second =
        [
            new(Opcode.NOP), new(Opcode.ISB), new(Opcode.BRK), new(Opcode.STR, Index: 3, Value: GuestLayout.Cell(0)),
            Instruction.Mrs(RegisterId.OSECCR_EL1), Instruction.Mrs(RegisterId.MDSCR_EL1), Instruction.Mrs(RegisterId.OSLSR_EL1),
            Instruction.Mrs(RegisterId.DBGPRCR_EL1), Instruction.Msr(RegisterId.OSECCR_EL1, 1), Instruction.Msr(RegisterId.OSLAR_EL1, 0), Instruction.Msr(RegisterId.OSLAR_EL1, 1),
        ];
        foreach (var (mode, d, ss, il) in CommonEntries)
        {
            foreach (var one in first)
            {
                foreach (var other in second)
                    AddProbe(Block(mode, d, ss, one, other) with { IL = il });
            }
        }
        AddReturns();
    }

    /// <summary>Exception returns of the block's own: where to, with which mask and step bit, and what has changed before.</summary>
    private void AddReturns()
    {
        Instruction[] changes =
        [
            new(Opcode.NOP), Instruction.Msr(RegisterId.OSLAR_EL1, 0), Instruction.Msr(RegisterId.OSLAR_EL1, 1),
            Instruction.Msr(RegisterId.ELR_EL1, GuestLayout.Slot(1)),
        ];
        uint[] returns = [0, SPSR_EL1.SS, 5, 5 | SPSR_EL1.SS, 5 | SPSR_EL1.D, 1 | SPSR_EL1.SS, SPSR_EL1.IL, SPSR_EL1.IL | 5];
        foreach (var change in changes)
        {
            foreach (var spsr in returns)
            {
                foreach (var d in (bool[])[false, true])
                    AddProbe(Block(EntryMode.EL1h, d, true, change, Instruction.Msr(RegisterId.SPSR_EL1, spsr | SPSR_EL1.AIF), new(Opcode.ERET)));
            }
        }
    }

    private void AddEvents()
    {
        BoundaryEvent[] events =
        [
            .. Enum.GetValues<BoundaryEventKind>().Where(static kind => kind is not (BoundaryEventKind.None or BoundaryEventKind.SetGuestDebug))
                .Select(static kind => new BoundaryEvent(kind)),
            .. Debugging.Select(static flags => new BoundaryEvent(BoundaryEventKind.SetGuestDebug, flags)),
        ];
        Instruction[] instructions =
        [
            new(Opcode.NOP), new(Opcode.BRK), new(Opcode.LDR, Index: 3, Value: GuestLayout.Cell(0)), new(Opcode.STR, Index: 3, Value: GuestLayout.Cell(0)),
            new(Opcode.UDF), new(Opcode.DAIFSet), Instruction.Msr(RegisterId.OSLAR_EL1, 0), Instruction.Msr(RegisterId.OSLAR_EL1, 1),
            Instruction.Mrs(RegisterId.OSLSR_EL1), Instruction.Mrs(RegisterId.MDCCSR_EL0), Instruction.Mrs(RegisterId.OSECCR_EL1),
        ];
        foreach (var (mode, d, ss, il) in AllEntries)
        {
            foreach (var instruction in instructions)
            {
                foreach (var happening in events)
                {
                    AddProbe(Block(mode, d, ss, instruction) with { IL = il, E0 = happening });
                    AddProbe(Block(mode, d, ss, instruction) with { IL = il, E1 = happening });
                }
            }
        }
        AddTwoChanges();
    }

    /// <summary>Userspace that begins to debug in the middle of a block, and stops or changes its mind before the end.</summary>
    private void AddTwoChanges()
    {
        foreach (var (mode, d, ss, il) in AllEntries)
        {
            foreach (var first in Debugging)
            {
                foreach (var second in Debugging)
                {
                    AddProbe(Block(mode, d, ss, new Instruction(Opcode.NOP)) with
                    {
                        IL = il,
                        E0 = new BoundaryEvent(BoundaryEventKind.SetGuestDebug, first),
                        E1 = new BoundaryEvent(BoundaryEventKind.SetGuestDebug, second),
                    });
                }
            }
        }
    }

    private static IEnumerable<Instruction> Instructions()
    {
        foreach (var opcode in Enum.GetValues<Opcode>())
        {
            switch (opcode)
            {
                case Opcode.MRS:
                    foreach (var register in Enum.GetValues<RegisterId>())
                        yield return Instruction.Mrs(register);
                    break;
                case Opcode.MSR:
                    foreach (var register in Enum.GetValues<RegisterId>())
                    {
                        yield return Instruction.Msr(register, 0);
                        yield return Instruction.Msr(register, ulong.MaxValue);
                    }
                    break;
                case Opcode.LDR or Opcode.STR or Opcode.LDXR:
                    yield return new Instruction(opcode, Index: 3, Value: GuestLayout.Cell(0));
                    break;
                default:
                    yield return new Instruction(opcode);
                    break;
            }
        }
    }

    private static readonly (EntryMode Mode, bool D, bool SS, bool IL)[] AllEntries =
    [
        .. from mode in Enum.GetValues<EntryMode>()
           from d in (bool[])[false, true]
           from ss in (bool[])[false, true]
           select (mode, d, ss, false),
        (EntryMode.EL1h, false, false, true), (EntryMode.EL0t, false, false, true), (EntryMode.EL0t, false, true, true),
    ];

    private static readonly (EntryMode Mode, bool D, bool SS, bool IL)[] CommonEntries =
    [
        (EntryMode.EL1h, true, false, false), (EntryMode.EL1h, true, true, false), (EntryMode.EL1h, false, false, false),
        (EntryMode.EL1h, false, true, false), (EntryMode.EL0t, false, false, false), (EntryMode.EL0t, false, true, false),
    ];

    private static ScenarioAction Block(EntryMode mode, bool d, bool ss, params ReadOnlySpan<Instruction> instructions)
    {
        var action = new ScenarioAction { Kind = ActionKind.Run, Mode = mode, D = d, SS = ss, Length = (byte)instructions.Length };
        for (var i = 0; i < instructions.Length; i++)
            action.SetInstruction(i, instructions[i]);
        return action;
    }

    private static ScenarioAction GuestDebug(GuestDebugFlags flags) => new()
    {
        Kind = ActionKind.SetGuestDebug,
        Control = flags,
        // Blocks in the first slot run; one in the second meets the breakpoint.
        DebugRegisters = new UserspaceDebugRegisters { Bvr0 = GuestLayout.Slot(1), Bcr0 = 0x1E7, Wvr0 = GuestLayout.Cell(0), Wcr0 = 0x1FFF },
    };

    private static ScenarioAction OneReg(RegisterId register, ulong value) =>
        new() { Kind = ActionKind.SetOneReg, I0 = new Instruction(default, register, Value: value) };

    private void AddSetup(ScenarioAction action)
    {
        if ((RequiredCapabilities.Of(action) & ~_capabilities) != 0)
            return;
        _setup.Add(action);
        _probes.Add(action);
    }

    private void AddProbe(ScenarioAction action)
    {
        if ((RequiredCapabilities.Of(action) & ~_capabilities) == 0)
            _probes.Add(action);
    }
}
