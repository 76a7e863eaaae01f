using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Generation;

/// <summary>
/// Swarm testing (Groce, Zhang, Eide, Chen, Regehr, ISSTA 2012): every scenario leaves out a random part of the vocabulary, so
/// that what is left meets more often. Drawn once a scenario.
/// </summary>
public struct Swarm
{
    /// <summary>Bit n: action kind n may be drawn.</summary>
    public uint Actions;
    /// <summary>Bit n: opcode n may be drawn.</summary>
    public uint Opcodes;
    /// <summary>Bit n: register n of <see cref="RegisterId"/> may be drawn.</summary>
    public uint Registers;
    /// <summary>Slots that may be drawn, 1 to 4.</summary>
    public int Slots;
    /// <summary>Cells that may be drawn, 1 to 4.</summary>
    public int Cells;
    /// <summary>Percentage of runs at EL0.</summary>
    public int El0;
    /// <summary>Percentage of runs with D = 1.</summary>
    public int D;
    /// <summary>Percentage of runs with SS = 1.</summary>
    public int SS;
    /// <summary>Percentage of runs with an illegal return, IL or EL1t.</summary>
    public int OddEntry;
    /// <summary>Percentage of boundaries with an event.</summary>
    public int Events;
    /// <summary>Percentage of values that come from anywhere instead of the useful ones.</summary>
    public int WildValues;
    /// <summary>Percentage of actions that are not a run.</summary>
    public int NotRun;
    /// <summary>Percentage of debug register numbers other than the first of their kind.</summary>
    public int OtherNumbers;

    /// <summary>Draws a swarm for a target that can do <paramref name="capabilities"/>.</summary>
    public static Swarm Draw(ref SplittableRandom random, TargetCapabilities capabilities)
    {
        var swarm = new Swarm
        {
            // Each is left out in a third of the scenarios.
            Opcodes = TwoThirds(ref random) | (1u << (int)Opcode.MSR),
            Registers = TwoThirds(ref random) | (1u << (int)RegisterId.OSLAR_EL1),
            Actions = (uint)random.Next() & ActionsOf(capabilities),
            Slots = random.Percent(60) ? 1 : 1 + random.Below(GuestLayout.SlotCount),
            Cells = random.Percent(60) ? 1 : 1 + random.Below(GuestLayout.CellCount),
            El0 = random.OneOf<int>([0, 20, 50, 50, 100]),
            D = random.OneOf<int>([0, 10, 10, 50]),
            SS = random.OneOf<int>([0, 50, 50, 90]),
            OddEntry = random.OneOf<int>([0, 0, 10, 30, 50]),
            Events = (capabilities & TargetCapabilities.BoundaryEvents) == 0 ? 0 : random.OneOf<int>([0, 0, 10, 30, 50]),
            WildValues = random.OneOf<int>([0, 0, 5, 20]),
            NotRun = random.OneOf<int>([10, 30, 50]),
            OtherNumbers = random.OneOf<int>([0, 20, 60]),
        };
        if ((swarm.Actions & ~(1u << (int)ActionKind.Run)) == 0)
            swarm.NotRun = 0;
        return swarm;
    }

    private static readonly (uint Kinds, TargetCapabilities Needs)[] KindsByNeed =
    [
        .. ActionTable.Actions.Where(static row => row.Needs != TargetCapabilities.Guest).GroupBy(static row => row.Needs)
            .Select(static rows => (rows.Aggregate(0u, static (kinds, row) => kinds | (1u << (int)row.Kind)), rows.Key)),
    ];

    /// <summary>The action kinds besides Run that a target can do, as a bit set.</summary>
    public static uint ActionsOf(TargetCapabilities capabilities)
    {
        uint actions = 0;
        foreach (var (kinds, needs) in KindsByNeed)
            actions |= (capabilities & needs) == 0 ? 0 : kinds;
        return actions;
    }

    private static uint TwoThirds(ref SplittableRandom random) => (uint)random.Next() | ((uint)random.Next() & (uint)random.Next());
}
