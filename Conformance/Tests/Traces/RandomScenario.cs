using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Tests.Traces;

/// <summary>Scenarios with every kind of action and every field of it, unused ones included, filled at random.</summary>
internal sealed class RandomScenario(int seed)
{
    private readonly Random _random = new(seed);

    public Scenario Next()
    {
        var breakpoints = _random.Next(2, 17);
        var configuration = new PeConfiguration
        {
            Breakpoints = breakpoints,
            Watchpoints = _random.Next(2, 17),
            ContextAware = _random.Next(1, breakpoints + 1),
            DoubleLock = Coin(),
            Idst = Coin(),
            Trf = Coin(),
            Sc2 = Coin(),
            IntDisHigh = Coin(),
            Spmu = Coin(),
        };
        var actions = new ScenarioAction[_random.Next(1, 12)];
        for (var i = 0; i < actions.Length; i++)
            actions[i] = Action();
        return new Scenario(configuration, actions);
    }

    private ScenarioAction Action()
    {
        var action = new ScenarioAction
        {
            Kind = Member<ActionKind>(),
            Slot = (byte)_random.Next(GuestLayout.SlotCount),
            Mode = Member<EntryMode>(),
            D = Coin(),
            SS = Coin(),
            IL = Coin(),
            Length = (byte)_random.Next(1, GuestLayout.BlockLength + 1),
            Control = Flags(),
            DebugRegisters = new UserspaceDebugRegisters
            {
                Bvr0 = Value(), Bcr0 = (uint)Value(), Bvr1 = Value(), Bcr1 = (uint)Value(),
                Wvr0 = Value(), Wcr0 = (uint)Value(), Wvr1 = Value(), Wcr1 = (uint)Value(),
            },
        };
        for (var i = 0; i < GuestLayout.BlockLength; i++)
            action.SetInstruction(i, Instruction());
        for (var i = 0; i <= GuestLayout.BlockLength; i++)
            action.SetEvent(i, new BoundaryEvent(Member<BoundaryEventKind>(), Flags()));
        return action;
    }

    private Instruction Instruction()
    {
        var opcode = Member<Opcode>();
        var size = _random.Next(4);
        return opcode is Opcode.LDR or Opcode.STR or Opcode.LDXR
            ? new(opcode, Member<RegisterId>(), (byte)size, GuestLayout.Cell(_random.Next(4)) + (ulong)(_random.Next(8 >> size) << size))
            : new(opcode, Member<RegisterId>(), (byte)_random.Next(16), Value());
    }

    private ulong Value() => _random.Next(6) switch
    {
        0 => 0,
        1 => GuestLayout.Slot(_random.Next(4)) + (ulong)_random.Next(64),
        2 => GuestLayout.Cell(_random.Next(4)) + (ulong)_random.Next(64),
        3 => 1UL << _random.Next(64),
        4 => (1UL << _random.Next(64)) | (1UL << _random.Next(16)) | (1UL << _random.Next(16)),
        _ => (ulong)_random.NextInt64(long.MinValue, long.MaxValue),
    };

    private GuestDebugFlags Flags() => (GuestDebugFlags)_random.Next(32);

    private bool Coin() => _random.Next(2) == 0;

    private T Member<T>()
        where T : struct, Enum
    {
        var members = Enum.GetValues<T>();
        return members[_random.Next(members.Length)];
    }
}
