using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Kvm;

/// <summary>Random scenarios: no target breaks down, repeats itself differently, or allocates.</summary>
public sealed class KvmRobustnessTests
{
    private static readonly RegisterId[] Registers =
        [.. Enum.GetValues<RegisterId>().Where(static id => id is not (RegisterId.ELR_EL1 or RegisterId.SPSR_EL1))];

    private static readonly GuestDebugFlags[] Controls =
        [GuestDebugFlags.None, Acts.Enable, Acts.Step, Acts.SwBp, Acts.Hw, Acts.Step | Acts.Hw, GuestDebugFlags.Unknown];

    public static TheoryData<string> Names => new(TargetCatalogue.Names.Where(static name => !name.StartsWith("hardware", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_target_gives_the_same_answers_twice_and_allocates_nothing(string name)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        var actions = new ScenarioAction[30];
        var first = new Observation[actions.Length];
        var second = new Observation[actions.Length];
        var allocated = 0L;
        for (var seed = 0; seed < 60; seed++)
        {
            Fill(actions, new Random(seed));
            Execute(target, actions, first);
            allocated += Allocation.Of(() => Execute(target, actions, second));
            for (var i = 0; i < actions.Length; i++)
                Assert.Equal(Outcome.Describe(first[i]), Outcome.Describe(second[i]));
        }
        Assert.Equal(0, allocated);
    }

    /// <summary>ISO-1 to ISO-6, but for what errata excuse.</summary>
    [Theory]
    [InlineData(KvmVersion.Linux5_17)]
    [InlineData(KvmVersion.OsLockV2)]
    [InlineData(KvmVersion.OsLockV3)]
    [InlineData(KvmVersion.Linux5_18)]
    [InlineData(KvmVersion.Linux6_1)]
    [InlineData(KvmVersion.Linux6_14)]
    public void Every_version_but_v1_keeps_the_host_isolated(KvmVersion version)
    {
        var target = new KvmTarget(version);
        var actions = new ScenarioAction[30];
        for (var seed = 0; seed < 300; seed++)
        {
            Fill(actions, new Random(seed));
            Assert.Empty(Outcome.Of(target, actions).Broken);
        }
    }

    private static void Execute(ITarget target, ReadOnlySpan<ScenarioAction> actions, Span<Observation> observations)
    {
        target.Reset(PeConfiguration.Default);
        for (var i = 0; i < actions.Length; i++)
            target.Execute(in actions[i], ref observations[i]);
    }

    private static void Fill(Span<ScenarioAction> actions, Random random)
    {
        foreach (ref var action in actions)
        {
            action = random.Next(4) switch
            {
                0 => Other(random),
                _ => Block(random),
            };
        }
    }

    private static ScenarioAction Other(Random random) => random.Next(9) switch
    {
        0 => Acts.Preempt,
        1 => Acts.Reenter,
        2 => Acts.Migrate,
        3 => Acts.SwitchVm,
        4 => Acts.VcpuInit,
        5 => Acts.GetOneReg(Registers[random.Next(Registers.Length)], random.Next(4)),
        6 => Acts.SetOneReg(Registers[random.Next(Registers.Length)], Value(random), random.Next(4)),
        _ => Acts.GuestDebug(Controls[random.Next(Controls.Length)], random.Next(2) == 0
            ? Acts.BreakpointAt(GuestLayout.Slot(random.Next(4)), random.Next(2) == 0 ? Acts.BreakEl0 : Acts.BreakEl1)
            : Acts.WatchpointAt(Acts.Cell)),
    };

    private static ScenarioAction Block(Random random)
    {
        var action = new ScenarioAction
        {
            Kind = ActionKind.Run,
            Slot = (byte)random.Next(GuestLayout.SlotCount),
            Mode = (EntryMode)random.Next(4),
            D = random.Next(2) == 0,
            SS = random.Next(2) == 0,
            IL = random.Next(20) == 0,
            Length = (byte)random.Next(1, 4),
        };
        for (var i = 0; i < action.Length; i++)
        {
            var register = Registers[random.Next(Registers.Length)];
            action.SetInstruction(i, random.Next(6) switch
            {
                0 => new Instruction((Opcode)random.Next(13)) with { Index = 3, Value = Acts.Cell },
                1 => Acts.Mrs(register, random.Next(4)),
                2 => Acts.Msr(RegisterId.OSLAR_EL1, (ulong)random.Next(2)),
                3 => Acts.Msr(RegisterId.MDSCR_EL1, Value(random)),
                _ => Acts.Msr(register, Value(random), random.Next(4)),
            });
        }
        if (random.Next(4) == 0)
            action.SetEvent(random.Next(action.Length + 1), new BoundaryEvent((BoundaryEventKind)random.Next(5), Controls[random.Next(Controls.Length)]));
        return action;
    }

    private static ulong Value(Random random) => random.Next(9) switch
    {
        0 => 0,
        1 => 1,
        2 => Acts.MDE,
        3 => Acts.MDE | Acts.KDE,
        4 => Acts.SS | Acts.KDE,
        5 => GuestLayout.Slot(random.Next(4)),
        6 => Acts.BreakEl0,
        7 => Acts.WatchEl1,
        _ => unchecked((ulong)random.NextInt64()),
    };
}
