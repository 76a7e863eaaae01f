using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Hardware;

/// <summary>A booted PE on which tests set registers as the host and run blocks as the monitor.</summary>
internal sealed class Bench
{
    public const uint Lower = 0x30, Same = 0x31;

    private readonly HardwareTarget _target;
    private BlockRun _run;

    public Bench(PeConfiguration? configuration = null, SynchronizationPolicy policy = SynchronizationPolicy.Immediate, bool locked = false)
    {
        _target = new HardwareTarget(policy);
        _target.Reset(configuration ?? PeConfiguration.Default);
        if (!locked)
            Set(RegisterId.OSLAR_EL1, 0);
    }

    public ProcessingElement Pe => _target.ProcessingElement;

    public Observation Observed;

    public ObservedEvent Event => Single(Observed);

    public static readonly Instruction Nop = new(Opcode.NOP), Isb = new(Opcode.ISB), Eret = new(Opcode.ERET),
        DaifSet = new(Opcode.DAIFSet), DaifClr = new(Opcode.DAIFClr), Svc = new(Opcode.SVC, Value: 7);

    public static Instruction Brk(ulong immediate) => new(Opcode.BRK, Value: immediate);
    public static Instruction Ldr(ulong address, int sizeLog2 = 3) => new(Opcode.LDR, Index: (byte)sizeLog2, Value: address);
    public static Instruction Ldxr(ulong address, int sizeLog2 = 3) => new(Opcode.LDXR, Index: (byte)sizeLog2, Value: address);
    public static Instruction Str(ulong address, int sizeLog2 = 3) => new(Opcode.STR, Index: (byte)sizeLog2, Value: address);
    public static Instruction Msr(RegisterId id, ulong value, int n = 0) => Instruction.Msr(id, value, n);
    public static Instruction Mrs(RegisterId id, int n = 0) => Instruction.Mrs(id, n);

    public static ulong Pc(int instruction, int slot = 0) => GuestLayout.Slot(slot) + (4UL * (uint)instruction);

    public void Set(RegisterId id, ulong value, int n = 0) => Pe.WriteAsHost(new SystemRegister(id, (byte)n), value);
    public ulong Get(RegisterId id, int n = 0) => Pe.ReadAsHost(new SystemRegister(id, (byte)n));

    public static ScenarioAction Block(EntryMode mode, bool d, bool ss, bool il, int slot, ReadOnlySpan<Instruction> instructions)
    {
        var action = new ScenarioAction
        {
            Kind = ActionKind.Run, Mode = mode, D = d, SS = ss, IL = il, Slot = (byte)slot, Length = (byte)instructions.Length,
        };
        for (var i = 0; i < instructions.Length; i++)
            action.SetInstruction(i, instructions[i]);
        return action;
    }

    /// <summary>Runs a block from the monitor, as the target does.</summary>
    public Bench Run(EntryMode mode, bool d, bool ss, params ReadOnlySpan<Instruction> instructions) =>
        Run(Block(mode, d, ss, false, 0, instructions));

    /// <summary>Runs a block at EL1h with D = 0 and SS = 0.</summary>
    public Bench AtEl1(params ReadOnlySpan<Instruction> instructions) => Run(EntryMode.EL1h, false, false, instructions);

    /// <summary>Runs a block at EL0 with D = 0 and SS = 0.</summary>
    public Bench AtEl0(params ReadOnlySpan<Instruction> instructions) => Run(EntryMode.EL0t, false, false, instructions);

    public Bench Run(in ScenarioAction action)
    {
        _target.Execute(in action, ref Observed);
        return this;
    }

    public void Reset(ActionKind kind) => _target.Execute(new ScenarioAction { Kind = kind }, ref Observed);

    /// <summary>The host enters the block's first instruction from EL2.</summary>
    public PeStop Enter(EntryMode mode, bool ss, params ReadOnlySpan<Instruction> instructions) =>
        Enter(Block(mode, true, ss, false, 0, instructions));

    public PeStop Enter(in ScenarioAction action)
    {
        Observed.Clear();
        _run = new BlockRun { Action = action };
        Pe.ELR_EL2 = GuestLayout.Slot(action.Slot);
        Pe.SPSR_EL2 = _run.Action.EntrySpsr;
        Pe.EnterGuest();
        return Continue();
    }

    /// <summary>The host enters again where the guest left, with the SS that it left with or a new one.</summary>
    public PeStop Resume(bool ss)
    {
        Pe.SPSR_EL2 = (Pe.SPSR_EL2 & ~SPSR_EL1.SS) | (ss ? SPSR_EL1.SS : 0);
        Pe.EnterGuest();
        return Continue();
    }

    public PeStop Continue() => Pe.Run(ref _run, ref Observed);

    public ref BlockRun Progress => ref _run;

    public void Breakpoint(int n, ulong value, uint bt = 0, uint lbn = 0, uint pmc = 3)
    {
        Set(RegisterId.DBGBVRn_EL1, value, n);
        Set(RegisterId.DBGBCRn_EL1, 1 | (pmc << 1) | (0xFu << 5) | (lbn << 16) | (bt << 20), n);
    }

    public void Watchpoint(int n, ulong value, uint bas = 0xFF, uint lsc = 3, uint pac = 3, uint mask = 0, uint wt = 0, uint lbn = 0)
    {
        Set(RegisterId.DBGWVRn_EL1, value, n);
        Set(RegisterId.DBGWCRn_EL1, 1 | (pac << 1) | (lsc << 3) | (bas << 5) | (lbn << 16) | (wt << 20) | (mask << 24), n);
    }

    public ulong Value(int instruction)
    {
        Assert.True((Observed.ValuesPresent & (1 << instruction)) != 0, $"no value of instruction {instruction}");
        return Observed.Values[instruction];
    }

    /// <summary>The block ended with this exception, at this instruction.</summary>
    public ObservedEvent Took(uint ec, uint iss, int at)
    {
        var taken = Event;
        Assert.Equal(ObservedEventKind.Exception, taken.Kind);
        Assert.Equal(((ulong)ec << 26) | ESR_ELx.IL | iss, taken.Esr);
        Assert.Equal(Pc(at), taken.Elr);
        return taken;
    }

    /// <summary>The block of <paramref name="length"/> instructions ran to its terminator.</summary>
    public ObservedEvent Terminated(int length) => Took(0x15, 0, length + 1);

    public ObservedEvent WasUndefined(int at) => Took(0x00, 0, at);

    public static bool Stepping(in ObservedEvent taken) => (taken.Spsr & SPSR_EL1.SS) != 0;

    private static ObservedEvent Single(in Observation observation)
    {
        Assert.Equal(1, observation.Count);
        return observation.Events[0];
    }
}
