using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Hardware;

public class RandomProgramTests
{
    private static ScenarioAction[] Programs(int count)
    {
        var random = new Random(20211123);
        var registers = Enum.GetValues<RegisterId>();
        var opcodes = Enum.GetValues<Opcode>();
        var programs = new ScenarioAction[count];
        foreach (ref var program in programs.AsSpan())
        {
            program = new ScenarioAction
            {
                Kind = ActionKind.Run, Slot = (byte)random.Next(4), Mode = (EntryMode)random.Next(4), D = random.Next(2) == 0,
                SS = random.Next(2) == 0, IL = random.Next(16) == 0, Length = (byte)random.Next(1, 4),
            };
            for (var i = 0; i < program.Length; i++)
                program.SetInstruction(i, RandomInstruction(random, opcodes, registers));
        }
        return programs;
    }

    private static Instruction RandomInstruction(Random random, Opcode[] opcodes, RegisterId[] registers)
    {
        var opcode = opcodes[random.Next(opcodes.Length)];
        var size = random.Next(4);
        if (opcode is Opcode.LDR or Opcode.STR or Opcode.LDXR)
            return new Instruction(opcode, Index: (byte)size, Value: GuestLayout.Cell(random.Next(4)) + (ulong)(random.Next(8) & -(1 << size)));
        var register = registers[random.Next(registers.Length)];
        var index = RegisterTable.Describe(register).IsFamily ? (byte)random.Next(8) : (byte)0;
        var value = register == RegisterId.ELR_EL1 ? GuestLayout.Slot(random.Next(4)) : (ulong)random.NextInt64();
        return new Instruction(opcode, register, index, value);
    }

    [Theory]
    [InlineData(SynchronizationPolicy.Immediate)]
    [InlineData(SynchronizationPolicy.Deferred)]
    public void Every_block_ends_with_one_event_and_the_same_one_after_the_same_history(SynchronizationPolicy policy)
    {
        var first = new HardwareTarget(policy);
        var second = new HardwareTarget(policy);
        var one = default(Observation);
        var other = default(Observation);
        var count = 0;
        foreach (var program in Programs(20_000))
        {
            if (count++ % 30 == 0)
            {
                first.Reset(PeConfiguration.Default);
                second.Reset(PeConfiguration.Default);
            }
            first.Execute(in program, ref one);
            second.Execute(in program, ref other);
            Assert.Equal(1, one.Count);
            Assert.Equal(one.Events[0], other.Events[0]);
            Assert.Equal(one.ValuesPresent, other.ValuesPresent);
        }
    }

    [Theory]
    [InlineData(SynchronizationPolicy.Immediate)]
    [InlineData(SynchronizationPolicy.Deferred)]
    public void Running_allocates_nothing(SynchronizationPolicy policy)
    {
        var target = new HardwareTarget(policy);
        var programs = Programs(2_000);
        var observation = default(Observation);
        Pass();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Pass();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Pass()
        {
            target.Reset(PeConfiguration.Default);
            foreach (ref readonly var program in programs.AsSpan())
                target.Execute(in program, ref observation);
        }
    }
}
