using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Harness.Shrinking.Passes;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Proving;

/// <summary>
/// The actions of which the simplest program with a signature is looked for (<see cref="SimplestSearch"/>):
/// 1. the actions of the scenario that is known to show it;
/// 2. blocks of one, two and three instructions: its own, those of the same registers that are simpler (<see cref="SimplerParts"/>), NOP, ISB and
///    writes of OSLAR_EL1, entered as its own blocks are and in the simplest ways;
/// 3. what userspace and the host do: its own, simpler ones, and those of the shrinker's dictionary that have to do with its registers;
/// 4. if it has events: those, and the simplest ones, at each boundary of its own blocks and of blocks of one and two instructions;
/// 5. instructions that have nothing to do with its registers: all of the dictionary if it has two steps at most, and the simplest write of each register
///    if it has three, so that the register which the divergence was met with does not matter.
/// The longer the scenario, the fewer combinations: the number of programs is the number of actions to the power of the steps.
/// </summary>
internal sealed class NormalFormVocabulary
{
    private static readonly Instruction Nop = new(Opcode.NOP);
    private static readonly Instruction Isb = new(Opcode.ISB);
    private static readonly Instruction Brk = new(Opcode.BRK);
    private static readonly Instruction Unlock = Instruction.Msr(RegisterId.OSLAR_EL1, 0);
    private static readonly Instruction Lock = Instruction.Msr(RegisterId.OSLAR_EL1, 1);
    private static readonly ScenarioAction AtEl1 = new() { Kind = ActionKind.Run };
    private static readonly ScenarioAction AtEl1Masked = AtEl1 with { D = true };
    private static readonly ScenarioAction AtEl0 = AtEl1 with { Mode = EntryMode.EL0t };

    private static readonly Instruction[] SimplestWrites =
        [.. RegisterTable.Registers.Select(static register => ActionDictionary.Instructions.First(one => one.Opcode == Opcode.MSR && one.Register == register.Id))];

    private readonly HashSet<ScenarioAction> _actions = [];
    private readonly Scenario _scenario;
    private readonly int _steps;
    private readonly Instruction[] _own;
    private readonly Instruction[] _general;
    private readonly ScenarioAction[] _entries;

    private NormalFormVocabulary(Scenario scenario)
    {
        _scenario = scenario;
        _steps = ScenarioOrder.StepsOf(scenario);
        _own = [.. scenario.Actions.SelectMany(InstructionsOf).Distinct()];
        _general = [.. _own.SelectMany(SimplerParts.Of).Distinct()];
        var entries = scenario.Actions.Where(static action => action.Kind == ActionKind.Run).Select(Blocks.EntryOf);
        _entries = [.. entries.Concat(entries.Select(static entry => entry with { SS = false })).Append(AtEl1).Distinct()];
    }

    /// <summary>Actions that are tried as the last one of a program only: the simplest write of each register.</summary>
    public static IReadOnlyList<ScenarioAction> Last { get; } = [.. SimplestWrites.Select(static write => Blocks.With(AtEl1, write))];

    /// <summary>The actions, each once.</summary>
    /// <param name="scenario">A scenario that shows the divergence; the shorter, the better.</param>
    /// <param name="kinds">Bit k: the target can do <see cref="ActionKind"/> k.</param>
    public static IReadOnlyCollection<ScenarioAction> Of(Scenario scenario, uint kinds)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var vocabulary = new NormalFormVocabulary(scenario);
        vocabulary._actions.UnionWith(scenario.Actions);
        vocabulary.AddBlocks();
        vocabulary.AddUserspace();
        vocabulary.AddEvents();
        vocabulary._actions.RemoveWhere(action => (kinds >> (int)action.Kind & 1) == 0);
        return vocabulary._actions;
    }

    private void AddBlocks()
    {
        switch (_steps)
        {
            case <= 2:
                AddBlocksOfShort();
                break;
            case 3:
                AddBlocksOfMedium();
                break;
            case 4:
                Add([.. _entries, .. Elsewhere, .. _entries.SelectMany(SimplerParts.Of)], [.. _general, Nop, Isb, Brk, Unlock, Lock]);
                Add(_entries, _own, _own);
                Add(_entries, [.. _own, Isb], [.. _own, Isb], [.. _own, Isb]);
                break;
            default:
                Add([.. _entries, .. Elsewhere], [.. _own, Nop]);
                Add(_entries, _own, _own);
                break;
        }
    }

    private void AddBlocksOfShort()
    {
        if (_steps == 1)
            _actions.UnionWith(ActionDictionary.Actions);
        Add(SimpleEntries, [.. _general, Nop, Isb, Brk, Unlock, Lock]);
        Add([AtEl1, AtEl0], ActionDictionary.Instructions);
        Instruction[] two = [.. _general, Nop, Isb, Unlock, Lock];
        Instruction[] three = [.. OwnAndAsSimple, Nop, Isb, Unlock];
        Add([.. _entries, AtEl1Masked], two, two);
        Add([.. _entries, AtEl1Masked], three, three, three);
        Add([AtEl1], ActionDictionary.Instructions, _own);
        Add([AtEl1], _own, ActionDictionary.Instructions);
    }

    private void AddBlocksOfMedium()
    {
        Add(SimpleEntries, [.. _general, Nop, Isb, Brk, Unlock, Lock]);
        Instruction[] two = [.. OwnAndAsSimple, Isb, Unlock];
        Instruction[] three = [.. OwnAndAsSimple, Nop, Isb, Unlock];
        Add([.. _entries, AtEl1Masked], two, two);
        Add([.. _entries, AtEl1Masked], three, three, three);
        Add([AtEl1], SimplestWrites, _own);
        Add([AtEl1], _own, SimplestWrites);
    }

    private Instruction[] OwnAndAsSimple => [.. _own, .. _own.SelectMany(SimplerParts.AsSimple)];

    private ScenarioAction[] SimpleEntries =>
        [.. _entries, .. Elsewhere, .. _entries.SelectMany(SimplerParts.Of), AtEl1Masked, AtEl1 with { SS = true }, AtEl1 with { IL = true }, AtEl0, AtEl0 with { SS = true }];

    /// <summary>Where code does not run into a breakpoint in slot A.</summary>
    private ScenarioAction[] Elsewhere =>
        _own.Any(static one => one.Register == RegisterId.DBGBVRn_EL1) || _scenario.Actions.Any(static action => action.DebugRegisters.Bcr0 != 0)
            ? [AtEl1 with { Slot = 1 }]
            : [];

    /// <summary>Adds the blocks with each of the instructions in each place.</summary>
    private void Add(IEnumerable<ScenarioAction> entries, params ReadOnlySpan<Instruction[]> places)
    {
        var blocks = entries.Distinct();
        foreach (var place in places)
        {
            var here = place.Distinct().ToArray();
            blocks = blocks.SelectMany(block => here.Select(instruction => Blocks.With(block, instruction)));
        }
        _actions.UnionWith(blocks);
    }

    private void AddUserspace()
    {
        var registers = _own.Select(static instruction => instruction.Register).ToHashSet();
        if (registers.Contains(RegisterId.OSLAR_EL1))
            registers.Add(RegisterId.OSLSR_EL1);
        _actions.UnionWith(ActionDictionary.Userspace.Where(action => action.Kind switch
        {
            ActionKind.GetOneReg or ActionKind.SetOneReg => registers.Contains(action.OneReg.Id),
            ActionKind.SetGuestDebug => _steps <= 3 || action.DebugRegisters == default || _scenario.Actions.Any(own => AreAlike(own.DebugRegisters, action.DebugRegisters)),
            _ => true,
        }));
        foreach (var instruction in _general)
        {
            if (instruction.Opcode is Opcode.MSR or Opcode.MRS)
                _actions.Add(new ScenarioAction { Kind = instruction.Opcode == Opcode.MSR ? ActionKind.SetOneReg : ActionKind.GetOneReg, I0 = instruction with { Opcode = default } });
        }
        _actions.UnionWith(_scenario.Actions.Where(static action => action.Kind == ActionKind.SetGuestDebug).SelectMany(SimplerParts.OfGuestDebug));
    }

    private static bool AreAlike(in UserspaceDebugRegisters one, in UserspaceDebugRegisters other) =>
        (one.Bcr0 != 0 && other.Bcr0 != 0) || (one.Wcr0 != 0 && other.Wcr0 != 0);

    private void AddEvents()
    {
        BoundaryEvent[] own = [.. _scenario.Actions.SelectMany(Blocks.EventsOf).Distinct()];
        if (own.Length == 0)
            return;
        var isLong = _steps > 4;
        BoundaryEvent[] events =
            isLong ? own : [.. own.Concat(ActionDictionary.Events.Where(one => one.Control == default || own.Any(other => other.Kind == one.Kind))).Distinct()];
        var blocks = _scenario.Actions.Where(static action => action.Kind == ActionKind.Run).Select(Blocks.WithoutEvents)
            .Concat(_entries.SelectMany(entry => _own.Append(Nop).Select(instruction => Blocks.With(entry, instruction))));
        if (!isLong)
            blocks = blocks.Concat(_entries.SelectMany(entry => _own.SelectMany(first => _own.Select(second => Blocks.With(Blocks.With(entry, first), second)))));
        foreach (var block in blocks.Distinct())
        {
            for (var boundary = 0; boundary <= block.Length; boundary++)
                _actions.UnionWith(events.Select(happening => Blocks.With(block, boundary, happening)));
        }
        // Where two events need each other, both stay where they are.
        foreach (var block in _scenario.Actions.Where(static action => Blocks.EventsOf(action).Count() > 1))
            _actions.UnionWith(_own.Append(Nop).SelectMany(first => _own.Append(Nop).Select(second => block with { I0 = first, I1 = block.Length > 1 ? second : default })));
    }

    /// <summary>The instructions of a block; for what userspace does with a register the instruction with which the guest does the same.</summary>
    private static IEnumerable<Instruction> InstructionsOf(ScenarioAction action) => action.Kind switch
    {
        ActionKind.Run => Enumerable.Range(0, action.Length).Select(i => action.InstructionAt(i)),
        ActionKind.SetOneReg when action.OneReg.Id == RegisterId.OSLSR_EL1 => [Instruction.Msr(RegisterId.OSLAR_EL1, action.OneRegValue >> 1 & 1)],
        ActionKind.SetOneReg => [action.I0 with { Opcode = Opcode.MSR }],
        ActionKind.GetOneReg => [action.I0 with { Opcode = Opcode.MRS }],
        _ => [],
    };
}
