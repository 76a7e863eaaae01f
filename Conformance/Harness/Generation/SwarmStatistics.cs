using OsLockConformance.Harness.Coverage;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Generation;

/// <summary>In how many scenarios each part of the vocabulary was left in by the swarm, and which percentages were drawn.</summary>
/// <param name="capabilities">What the target can do.</param>
internal sealed class SwarmStatistics(TargetCapabilities capabilities)
{
    private const int OpcodeBase = (int)ActionKind.SwitchVm + 1;
    private const int RegisterBase = OpcodeBase + (int)Opcode.ERET + 1;
    private const int KnobBase = RegisterBase + (int)RegisterId.SPSR_EL1 + 1;

    private static readonly string[] Knobs =
        ["several slots", "several cells", "EL0 runs", "runs at EL0 alone", "D = 1 runs", "SS = 1 runs", "odd entries", "events in blocks", "wild values", "actions that are not a run", "other debug register numbers"];

    private readonly Tally _tally = new("swarm: scenarios with",
    [
        .. Enum.GetValues<ActionKind>().Select(CoverageWords.Of),
        .. Enum.GetValues<Opcode>().Select(static opcode => $"{opcode}"),
        .. Enum.GetValues<RegisterId>().Where(static register => register <= RegisterId.SPSR_EL1).Select(static register => $"{register}"),
        .. Knobs,
    ]);

    /// <summary>Counts the swarm of a scenario.</summary>
    public void Count(in Swarm swarm)
    {
        _tally.Total++;
        _tally.Count((int)ActionKind.Run);
        CountBits(swarm.NotRun == 0 ? 0 : swarm.Actions & ~(1u << (int)ActionKind.Run), 0, OpcodeBase);
        CountBits(swarm.Opcodes, OpcodeBase, RegisterBase);
        CountBits(swarm.Registers, RegisterBase, KnobBase);
        Span<bool> knobs =
        [
            swarm.Slots > 1, swarm.Cells > 1, swarm.El0 > 0, swarm.El0 == 100, swarm.D > 0, swarm.SS > 0, swarm.OddEntry > 0, swarm.Events > 0,
            swarm.WildValues > 0, swarm.NotRun > 0, swarm.OtherNumbers > 0,
        ];
        for (var i = 0; i < knobs.Length; i++)
            _tally.CountIf(knobs[i], KnobBase + i);
    }

    /// <summary>What was counted, without the actions that the target cannot do.</summary>
    public StatisticsTable ToTable()
    {
        var actions = Swarm.ActionsOf(capabilities) | 1u << (int)ActionKind.Run;
        var events = KnobBase + Array.IndexOf(Knobs, "events in blocks");
        var others = KnobBase + Array.IndexOf(Knobs, "actions that are not a run");
        return _tally.ToTable(row => row >= OpcodeBase
            ? (row != events || (capabilities & TargetCapabilities.BoundaryEvents) != 0) && (row != others || capabilities != TargetCapabilities.Guest)
            : (actions >> row & 1) != 0);
    }

    private void CountBits(uint bits, int first, int end)
    {
        for (var i = first; i < end; i++)
            _tally.CountIf((bits >> (i - first) & 1) != 0, i);
    }
}
