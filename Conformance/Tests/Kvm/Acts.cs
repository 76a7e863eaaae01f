using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Tests.Kvm;

/// <summary>Short forms of actions and instructions, so that a scenario reads like a trace.</summary>
internal static class Acts
{
    public const ulong SS = MDSCR_EL1.SS;
    public const ulong TDCC = MDSCR_EL1.TDCC;
    public const ulong KDE = MDSCR_EL1.KDE;
    public const ulong MDE = MDSCR_EL1.MDE;

    /// <summary>DBGBCR: enabled, BAS 0xF, at EL0.</summary>
    public const uint BreakEl0 = 0x1E5;
    /// <summary>DBGBCR: enabled, BAS 0xF, at EL1.</summary>
    public const uint BreakEl1 = 0x1E3;
    /// <summary>DBGWCR: enabled, BAS 0xFF, loads and stores, at EL0.</summary>
    public const uint WatchEl0 = 0x1FFD;
    /// <summary>DBGWCR: enabled, BAS 0xFF, loads and stores, at EL1.</summary>
    public const uint WatchEl1 = 0x1FFB;

    public const GuestDebugFlags Enable = GuestDebugFlags.Enable;
    public const GuestDebugFlags Step = GuestDebugFlags.Enable | GuestDebugFlags.SingleStep;
    public const GuestDebugFlags SwBp = GuestDebugFlags.Enable | GuestDebugFlags.UseSwBp;
    public const GuestDebugFlags Hw = GuestDebugFlags.Enable | GuestDebugFlags.UseHw;

    public static readonly ulong A = GuestLayout.Slot(0);
    public static readonly ulong B = GuestLayout.Slot(1);
    public static readonly ulong C = GuestLayout.Slot(2);
    public static readonly ulong Cell = GuestLayout.Cell(0);

    public static readonly Instruction Nop = new(Opcode.NOP);
    public static readonly Instruction Isb = new(Opcode.ISB);
    public static readonly Instruction Svc = new(Opcode.SVC, Value: 7);
    public static readonly Instruction Ldr = new(Opcode.LDR, Index: 3, Value: GuestLayout.CellBase);
    public static readonly Instruction Str = new(Opcode.STR, Index: 3, Value: GuestLayout.CellBase);

    public static readonly ScenarioAction OsLock = El1(Msr(RegisterId.OSLAR_EL1, 1));
    public static readonly ScenarioAction OsUnlock = El1(Msr(RegisterId.OSLAR_EL1, 0));
    public static readonly ScenarioAction Preempt = new() { Kind = ActionKind.Preempt };
    public static readonly ScenarioAction Reenter = new() { Kind = ActionKind.Reenter };
    public static readonly ScenarioAction Migrate = new() { Kind = ActionKind.Migrate };
    public static readonly ScenarioAction SwitchVm = new() { Kind = ActionKind.SwitchVm };
    public static readonly ScenarioAction VcpuInit = new() { Kind = ActionKind.VcpuInit };

    public static Instruction Msr(RegisterId register, ulong value, int n = 0) => Instruction.Msr(register, value, n);

    public static Instruction Mrs(RegisterId register, int n = 0) => Instruction.Mrs(register, n);

    public static Instruction Brk(ushort immediate) => new(Opcode.BRK, Value: immediate);

    /// <summary>A block at EL1h with debug exceptions masked, in slot A.</summary>
    public static ScenarioAction El1(params ReadOnlySpan<Instruction> block)
    {
        var action = new ScenarioAction { Kind = ActionKind.Run, Mode = EntryMode.EL1h, D = true, Length = (byte)block.Length };
        for (var i = 0; i < block.Length; i++)
            action.SetInstruction(i, block[i]);
        return action;
    }

    /// <summary>A block at EL0, in slot B.</summary>
    public static ScenarioAction El0(params ReadOnlySpan<Instruction> block) =>
        El1(block) with { Mode = EntryMode.EL0t, D = false, Slot = 1 };

    /// <summary>The guest writes MDSCR_EL1.</summary>
    public static ScenarioAction Mdscr(ulong value) => El1(Msr(RegisterId.MDSCR_EL1, value));

    /// <summary>The guest sets breakpoint 0 on slot B at EL0.</summary>
    public static ScenarioAction GuestBreakpoint() =>
        El1(Msr(RegisterId.DBGBVRn_EL1, B), Msr(RegisterId.DBGBCRn_EL1, BreakEl0));

    public static ScenarioAction GuestDebug(GuestDebugFlags control, UserspaceDebugRegisters registers = default) =>
        new() { Kind = ActionKind.SetGuestDebug, Control = control, DebugRegisters = registers };

    /// <summary>Userspace's breakpoint 0.</summary>
    public static UserspaceDebugRegisters BreakpointAt(ulong address, uint control = BreakEl0) => new() { Bvr0 = address, Bcr0 = control };

    /// <summary>Userspace's watchpoint 0.</summary>
    public static UserspaceDebugRegisters WatchpointAt(ulong address, uint control = WatchEl1) => new() { Wvr0 = address, Wcr0 = control };

    public static ScenarioAction GetOneReg(RegisterId register, int n = 0) =>
        new() { Kind = ActionKind.GetOneReg, I0 = Mrs(register, n) };

    public static ScenarioAction SetOneReg(RegisterId register, ulong value, int n = 0) =>
        new() { Kind = ActionKind.SetOneReg, I0 = Msr(register, value, n) };

    public static BoundaryEvent On(BoundaryEventKind kind) => new(kind);

    public static BoundaryEvent Sets(GuestDebugFlags control) => new(BoundaryEventKind.SetGuestDebug, control);
}
