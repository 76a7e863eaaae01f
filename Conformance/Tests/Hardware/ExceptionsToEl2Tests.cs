using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Hardware.Bench;

namespace OsLockConformance.Tests.Hardware;

public class ExceptionsToEl2Tests
{
    private const uint Isv = 1u << 24, Fsc = 0x22;

    private static void AssertEl2(Bench bench, PeStop stop, uint ec, uint iss, ulong elr)
    {
        Assert.Equal(PeStop.ExceptionToEl2, stop);
        Assert.Equal((ec << 26) | ESR_ELx.IL | iss, bench.Pe.ESR_EL2);
        Assert.Equal(elr, bench.Pe.ELR_EL2);
        Assert.Equal(bench.Pe.PSTATE, bench.Pe.SPSR_EL2);
    }

    [Theory]
    [InlineData(RegisterId.OSLAR_EL1, false)]
    [InlineData(RegisterId.OSLSR_EL1, true)]
    [InlineData(RegisterId.OSDLR_EL1, true)]
    [InlineData(RegisterId.OSDLR_EL1, false)]
    [InlineData(RegisterId.DBGPRCR_EL1, true)]
    public void TDOSA_traps_the_OS_Lock_and_power_registers(RegisterId id, bool isRead)
    {
        var bench = new Bench();
        bench.Pe.TDOSA = true;
        var stop = bench.Enter(EntryMode.EL1h, false, Nop, isRead ? Mrs(id) : Msr(id, 1));
        AssertEl2(bench, stop, 0x18, RegisterTable.EncodingOf(new SystemRegister(id)).TrapSyndrome(2, isRead), Pc(1));
        Assert.Equal(0, bench.Observed.ValuesPresent);
        Assert.False(bench.Pe.OSLK);
    }

    [Theory]
    [InlineData(RegisterId.OSLAR_EL1, true)]
    [InlineData(RegisterId.OSLSR_EL1, false)]
    public void UNDEFINED_accesses_go_to_EL1_whatever_traps(RegisterId id, bool isRead)
    {
        var bench = new Bench();
        bench.Pe.TDE = true;
        Assert.Equal(PeStop.Monitor, bench.Enter(EntryMode.EL1h, false, isRead ? Mrs(id) : Msr(id, 0)));
        bench.WasUndefined(0);
        Assert.Equal(PeStop.Monitor, bench.Enter(EntryMode.EL0t, false, Mrs(RegisterId.MDSCR_EL1)));
        bench.WasUndefined(0);
        Assert.Equal(PeStop.Monitor, bench.Enter(EntryMode.EL1h, false, Mrs(RegisterId.DBGBVRn_EL1, 6)));
        bench.WasUndefined(0);
    }

    [Theory]
    [InlineData(RegisterId.MDSCR_EL1)]
    [InlineData(RegisterId.MDCCINT_EL1)]
    [InlineData(RegisterId.DBGBVRn_EL1)]
    [InlineData(RegisterId.DBGBCRn_EL1)]
    [InlineData(RegisterId.DBGWVRn_EL1)]
    [InlineData(RegisterId.DBGWCRn_EL1)]
    [InlineData(RegisterId.DBGCLAIMSET_EL1)]
    [InlineData(RegisterId.DBGCLAIMCLR_EL1)]
    [InlineData(RegisterId.DBGAUTHSTATUS_EL1)]
    [InlineData(RegisterId.OSECCR_EL1)]
    [InlineData(RegisterId.OSDTRRX_EL1)]
    [InlineData(RegisterId.OSDTRTX_EL1)]
    [InlineData(RegisterId.MDCCSR_EL0)]
    public void TDA_traps_the_debug_registers(RegisterId id)
    {
        var bench = new Bench();
        bench.Pe.TDA = true;
        var stop = bench.Enter(EntryMode.EL1h, false, Mrs(id, id == RegisterId.DBGBVRn_EL1 ? 3 : 0));
        var n = (byte)(id == RegisterId.DBGBVRn_EL1 ? 3 : 0);
        AssertEl2(bench, stop, 0x18, RegisterTable.EncodingOf(new SystemRegister(id, n)).TrapSyndrome(1, true), Pc(0));
    }

    [Theory]
    [InlineData(RegisterId.OSLSR_EL1)]
    [InlineData(RegisterId.MDRAR_EL1)]
    [InlineData(RegisterId.ID_AA64DFR0_EL1)]
    [InlineData(RegisterId.CONTEXTIDR_EL1)]
    [InlineData(RegisterId.ELR_EL1)]
    [InlineData(RegisterId.SPSR_EL1)]
    public void TDA_traps_nothing_else(RegisterId id)
    {
        var bench = new Bench();
        bench.Pe.TDA = true;
        Assert.Equal(PeStop.Monitor, bench.Enter(EntryMode.EL1h, false, Mrs(id)));
        bench.Terminated(1);
    }

    [Fact]
    public void TDRA_traps_MDRAR_and_TID3_traps_the_ID_register()
    {
        var bench = new Bench();
        bench.Pe.TDRA = true;
        Assert.Equal(PeStop.ExceptionToEl2, bench.Enter(EntryMode.EL1h, false, Mrs(RegisterId.MDRAR_EL1)));
        Assert.Equal(PeStop.Monitor, bench.Enter(EntryMode.EL1h, false, Mrs(RegisterId.ID_AA64DFR0_EL1)));
        bench.Pe.TID3 = true;
        Assert.Equal(PeStop.ExceptionToEl2, bench.Enter(EntryMode.EL1h, false, Mrs(RegisterId.ID_AA64DFR0_EL1)));
    }

    [Fact]
    public void TVM_traps_writes_of_CONTEXTIDR_alone()
    {
        var bench = new Bench();
        bench.Pe.TVM = true;
        Assert.Equal(PeStop.ExceptionToEl2, bench.Enter(EntryMode.EL1h, false, Msr(RegisterId.CONTEXTIDR_EL1, 7)));
        Assert.Equal(PeStop.Monitor, bench.Enter(EntryMode.EL1h, false, Mrs(RegisterId.CONTEXTIDR_EL1)));
        Assert.Equal(PeStop.Monitor, bench.Enter(EntryMode.EL1h, false, Msr(RegisterId.MDSCR_EL1, 0)));
    }

    [Theory]
    [InlineData(RegisterId.OSLSR_EL1)]
    [InlineData(RegisterId.MDSCR_EL1)]
    [InlineData(RegisterId.MDRAR_EL1)]
    public void TDE_acts_as_TDA_TDOSA_and_TDRA(RegisterId id)
    {
        var bench = new Bench();
        bench.Pe.TDE = true;
        Assert.Equal(PeStop.ExceptionToEl2, bench.Enter(EntryMode.EL1h, false, Mrs(id)));
    }

    [Fact]
    public void REG_2_at_EL0_TDCC_comes_before_TDA()
    {
        var bench = new Bench();
        bench.Pe.TDA = true;
        var stop = bench.Enter(EntryMode.EL0t, false, Mrs(RegisterId.MDCCSR_EL0));
        AssertEl2(bench, stop, 0x18, 0x20C003 | (1 << 5), Pc(0));
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.TDCC);
        Assert.Equal(PeStop.Monitor, bench.Enter(EntryMode.EL0t, false, Mrs(RegisterId.MDCCSR_EL0)));
        bench.Took(0x18, 0x20C003 | (1 << 5), 0);
    }

    [Theory]
    [InlineData(EntryMode.EL0t)]
    [InlineData(EntryMode.EL1h)]
    public void TDE_takes_debug_exceptions_to_EL2_whatever_KDE_and_D_say(EntryMode mode)
    {
        var bench = new Bench();
        bench.Pe.TDE = true;
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.MDE);
        AssertEl2(bench, bench.Enter(mode, false, Brk(9)), 0x3C, 9, Pc(0));
        bench.Watchpoint(0, GuestLayout.Cell(0));
        AssertEl2(bench, bench.Enter(mode, false, Str(GuestLayout.Cell(0) + 4, 2)), 0x34, 0x62, Pc(0));
        Assert.Equal(GuestLayout.Cell(0) + 4, bench.Pe.FAR_EL2);
        bench.Breakpoint(0, Pc(1));
        AssertEl2(bench, bench.Enter(mode, false, Nop, Nop), 0x30, Fsc, Pc(1));
        Assert.Equal(0, bench.Observed.Count);
    }

    [Fact]
    public void TDE_the_physical_OS_Lock_still_blocks_all_but_BRK()
    {
        var bench = new Bench(locked: true);
        bench.Pe.TDE = true;
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.MDE | MDSCR_EL1.SS);
        bench.Breakpoint(0, Pc(0));
        Assert.Equal(PeStop.Monitor, bench.Enter(EntryMode.EL0t, true, Nop));
        Assert.False(Bench.Stepping(bench.Terminated(1)));
        Assert.Equal(PeStop.ExceptionToEl2, bench.Enter(EntryMode.EL0t, true, Brk(1)));
    }

    [Theory]
    [InlineData(EntryMode.EL0t)]
    [InlineData(EntryMode.EL1h)]
    public void TDE_single_steps_one_instruction_per_entry(EntryMode mode)
    {
        var bench = new Bench();
        bench.Pe.TDE = true;
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.SS);
        AssertEl2(bench, bench.Enter(mode, true, Nop, Nop), 0x32, Isv | Fsc, Pc(1));
        AssertEl2(bench, bench.Resume(ss: false), 0x32, Fsc, Pc(1));
        AssertEl2(bench, bench.Resume(ss: true), 0x32, Isv | Fsc, Pc(2));
        AssertEl2(bench, bench.Resume(ss: true), 0x32, Fsc, GuestLayout.Vectors + (mode == EntryMode.EL0t ? 0x400UL : 0x200));
        bench.Took(0x15, 0, 3);
        Assert.Equal(PeStop.Monitor, bench.Resume(ss: true));
        Assert.Equal(1, bench.Observed.Count);
    }

    [Fact]
    public void TDE_a_context_breakpoint_is_taken_at_the_vector_too()
    {
        var bench = new Bench();
        bench.Pe.TDE = true;
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.MDE);
        bench.Breakpoint(5, 0, bt: 2, pmc: 1);
        AssertEl2(bench, bench.Enter(EntryMode.EL0t, false, Svc), 0x30, Fsc, GuestLayout.Vectors + 0x400);
        bench.Took(0x15, 7, 1);
    }

    [Fact]
    public void SST_4_TDE_a_guest_ERET_always_clears_SS()
    {
        var bench = new Bench();
        bench.Pe.TDE = true;
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.SS);
        bench.Pe.ELR_EL1 = Pc(0, 1);
        bench.Pe.SPSR_EL1 = SPSR_EL1.SS;
        AssertEl2(bench, bench.Enter(EntryMode.EL1h, true, Eret), 0x32, Fsc, Pc(0, 1));
        Assert.Equal(0u, bench.Pe.SPSR_EL2 & SPSR_EL1.SS);
    }

    [Fact]
    public void SST_3_a_trapped_access_does_not_advance()
    {
        var bench = new Bench();
        bench.Pe.TDE = true;
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.SS);
        Assert.Equal(PeStop.ExceptionToEl2, bench.Enter(EntryMode.EL1h, true, Mrs(RegisterId.OSLSR_EL1)));
        Assert.Equal(0x18u, bench.Pe.ESR_EL2 >> 26);
        Assert.Equal(SPSR_EL1.SS, bench.Pe.SPSR_EL2 & SPSR_EL1.SS);
    }

    [Theory]
    [InlineData(true, false, EntryMode.EL1h, true)]
    [InlineData(false, true, EntryMode.EL0t, true)]
    [InlineData(false, false, EntryMode.EL1h, false)]
    [InlineData(false, true, EntryMode.EL1h, false)]
    public void SST_4_EnterGuest_takes_SS_only_if_debug_exceptions_are_enabled_at_the_destination(bool tde, bool kde, EntryMode mode, bool kept)
    {
        var bench = new Bench();
        bench.Pe.TDE = tde;
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.SS | (kde ? MDSCR_EL1.KDE : 0));
        bench.Pe.ELR_EL2 = Pc(0);
        bench.Pe.SPSR_EL2 = Block(mode, true, true, false, 0, [Nop]).EntrySpsr;
        bench.Pe.EnterGuest();
        Assert.Equal(kept, (bench.Pe.PSTATE & SPSR_EL1.SS) != 0);
        bench.Set(RegisterId.OSLAR_EL1, 1);
        bench.Pe.EnterGuest();
        Assert.Equal(0u, bench.Pe.PSTATE & SPSR_EL1.SS);
    }

    [Fact]
    public void EnterGuest_refuses_a_mode_that_is_not_the_guests()
    {
        var bench = new Bench();
        bench.Pe.SPSR_EL2 = 9;
        Assert.Throws<InvalidOperationException>(bench.Pe.EnterGuest);
    }

    [Fact]
    public void A_boundary_event_stops_before_a_pending_step_and_only_once()
    {
        var bench = new Bench();
        bench.Pe.TDE = true;
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.SS);
        Assert.Equal(PeStop.ExceptionToEl2, bench.Enter(EntryMode.EL1h, true, Nop, Nop));
        bench.Progress.Action.SetEvent(1, new BoundaryEvent(BoundaryEventKind.Preempt));
        Assert.Equal(PeStop.Boundary, bench.Resume(ss: false));
        Assert.Equal(BoundaryEventKind.Preempt, bench.Progress.PendingEvent.Kind);
        Assert.Equal(PeStop.Boundary, bench.Continue());
        bench.Progress.CompletePendingEvent();
        Assert.Equal(PeStop.ExceptionToEl2, bench.Continue());
        Assert.Equal(Pc(1), bench.Pe.ELR_EL2);
    }

    [Fact]
    public void A_boundary_event_may_come_before_the_terminator_and_not_after_it()
    {
        var bench = new Bench();
        Assert.Equal(PeStop.Monitor, bench.Enter(EntryMode.EL1h, false, Nop));
        var run = new BlockRun { Action = Block(EntryMode.EL1h, true, false, false, 0, [Nop]) };
        run.Action.SetEvent(1, new BoundaryEvent(BoundaryEventKind.Reenter));
        run.Action.SetEvent(2, new BoundaryEvent(BoundaryEventKind.Migrate));
        bench.Pe.ELR_EL2 = Pc(0);
        bench.Pe.SPSR_EL2 = run.Action.EntrySpsr;
        bench.Pe.EnterGuest();
        var observation = default(Observation);
        Assert.Equal(PeStop.Boundary, bench.Pe.Run(ref run, ref observation));
        Assert.Equal(1, run.PendingBoundary);
        run.CompletePendingEvent();
        Assert.Equal(PeStop.Monitor, bench.Pe.Run(ref run, ref observation));
    }
}
