using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Model.Registers.RegisterId;
using static OsLockConformance.Tests.Kvm.Acts;
using static OsLockConformance.Tests.Model.Probe;

namespace OsLockConformance.Tests.Model;

/// <summary>Which rules each behaviour rests on, part by part where the circumstances change; the matrix and the coverage count these.</summary>
public sealed class RuleAttributionTests
{
    private static readonly PeConfiguration DoubleLock = PeConfiguration.Default with { DoubleLock = true };
    private static readonly ScenarioAction ColdReset = new() { Kind = ActionKind.ColdReset };
    private static readonly ScenarioAction WarmReset = new() { Kind = ActionKind.WarmReset };
    private static readonly ScenarioAction Breaks = El1(Msr(DBGBVRn_EL1, C), Msr(DBGBCRn_EL1, Bcr()));
    private static readonly ScenarioAction Watches = El1(Msr(DBGWVRn_EL1, Cell), Msr(DBGWCRn_EL1, Wcr()));

    /// <summary>After some actions, each with one behaviour, the rules of every behaviour of the next; the guest is locked unless it unlocks.</summary>
    private static string[] Rests(PeConfiguration? configuration, ScenarioAction[] before, ScenarioAction action)
    {
        var probe = new Probe(configuration, locked: true);
        foreach (var one in before)
            probe.Do(one);
        var expectation = probe.Expect(action);
        return [.. Enumerable.Range(0, expectation.Count).Select(i => Text(expectation[i])).Order(StringComparer.Ordinal)];
    }

    private static string Text(Outcome outcome)
    {
        if (outcome.PartCount == 0)
            return outcome.Rules.ToString();
        var parts = new List<string>();
        for (var i = 0; i < outcome.PartCount; i++)
        {
            var part = outcome.Parts[i];
            parts.Add($"{(part.Context.OsLock ? "locked" : "unlocked")} {part.Context.GuestDebug} EL{part.Context.Level}: {part.Rules}");
        }
        return string.Join(" | ", parts);
    }

    private static ScenarioAction Ss(ScenarioAction action) => action with { SS = true };

    private static ScenarioAction Between(ScenarioAction action, int position, BoundaryEvent boundaryEvent)
    {
        action.SetEvent(position, boundaryEvent);
        return action;
    }

    [Fact]
    public void A_run()
    {
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, SVC-1"], Rests(null, [], El1(Nop)));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, SVC-1"], Rests(null, [], El1(Isb)));
        Assert.Equal(["locked None EL0: DBG-7, DBG-8, SST-4, SST-5, SVC-1 | locked None EL1: "], Rests(null, [], El0(Nop)));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, MEM-1, SVC-1"], Rests(null, [], At(1, Ldr)));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, MEM-1, SVC-1"], Rests(null, [], At(1, Str)));
        Assert.Equal(["DBG-7, DBG-8, SST-3, SST-4, SST-5, UND-1"], Rests(null, [], At(1, new Instruction(Opcode.UDF))));
        Assert.Equal(["locked None EL0: DBG-7, DBG-8, SST-3, SST-4, SST-5, UND-1 | locked None EL1: "], Rests(null, [], At(0, new Instruction(Opcode.ERET))));
        Assert.Equal(["OSL-7, DBG-6, DBG-7, DBG-8, SST-3, SST-4, SST-5"], Rests(null, [], At(1, Brk(1))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, REG-4, SVC-1"], Rests(null, [], At(1, new Instruction(Opcode.DAIFSet))));
        Assert.Equal(["locked None EL0: DBG-7, DBG-8, SST-3, SST-4, SST-5, REG-4 | locked None EL1: "], Rests(null, [], At(0, new Instruction(Opcode.DAIFClr))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, ILL-1"], Rests(null, [], At(1, Nop) with { IL = true }));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, ILL-1"], Rests(null, [], At(1, Nop) with { Mode = EntryMode.Illegal }));
        Assert.Equal(["SST-4, SST-5, REG-1, RUN-1"], Rests(null, [], At(1, Msr(ELR_EL1, C), new Instruction(Opcode.ERET))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SVC-1"], Rests(null, [OsUnlock], At(1, Nop)));
    }

    [Fact]
    public void What_the_lock_keeps_from_happening()
    {
        Assert.Equal(["OSL-6, DBG-7, DBG-8, SST-4, SST-5, SVC-1"], Rests(null, [Mdscr(MDE)], El1(Nop)));
        Assert.Equal(["OSL-6, DBG-7, DBG-8, SST-4, SST-5, SVC-1"], Rests(null, [Mdscr(SS)], El1(Nop)));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SVC-1"], Rests(null, [OsUnlock, Mdscr(SS)], El1(Nop)));
        Assert.Equal(["DLK-1, DBG-7, DBG-8, SST-4, SVC-1"], Rests(DoubleLock, [OsUnlock, El1(Msr(OSDLR_EL1, 1)), Mdscr(MDE)], El1(Nop)));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SVC-1"], Rests(DoubleLock, [OsUnlock, El1(Msr(OSDLR_EL1, 1), Msr(DBGPRCR_EL1, 1)), Mdscr(MDE)], El1(Nop)));
    }

    [Fact]
    public void An_access_of_a_register()
    {
        Assert.Equal(["OSL-1, OSL-5, DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(null, [], El1(Mrs(OSLSR_EL1))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, REG-1, REG-5, SVC-1"], Rests(null, [], El1(Mrs(OSDLR_EL1))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, REG-1, REG-5, SVC-1"], Rests(null, [], El1(Mrs(DBGPRCR_EL1))));
        Assert.Equal(["OSL-8, DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(null, [], El1(Mrs(MDSCR_EL1))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, REG-1, REG-5, SVC-1"], Rests(null, [], El1(Mrs(MDCCINT_EL1))));
        Assert.Equal(["OSL-9, DBG-7, DBG-8, SST-4, SST-5, SVC-1"], Rests(null, [], El1(Mrs(OSECCR_EL1))));
        Assert.Equal(["OSL-9, DBG-7, DBG-8, SST-4, SST-5, SVC-1"], Rests(null, [], El1(Mrs(OSDTRRX_EL1))));
        Assert.Equal(["OSL-9, DBG-7, DBG-8, SST-4, SST-5, SVC-1"], Rests(null, [], El1(Mrs(OSDTRTX_EL1))));
        Assert.Equal(["OSL-10, DBG-7, DBG-8, SST-4, SST-5, REG-1, REG-5, SVC-1"], Rests(null, [], El1(Mrs(DBGBVRn_EL1))));
        Assert.Equal(["OSL-10, DBG-7, DBG-8, SST-4, SST-5, REG-1, REG-5, SVC-1"], Rests(null, [], El1(Mrs(DBGBCRn_EL1))));
        Assert.Equal(["OSL-10, DBG-7, DBG-8, SST-4, SST-5, REG-1, REG-5, SVC-1"], Rests(null, [], El1(Mrs(DBGWVRn_EL1))));
        Assert.Equal(["OSL-10, DBG-7, DBG-8, SST-4, SST-5, REG-1, REG-5, SVC-1"], Rests(null, [], El1(Mrs(DBGWCRn_EL1))));
        Assert.Equal(["CLM-1, DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(null, [], El1(Mrs(DBGCLAIMSET_EL1))));
        Assert.Equal(["CLM-1, DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(null, [], El1(Mrs(DBGCLAIMCLR_EL1))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(null, [], El1(Mrs(DBGAUTHSTATUS_EL1))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(null, [], El1(Mrs(MDRAR_EL1))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, REG-1, REG-3, SVC-1"], Rests(null, [], El1(Mrs(ID_AA64DFR0_EL1))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, REG-1, REG-5, SVC-1"], Rests(null, [], El1(Mrs(CONTEXTIDR_EL1))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, REG-1, REG-5, SVC-1"], Rests(null, [], El1(Mrs(ELR_EL1))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, REG-1, REG-5, SVC-1"], Rests(null, [], El1(Mrs(SPSR_EL1))));
        Assert.Equal(["locked None EL1: OSL-2, SST-4, SST-5, REG-1 | unlocked None EL1: DBG-7, DBG-8, SVC-1"], Rests(null, [], El1(Msr(OSLAR_EL1, 0))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(null, [], El1(Msr(OSDLR_EL1, 0))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(null, [], El1(Msr(DBGPRCR_EL1, 0))));
        Assert.Equal(["OSL-8, DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(null, [], El1(Msr(MDSCR_EL1, 0))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(null, [], El1(Msr(MDCCINT_EL1, 0))));
        Assert.Equal(["OSL-9, DBG-7, DBG-8, SST-4, SST-5, SVC-1"], Rests(null, [], El1(Msr(OSECCR_EL1, 0))));
        Assert.Equal(["OSL-9, DBG-7, DBG-8, SST-4, SST-5, SVC-1"], Rests(null, [], El1(Msr(OSDTRRX_EL1, 0))));
        Assert.Equal(["OSL-9, DBG-7, DBG-8, SST-4, SST-5, SVC-1"], Rests(null, [], El1(Msr(OSDTRTX_EL1, 0))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(null, [], El1(Msr(DBGBVRn_EL1, 0))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(null, [], El1(Msr(DBGBCRn_EL1, 0))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(null, [], El1(Msr(DBGWVRn_EL1, 0))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(null, [], El1(Msr(DBGWCRn_EL1, 0))));
        Assert.Equal(["CLM-1, DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(null, [], El1(Msr(DBGCLAIMSET_EL1, 0))));
        Assert.Equal(["CLM-1, DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(null, [], El1(Msr(DBGCLAIMCLR_EL1, 0))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(null, [], El1(Msr(CONTEXTIDR_EL1, 0))));
        Assert.Equal(["DLK-1, DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(DoubleLock, [], El1(Mrs(OSDLR_EL1))));
        Assert.Equal(["DLK-1, DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(DoubleLock, [], El1(Msr(OSDLR_EL1, 1))));
    }

    [Fact]
    public void An_access_that_is_refused()
    {
        Assert.Equal(["OSL-3, DBG-7, DBG-8, SST-3, SST-4, SST-5"], Rests(null, [], El1(Mrs(OSLAR_EL1))));
        Assert.Equal(["OSL-3, DBG-7, DBG-8, SST-3, SST-4, SST-5"], Rests(null, [], El1(Msr(OSLSR_EL1, 0))));
        Assert.Equal(["DBG-7, DBG-8, SST-3, SST-4, SST-5, REG-1"], Rests(null, [], El1(Msr(MDRAR_EL1, 0))));
        Assert.Equal(["DBG-7, DBG-8, SST-3, SST-4, SST-5, REG-1"], Rests(null, [], El1(Mrs(DBGBVRn_EL1, 9))));
        Assert.Equal(["locked None EL0: OSL-4, DBG-7, DBG-8, SST-3, SST-4, SST-5 | locked None EL1: "], Rests(null, [], At(0, Mrs(OSLSR_EL1))));
        Assert.Equal(["locked None EL0: OSL-4, DBG-7, DBG-8, SST-3, SST-4, SST-5 | locked None EL1: "], Rests(null, [], At(0, Msr(OSLAR_EL1, 0))));
        Assert.Equal(["locked None EL0: DBG-7, DBG-8, SST-3, SST-4, SST-5, REG-3 | locked None EL1: "], Rests(null, [], At(0, Mrs(ID_AA64DFR0_EL1))));
        Assert.Equal(["locked None EL0: DBG-7, DBG-8, SST-3, SST-4, SST-5, REG-3 | locked None EL1: "], Rests(new() { Idst = true }, [], At(0, Mrs(ID_AA64DFR0_EL1))));
        Assert.Equal(["locked None EL0: DBG-7, DBG-8, SST-4, SST-5, REG-2, SVC-1 | locked None EL1: "], Rests(null, [], At(0, Mrs(MDCCSR_EL0))));
        Assert.Equal(["locked None EL0: DBG-7, DBG-8, SST-3, SST-4, SST-5, REG-2 | locked None EL1: "], Rests(null, [Mdscr(TDCC)], At(0, Mrs(MDCCSR_EL0))));
    }

    [Fact]
    public void The_lock_that_is_read()
    {
        Assert.Equal(["OSL-2, OSL-5, DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(null, [OsLock], El1(Mrs(OSLSR_EL1))));
        Assert.Equal(["OSL-5, DBG-7, DBG-8, SST-4, VMM-6, REG-1, SVC-1"], Rests(null, [SetOneReg(OSLSR_EL1, 8)], El1(Mrs(OSLSR_EL1))));
        Assert.Equal(["OSL-1, OSL-5, DBG-7, DBG-8, SST-4, SST-5, REG-1, SVC-1"], Rests(null, [OsUnlock, ColdReset], El1(Mrs(OSLSR_EL1))));
        Assert.Equal(["OSL-2, OSL-5, DBG-7, DBG-8, SST-4, REG-1, SVC-1"], Rests(null, [OsUnlock, WarmReset], El1(Mrs(OSLSR_EL1))));
        Assert.Equal(["OSL-2, OSL-5, VMM-6, VMM-7"], Rests(null, [OsUnlock, VcpuInit], GetOneReg(OSLSR_EL1)));
        Assert.Equal(
            ["locked None EL1: OSL-2, SST-4, SST-5, REG-1 | unlocked None EL1: OSL-2, OSL-5, OSL-12, DBG-7, DBG-8, REG-1, SVC-1"],
            Rests(null, [], El1(Msr(OSLAR_EL1, 0), Mrs(OSLSR_EL1))));
        Assert.Equal(
            ["locked None EL1: OSL-2, SST-4, SST-5, REG-1 | unlocked None EL1: OSL-2, OSL-5, DBG-7, DBG-8, REG-1, SVC-1"],
            Rests(null, [], El1(Msr(OSLAR_EL1, 0), Isb, Mrs(OSLSR_EL1))));
        Assert.Equal(
            ["locked None EL1: OSL-2, SST-4, SST-5, REG-1 | locked None EL1: OSL-2, OSL-5, DBG-7, DBG-8, REG-1, SVC-1"],
            Rests(null, [], El1(Msr(OSLAR_EL1, 1), Mrs(OSLSR_EL1))));
    }

    [Fact]
    public void A_debug_exception()
    {
        Assert.Equal(["DBG-1, DBG-2, DBG-4, DBG-5, DBG-7, DBG-8, SST-4"], Rests(null, [OsUnlock, Mdscr(MDE | KDE), Breaks], At(1, Nop)));
        Assert.Equal(
            ["unlocked None EL0: DBG-1, DBG-3, DBG-4, DBG-5, DBG-7, DBG-8, SST-3, SST-4 | unlocked None EL1: "],
            Rests(null, [OsUnlock, Mdscr(MDE | KDE), Watches], At(0, Nop, Ldr)));
        Assert.Equal(["DBG-7, DBG-8, SST-1, SST-4"], Rests(null, [OsUnlock, Mdscr(SS | KDE)], At(1, Nop)));
        Assert.Equal(["DBG-7, DBG-8, SST-1, SST-2, SST-4"], Rests(null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, Nop))));
        Assert.Equal(["DBG-7, DBG-8, SST-2, SST-4, SVC-1"], Rests(null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, Svc))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SVC-1"], Rests(null, [OsUnlock, Mdscr(KDE)], Ss(At(1, Nop))));
        Assert.Equal(
            ["locked None EL1: OSL-2, OSL-6, SST-4, SST-5, REG-1 | unlocked None EL1: OSL-11, OSL-12, DBG-7, DBG-8, SST-1, SST-6",
             "locked None EL1: OSL-2, OSL-6, SST-4, SST-5, REG-1 | unlocked None EL1: OSL-11, OSL-12, DBG-7, DBG-8, SST-1, SST-6"],
            Rests(null, [Mdscr(SS | KDE)], At(1, Msr(OSLAR_EL1, 0), Isb)));
        Assert.Equal(
            ["locked None EL1: OSL-2, OSL-6, SST-4, SST-5, REG-1 | unlocked None EL1: OSL-11, OSL-12, DBG-7, DBG-8, SST-1, SST-6",
             "locked None EL1: OSL-2, OSL-6, SST-4, SST-5, REG-1 | unlocked None EL1: OSL-11, OSL-12, DBG-7, DBG-8, SST-1, SST-6",
             "locked None EL1: OSL-2, OSL-6, SST-4, SST-5, REG-1 | unlocked None EL1: OSL-12, DBG-7, DBG-8, SVC-1"],
            Rests(null, [Mdscr(SS | KDE)], At(1, Msr(OSLAR_EL1, 0), Nop)));
        Assert.Equal(
            ["unlocked None EL1: OSL-2, SST-4, REG-1 | unlocked None EL1: DBG-7, DBG-8, SVC-1"],
            Rests(null, [OsUnlock, Mdscr(SS | KDE)], At(1, Msr(OSLAR_EL1, 0), Isb) with { D = true }));
    }

    [Fact]
    public void A_step_that_did_not_wait_behind_the_lock() => Assert.Equal(
        ["unlocked None EL1: OSL-2, SST-4, REG-1 | unlocked None EL1: DBG-7, DBG-8, SST-1, SST-2"],
        Rests(null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, Msr(OSLAR_EL1, 0), Isb))));

    [Fact]
    public void Userspace()
    {
        Assert.Equal(["VMM-3, VMM-5"], Rests(null, [], GuestDebug(Step)));
        Assert.Equal(["VMM-9"], Rests(null, [], GuestDebug(GuestDebugFlags.Unknown)));
        Assert.Equal(["VMM-3, VMM-5"], Rests(null, [], GuestDebug(GuestDebugFlags.None)));
        Assert.Equal(["DBG-7, DBG-8, SST-4, VMM-1, VMM-2, SVC-1"], Rests(null, [OsUnlock, GuestDebug(Step)], At(1, Nop)));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, VMM-1, VMM-2, VMM-4, SVC-1"], Rests(null, [GuestDebug(Step)], At(1, Nop)));
        Assert.Equal(["OSL-7, DBG-6, SST-3, SST-4, VMM-1, VMM-3"], Rests(null, [OsUnlock, GuestDebug(Enable)], At(1, Brk(1))));
        Assert.Equal(["OSL-7, DBG-6, SST-3, SST-4, SST-5, VMM-1, VMM-3, VMM-4"], Rests(null, [GuestDebug(Enable)], At(1, Brk(1))));
        Assert.Equal(["DBG-1, DBG-2, DBG-4, DBG-5, DBG-7, SST-4, VMM-1, VMM-3"], Rests(null, [OsUnlock, GuestDebug(Hw, BreakpointAt(B))], El0(Nop)));
        Assert.Equal(["DBG-1, DBG-3, DBG-4, DBG-5, DBG-7, SST-3, SST-4, SST-5, VMM-1, VMM-3, VMM-4"], Rests(null, [GuestDebug(Hw, WatchpointAt(Cell))], At(1, Ldr)));
        Assert.Equal(["OSL-1, OSL-5, VMM-6, VMM-7"], Rests(null, [], GetOneReg(OSLSR_EL1)));
        Assert.Equal(["OSL-8, VMM-7"], Rests(null, [], GetOneReg(MDSCR_EL1)));
        Assert.Equal(["VMM-7"], Rests(null, [], GetOneReg(MDCCINT_EL1)));
        Assert.Equal(["VMM-7"], Rests(null, [], GetOneReg(DBGBVRn_EL1)));
        Assert.Equal(["VMM-7"], Rests(null, [], GetOneReg(OSDLR_EL1)));
        Assert.Equal(["VMM-6, VMM-7"], Rests(null, [], SetOneReg(OSLSR_EL1, 10)));
        Assert.Equal(["VMM-7"], Rests(null, [], SetOneReg(MDSCR_EL1, 10)));
        Assert.Equal(["VMM-7"], Rests(null, [], SetOneReg(MDCCINT_EL1, 10)));
        Assert.Equal(["VMM-7"], Rests(null, [], SetOneReg(DBGBVRn_EL1, 10)));
        Assert.Equal(["VMM-7"], Rests(null, [], SetOneReg(OSDLR_EL1, 10)));
        Assert.Equal(["VMM-6, VMM-7"], Rests(null, [], SetOneReg(OSLSR_EL1, 11)));
    }

    [Fact]
    public void What_happens_outside_the_guest()
    {
        Assert.Equal(["OSL-1"], Rests(null, [], ColdReset));
        Assert.Equal(["OSL-1, RST-1"], Rests(null, [], WarmReset));
        Assert.Equal(["OSL-1, RST-1"], Rests(null, [], VcpuInit));
        Assert.Equal(["VMM-7"], Rests(null, [], Migrate));
        Assert.Equal(["VMM-8"], Rests(null, [], Reenter));
        Assert.Equal(["VMM-8"], Rests(null, [], Preempt));
        Assert.Equal(["ISO-6"], Rests(null, [], SwitchVm));
        Assert.Equal(["OSL-1, DLK-1, RST-1"], Rests(DoubleLock, [El1(Msr(OSDLR_EL1, 1))], WarmReset));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, VMM-8, SVC-1"], Rests(null, [], Between(El1(Nop), 0, On(BoundaryEventKind.Preempt))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, VMM-8, SVC-1"], Rests(null, [], Between(El1(Nop), 1, On(BoundaryEventKind.Reenter))));
        Assert.Equal(["DBG-7, DBG-8, SST-4, SST-5, VMM-7, SVC-1"], Rests(null, [], Between(El1(Nop), 1, On(BoundaryEventKind.Migrate))));
        Assert.Equal(["locked None EL1: SST-4, SST-5, VMM-5 | locked Enable EL1: DBG-7, DBG-8, SVC-1"], Rests(null, [], Between(El1(Nop), 1, Sets(Enable))));
    }

    [Fact]
    public void A_block_whose_circumstances_change()
    {
        Assert.Equal(
            ["locked None EL1: OSL-2, SST-4, SST-5, REG-1 | unlocked None EL1: OSL-8, DBG-7, DBG-8, REG-1, SVC-1"],
            Rests(null, [], El1(Msr(OSLAR_EL1, 0), Mrs(MDSCR_EL1))));
        Assert.Equal(
            ["locked None EL1: OSL-2, OSL-9, SST-4, SST-5, REG-1 | unlocked None EL1: OSL-2, REG-1 | locked None EL1: DBG-7, DBG-8, SVC-1"],
            Rests(null, [], El1(Mrs(OSECCR_EL1), Msr(OSLAR_EL1, 0), Msr(OSLAR_EL1, 1))));
        Assert.Equal(["locked None EL0: DBG-7, DBG-8, SST-4, SST-5, SVC-1 | locked None EL1: "], Rests(null, [], El0(Nop)));
        Assert.Equal(["locked None EL0: DBG-7, DBG-8, SST-4, SST-5, SVC-1 | locked None EL1: "], Rests(null, [], El0(Svc)));
        Assert.Equal(
            ["locked None EL1: SST-4, SST-5, REG-1 | locked None EL0: DBG-7, DBG-8, SVC-1 | locked None EL1: "],
            Rests(null, [], At(1, Msr(SPSR_EL1, 0), Msr(ELR_EL1, C + 12), new Instruction(Opcode.ERET))));
        Assert.Equal(
            ["locked None EL1: SST-4, SST-5, VMM-5 | locked Enable, SingleStep EL1: DBG-7, DBG-8, VMM-1, VMM-2, VMM-4, SVC-1"],
            Rests(null, [], Between(El1(Nop, Nop), 1, Sets(Step))));
        Assert.Equal(
            ["locked Enable, SingleStep EL1: SST-4, SST-5, VMM-1, VMM-2, VMM-4, VMM-5 | locked None EL1: DBG-7, DBG-8, SVC-1"],
            Rests(null, [GuestDebug(Step)], Between(El1(Nop), 1, Sets(GuestDebugFlags.None))));
    }
}
