using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;
using static OsLockConformance.Tests.Model.Probe;

namespace OsLockConformance.Tests.Model;

/// <summary>DBG-7 and DBG-8: priorities and exception entry.</summary>
public sealed class ExceptionRuleTests
{
    private static readonly Instruction Udf = new(Opcode.UDF, Value: 1);

    private static Probe BreakpointAtC() => new Probe().Breakpoint(C, Bcr()).Set(RegisterId.MDSCR_EL1, MDE | KDE);

    [Fact]
    public void DBG_7_Software_Step_comes_before_a_breakpoint() =>
        Assert.Equal("33 C+0", BreakpointAtC().Set(RegisterId.MDSCR_EL1, MDE | KDE | SS).Shows(At(1, Nop)));

    [Fact]
    public void DBG_7_Software_Step_comes_before_the_Illegal_Execution_state()
    {
        var probe = new Probe().Set(RegisterId.MDSCR_EL1, KDE | SS);
        Assert.Equal("33 C+0", probe.Shows(At(1, Nop) with { IL = true }));
        Assert.Equal("0e C+0", probe.Shows(At(1, Nop) with { IL = true, SS = true }));
    }

    [Fact]
    public void DBG_7_a_breakpoint_comes_before_the_Illegal_Execution_state() =>
        Assert.Equal("31 C+0", BreakpointAtC().Shows(At(1, Nop) with { IL = true }));

    [Fact]
    public void DBG_7_a_breakpoint_comes_before_the_exception_of_the_instruction()
    {
        foreach (var instruction in (Instruction[])[Brk(1), Svc, Udf, Mrs(RegisterId.OSLAR_EL1), Ldr])
        {
            var probe = BreakpointAtC().Watchpoint(Cell, Wcr());
            Assert.Equal("31 C+0", probe.Shows(At(1, instruction)));
            Assert.Equal("30 C+0", probe.Shows(At(0, instruction)));
        }
        Assert.Equal("30 C+0", BreakpointAtC().Set(RegisterId.MDSCR_EL1, MDE | TDCC).Shows(At(0, Mrs(RegisterId.MDCCSR_EL0))));
    }

    [Fact]
    public void DBG_7_the_Illegal_Execution_state_comes_before_the_exception_of_the_instruction_and_a_watchpoint()
    {
        foreach (var instruction in (Instruction[])[Brk(1), Svc, Udf, Ldr])
        {
            var probe = new Probe().Watchpoint(Cell, Wcr()).Set(RegisterId.MDSCR_EL1, MDE | KDE);
            Assert.Equal("0e C+0", probe.Shows(At(1, instruction) with { IL = true }));
        }
    }

    [Fact]
    public void DBG_8_SPSR_takes_mode_D_IL_and_SS()
    {
        var probe = new Probe().Set(RegisterId.MDSCR_EL1, SS | KDE);
        Assert.Equal(5u | 1 << 9, Spsr(probe, At(1, Brk(0)) with { D = true }));
        Assert.Equal(4u | 1 << 9, Spsr(probe, At(1, Brk(0)) with { D = true, Mode = EntryMode.EL1t }));
        Assert.Equal(5u | 1 << 21, Spsr(probe, At(1, Brk(0)) with { SS = true }));
        Assert.Equal(0u | 1 << 21 | 1 << 9, Spsr(probe, At(0, Brk(0)) with { SS = true, D = true }));
        Assert.Equal(5u | 1 << 20 | 1 << 21, Spsr(probe, At(1, Nop) with { SS = true, IL = true }));
    }

    [Fact]
    public void DBG_8_after_exception_entry_D_is_1_SS_and_IL_are_0()
    {
        // With D clear the breakpoint on the vector would be taken there, with SS set or step enabled a step.
        foreach (var (mode, vector) in ((EntryMode, ulong)[])[(EntryMode.EL0t, 0x400), (EntryMode.EL1t, 0x000)])
        {
            var probe = new Probe().Breakpoint(GuestLayout.Vectors + vector, Bcr()).Set(RegisterId.MDSCR_EL1, MDE | KDE);
            Assert.Equal("3c C+0", probe.Shows(At(1, Brk(0)) with { Mode = mode }));
            Assert.Equal("0e C+0", probe.Shows(At(1, Nop) with { Mode = mode, IL = true }));
            Assert.Equal("15 C+4", probe.Set(RegisterId.MDSCR_EL1, SS | KDE).Shows(At(1, Svc) with { Mode = mode, SS = true }));
        }
    }

    [Fact]
    public void DBG_8_ESR_IL_is_1_for_every_exception()
    {
        var probe = new Probe().Breakpoint(B, Bcr()).Watchpoint(Cell, Wcr()).Set(RegisterId.MDSCR_EL1, MDE | KDE | TDCC);
        foreach (var action in (ScenarioAction[])[At(1, Brk(0)), At(1, Svc), At(1, Udf), At(1, Ldr), At(0, Ldr), At(1, Nop) with { IL = true },
            El0(Nop), At(1, Nop) with { Slot = 1 }, At(0, Mrs(RegisterId.MDCCSR_EL0)), At(0, new Instruction(Opcode.DAIFSet))])
        {
            var taken = probe.Takes(action);
            Assert.Equal(1u << 25, taken.Esr & taken.EsrMask & (1u << 25));
        }
        var step = new Probe().Set(RegisterId.MDSCR_EL1, SS).Takes(At(0, Nop));
        Assert.Equal(1u << 25, step.Esr & step.EsrMask & (1u << 25));
    }

    /// <summary>SPSR of the only exception, of which M, D, IL and SS are compared.</summary>
    internal static uint Spsr(Probe probe, in ScenarioAction action)
    {
        var taken = probe.Takes(action);
        Assert.Equal(0xFu | 1 << 9 | 1 << 20 | 1 << 21, taken.SpsrMask & (0xFu | 1 << 9 | 1 << 20 | 1 << 21));
        return taken.Spsr & taken.SpsrMask;
    }
}
