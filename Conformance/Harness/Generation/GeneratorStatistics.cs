using OsLockConformance.Harness.Coverage;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Generation;

/// <summary>
/// What the generator draws: actions, lengths, instructions, entries, events, debugging, the values written to registers, the PEs and the
/// swarm. The scenarios are drawn again for it from their seeds, so that runs take no longer.
/// </summary>
public sealed class GeneratorStatistics
{
    private const int LengthStep = 10;

    private static readonly List<PeConfiguration> Pes = [.. PeConfigurations.All];

    private readonly TargetCapabilities _capabilities;
    private readonly bool _hasOwnPe;
    private readonly Tally _actions = new("actions", [.. Enum.GetValues<ActionKind>().Select(CoverageWords.Of)]);
    private readonly Tally _lengths = new("actions of a scenario",
        [.. Enumerable.Range(0, ScenarioGenerator.MaximumLength / LengthStep).Select(static row => $"{(row * LengthStep) + 1} to {(row + 1) * LengthStep}")]);

    private readonly Tally _blockLengths = new("instructions of a block", [.. Enumerable.Range(1, GuestLayout.BlockLength).Select(static length => $"{length}")]);
    private readonly Tally _instructions = new("instructions", [.. Enum.GetValues<Opcode>().Select(static opcode => $"{opcode}")]);
    private readonly Tally _entries = new("entries of blocks", [.. Enum.GetValues<EntryMode>().Select(static mode => $"{mode}"), "D = 0", "D = 1", "SS = 0", "SS = 1", "IL = 0", "IL = 1", "IL = 1 at EL0"]);
    private readonly Tally _events = new("boundaries of instructions", [.. Enum.GetValues<BoundaryEventKind>().Select(static kind => kind == BoundaryEventKind.None ? "no event" : CoverageWords.Of(kind))]);
    private readonly Tally _debugging = new("KVM_SET_GUEST_DEBUG", ["off", "enable", "single-step", "sw-bp", "hw", "unknown flag", "breakpoint", "watchpoint", "in a block"]);
    private readonly Tally _pes = new("PEs", [.. PeConfigurations.All.Select(static (_, row) => row == 0 ? "the default" : $"number {row}"), "the target's own"]);
    private readonly FieldStatistics _values = new();
    private readonly SwarmStatistics _swarm;

    private GeneratorStatistics(ScenarioGenerator generator)
    {
        _capabilities = generator.Capabilities;
        _swarm = new SwarmStatistics(_capabilities);
        _hasOwnPe = generator.FixedConfiguration is not null;
    }

    /// <summary>Draws the scenarios of a campaign and counts what they consist of.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="campaign">The seed of the campaign.</param>
    /// <param name="scenarios">How many scenarios.</param>
    public static GeneratorStatistics Of(ScenarioGenerator generator, ulong campaign, long scenarios)
    {
        ArgumentNullException.ThrowIfNull(generator);
        var statistics = new GeneratorStatistics(generator);
        var buffer = new ScenarioAction[ScenarioGenerator.MaximumLength];
        for (var i = 0L; i < scenarios; i++)
        {
            var length = generator.Generate(SplittableRandom.SeedOf(campaign, i), buffer, out var configuration, out var swarm);
            statistics.Count(swarm, configuration, buffer.AsSpan(0, length));
        }
        return statistics;
    }

    /// <summary>Scenarios that were counted.</summary>
    public long Scenarios { get; private set; }

    private void Count(in Swarm swarm, PeConfiguration configuration, ReadOnlySpan<ScenarioAction> actions)
    {
        Scenarios++;
        _swarm.Count(swarm);
        _pes.CountOne(_hasOwnPe ? Pes.Count : Pes.IndexOf(configuration));
        _lengths.CountOne((actions.Length - 1) / LengthStep);
        foreach (ref readonly var action in actions)
        {
            _actions.CountOne((int)action.Kind);
            switch (action.Kind)
            {
                case ActionKind.Run:
                    CountBlock(action);
                    break;
                case ActionKind.SetGuestDebug:
                    CountDebugging(action.Control, action.DebugRegisters, inBlock: false);
                    break;
                case ActionKind.SetOneReg:
                    _values.Count(action.OneReg.Id, action.OneRegValue);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The tables; those that are about what the target cannot do are left out.</summary>
    public IReadOnlyList<StatisticsTable> Tables()
    {
        var kinds = Swarm.ActionsOf(_capabilities) | 1u << (int)ActionKind.Run;
        List<StatisticsTable> tables =
        [
            _actions.ToTable(row => (kinds >> row & 1) != 0), _lengths.ToTable(), _blockLengths.ToTable(), _instructions.ToTable(), _entries.ToTable(),
        ];
        if ((_capabilities & TargetCapabilities.BoundaryEvents) != 0)
            tables.Add(_events.ToTable());
        if ((_capabilities & TargetCapabilities.Userspace) != 0)
            tables.Add(_debugging.ToTable(row => row < 8 || (_capabilities & TargetCapabilities.BoundaryEvents) != 0));
        return [.. tables, _pes.ToTable(row => row == Pes.Count == _hasOwnPe), _swarm.ToTable(), .. _values.Tables()];
    }

    private void CountBlock(in ScenarioAction action)
    {
        _blockLengths.CountOne(action.Length - 1);
        CountEntry(action);
        for (var i = 0; i < action.Length; i++)
        {
            var instruction = action.InstructionAt(i);
            _instructions.CountOne((int)instruction.Opcode);
            if (instruction.Opcode == Opcode.MSR)
                _values.Count(instruction.Register, instruction.Value);
        }
        for (var i = 0; i <= action.Length; i++)
        {
            var happening = action.EventAt(i);
            _events.CountOne((int)happening.Kind);
            if (happening.Kind == BoundaryEventKind.SetGuestDebug)
                CountDebugging(happening.Control, default, inBlock: true);
        }
    }

    private void CountEntry(in ScenarioAction action)
    {
        var flags = (int)EntryMode.Illegal + 1;
        _entries.CountOne((int)action.Mode);
        _entries.Count(flags + (action.D ? 1 : 0));
        _entries.Count(flags + 2 + (action.SS ? 1 : 0));
        _entries.Count(flags + 4 + (action.IL ? 1 : 0));
        _entries.CountIf(action.IL && action.Mode == EntryMode.EL0t, flags + 6);
    }

    private void CountDebugging(GuestDebugFlags control, in UserspaceDebugRegisters registers, bool inBlock)
    {
        _debugging.Total++;
        _debugging.CountIf(control == GuestDebugFlags.None, 0);
        _debugging.CountIf((control & GuestDebugFlags.Enable) != 0, 1);
        _debugging.CountIf((control & GuestDebugFlags.SingleStep) != 0, 2);
        _debugging.CountIf((control & GuestDebugFlags.UseSwBp) != 0, 3);
        _debugging.CountIf((control & GuestDebugFlags.UseHw) != 0, 4);
        _debugging.CountIf((control & GuestDebugFlags.Unknown) != 0, 5);
        _debugging.CountIf(((registers.Bcr0 | registers.Bcr1) & 1) != 0, 6);
        _debugging.CountIf(((registers.Wcr0 | registers.Wcr1) & 1) != 0, 7);
        _debugging.CountIf(inBlock, 8);
    }
}
