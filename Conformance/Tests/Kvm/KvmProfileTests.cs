using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;

namespace OsLockConformance.Tests.Kvm;

/// <summary>The table of versions, row by row, and the frame that they share.</summary>
public sealed class KvmProfileTests
{
    private static readonly PeConfiguration DoubleLock = PeConfiguration.Default with { DoubleLock = true };

    public static TheoryData<KvmVersion> All => new(Enum.GetValues<KvmVersion>());

    public static TheoryData<KvmVersion> Emulating => new(Enum.GetValues<KvmVersion>().Where(static version => version >= KvmVersion.OsLockV2));

    public static TheoryData<KvmVersion> MdeClearing => new(Enum.GetValues<KvmVersion>().Where(static version => version >= KvmVersion.OsLockV3));

    private static Outcome On(KvmVersion version, params ReadOnlySpan<ScenarioAction> actions) => Outcome.Of(new KvmTarget(version), actions);

    private static ulong Read(Outcome outcome, int index = 0)
    {
        Assert.NotEqual(0, outcome.Last.ValuesPresent >> index & 1);
        return outcome.Last.Values[index];
    }

    [Fact]
    public void Linux_5_17_ignores_OSLAR_and_reads_a_constant_OSLSR()
    {
        var outcome = On(KvmVersion.Linux5_17, El1(Msr(RegisterId.OSLAR_EL1, 1), Mrs(RegisterId.OSLSR_EL1)));
        Assert.Equal(8UL, Read(outcome, 1));
        Assert.Equal(Errno.ENOENT, On(KvmVersion.Linux5_17, GetOneReg(RegisterId.OSLSR_EL1)).Last.Errno);
        Assert.Equal(Errno.ENOENT, On(KvmVersion.Linux5_17, SetOneReg(RegisterId.OSLSR_EL1, 0xA)).Last.Errno);
        Assert.Equal("exc 30 B+0", On(KvmVersion.Linux5_17, GuestBreakpoint(), Mdscr(MDE), OsLock, El0(Nop)).Events);
    }

    [Fact]
    public void Oslock_v1_never_changes_OSLK_and_leaves_the_physical_lock_to_the_host()
    {
        var outcome = On(KvmVersion.OsLockV1, OsUnlock, El1(Mrs(RegisterId.OSLSR_EL1)), Preempt);
        Assert.Equal(0xAUL, outcome.Observations[1].Values[0]);
        Assert.Contains("physical-os-lock", outcome.Broken);
    }

    [Fact]
    public void Oslock_v1_blocks_userspace_debugging_with_the_physical_lock()
    {
        Assert.Equal("exc 15 B+12", On(KvmVersion.OsLockV1, GuestDebug(Step), El0(Nop, Nop)).Events);
        Assert.Equal("exit 32 B+0, exit 32 B+4, exc 15 B+8, exit 32 0x40098400",
            On(KvmVersion.OsLockV1, SetOneReg(RegisterId.OSLSR_EL1, 8), GuestDebug(Step), El0(Nop)).Events);
    }

    [Fact]
    public void Oslock_v1_takes_any_OSLSR_from_userspace()
    {
        var outcome = On(KvmVersion.OsLockV1, SetOneReg(RegisterId.OSLSR_EL1, 0xFF), GetOneReg(RegisterId.OSLSR_EL1));
        Assert.Equal(0xFFUL, outcome.Last.OneRegValue);
    }

    [Fact]
    public void Oslock_v2_skips_BRK_while_locked()
    {
        Assert.Equal("exc 15 A+12", On(KvmVersion.OsLockV2, OsLock, El1(Brk(1), Nop)).Events);
        Assert.Equal("exc 3c A+0", On(KvmVersion.OsLockV2, OsUnlock, El1(Brk(1), Nop)).Events);
        Assert.Equal("exit 3c A+0", On(KvmVersion.OsLockV2, OsLock, GuestDebug(SwBp), El1(Brk(1), Nop)).Events);
    }

    [Theory]
    [MemberData(nameof(MdeClearing))]
    public void OSL_7_from_oslock_v3_on_BRK_is_taken_while_locked(KvmVersion version) =>
        Assert.Equal("exc 3c A+0", On(version, OsLock, El1(Brk(1), Nop)).Events);

    [Theory]
    [InlineData(KvmVersion.OsLockV1, 0xA)]
    [InlineData(KvmVersion.OsLockV2, 0xA)]
    [InlineData(KvmVersion.OsLockV3, 8)]
    [InlineData(KvmVersion.Linux5_18, 8)]
    [InlineData(KvmVersion.Linux6_1, 8)]
    [InlineData(KvmVersion.Linux6_14, 8)]
    public void OSLSR_after_vCPU_init(KvmVersion version, ulong value)
    {
        Assert.Equal(value, On(version, GetOneReg(RegisterId.OSLSR_EL1)).Last.OneRegValue);
        Assert.Equal(value, On(version, OsLock, VcpuInit, GetOneReg(RegisterId.OSLSR_EL1)).Last.OneRegValue);
        Assert.Equal(value, On(version, SetOneReg(RegisterId.OSLSR_EL1, 8), VcpuInit, GetOneReg(RegisterId.OSLSR_EL1)).Last.OneRegValue);
    }

    [Theory]
    [MemberData(nameof(Emulating))]
    public void VMM_6_userspace_changes_OSLK_and_nothing_else(KvmVersion version)
    {
        for (ulong value = 0; value < 32; value++)
        {
            var outcome = On(version, SetOneReg(RegisterId.OSLSR_EL1, value), El1(Mrs(RegisterId.OSLSR_EL1)));
            var accepted = value is 8 or 0xA;
            Assert.Equal(accepted ? Errno.None : Errno.EINVAL, outcome.Observations[0].Errno);
            if (accepted)
                Assert.Equal(value, Read(outcome));
        }
    }

    [Theory]
    [MemberData(nameof(Emulating))]
    public void OSL_2_OSL_5_only_bit_0_of_OSLAR_counts(KvmVersion version)
    {
        Assert.Equal(0xAUL, Read(On(version, El1(Msr(RegisterId.OSLAR_EL1, 0xFFFF_FFFF_FFFF_FFFF), Mrs(RegisterId.OSLSR_EL1))), 1));
        Assert.Equal(8UL, Read(On(version, OsLock, El1(Msr(RegisterId.OSLAR_EL1, 0xFFFF_FFFF_FFFF_FFFE), Mrs(RegisterId.OSLSR_EL1))), 1));
    }

    [Theory]
    [MemberData(nameof(Emulating))]
    public void OSL_6_breakpoints_watchpoints_and_steps_are_blocked_while_locked(KvmVersion version)
    {
        ScenarioAction[] setup = [OsUnlock, GuestBreakpoint(), Mdscr(MDE | KDE | SS), El1(Msr(RegisterId.DBGWVRn_EL1, Cell), Msr(RegisterId.DBGWCRn_EL1, WatchEl0))];
        Assert.Equal("exc 15 B+12", On(version, [.. setup, OsLock, El0(Ldr, Nop) with { SS = true }]).Events);
        Assert.Equal("exc 30 B+0", On(version, [.. setup, OsLock, OsUnlock, El0(Ldr, Nop) with { SS = true }]).Events);
        Assert.Equal("exc 34 B+0", On(version, [.. setup, OsLock, OsUnlock, El1(Msr(RegisterId.DBGBCRn_EL1, 0)), El0(Ldr, Nop) with { SS = true }]).Events);
        Assert.Equal("exc 32 B+4", On(version, [.. setup, OsLock, OsUnlock, El1(Msr(RegisterId.DBGBCRn_EL1, 0)), El0(Nop, Nop) with { SS = true }]).Events);
    }

    [Theory]
    [MemberData(nameof(Emulating))]
    public void OSL_10_debug_registers_survive_lock_and_unlock(KvmVersion version)
    {
        var outcome = On(version, OsUnlock, GuestBreakpoint(), Mdscr(MDE | KDE), OsLock, OsUnlock,
            El1(Mrs(RegisterId.DBGBVRn_EL1), Mrs(RegisterId.DBGBCRn_EL1), Mrs(RegisterId.MDSCR_EL1)));
        Assert.Equal(B, Read(outcome, 0));
        Assert.Equal(BreakEl0, Read(outcome, 1));
        Assert.Equal(MDE | KDE, Read(outcome, 2));
    }

    [Theory]
    [MemberData(nameof(Emulating))]
    public void VMM_4_userspace_debugs_a_locked_guest(KvmVersion version)
    {
        Assert.Equal("exit 30 B+0", On(version, OsLock, GuestDebug(Hw, BreakpointAt(B)), El0(Nop)).Events);
        Assert.Equal("exit 34 A+4", On(version, OsLock, GuestDebug(Hw, WatchpointAt(Cell)), El1(Nop, Str)).Events);
        Assert.Equal("exit 32 B+0, exit 32 B+4, exc 15 B+8, exit 32 0x40098400", On(version, OsLock, GuestDebug(Step), El0(Nop)).Events);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void OSL_3_MRS_OSLAR_and_MSR_OSLSR_are_UNDEFINED(KvmVersion version)
    {
        Assert.Equal("exc 00 A+0", On(version, El1(Mrs(RegisterId.OSLAR_EL1))).Events);
        Assert.Equal("exc 00 A+0", On(version, El1(Msr(RegisterId.OSLSR_EL1, 0))).Events);
        Assert.Equal("exc 00 B+0", On(version, El0(Msr(RegisterId.OSLAR_EL1, 0))).Events);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Registers_without_a_row_are_UNDEFINED_where_they_trap(KvmVersion version)
    {
        Assert.Equal("exc 00 A+0", On(version, El1(Mrs(RegisterId.OSECCR_EL1))).Events);
        Assert.Equal("exc 00 A+0", On(version, El1(Msr(RegisterId.OSDTRTX_EL1, 1))).Events);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Power_registers_and_trapped_claim_tags_are_RAZ_WI(KvmVersion version)
    {
        var outcome = Outcome.Of(new KvmTarget(version), DoubleLock,
            El1(Msr(RegisterId.OSDLR_EL1, 1), Mrs(RegisterId.OSDLR_EL1)),
            El1(Msr(RegisterId.DBGPRCR_EL1, 1), Mrs(RegisterId.DBGPRCR_EL1)),
            El1(Msr(RegisterId.DBGCLAIMSET_EL1, 1), Mrs(RegisterId.DBGCLAIMCLR_EL1)));
        Assert.All(outcome.Observations, static observation => Assert.Equal(0UL, observation.Values[1]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void OneReg_knows_the_debug_registers_and_no_others(KvmVersion version)
    {
        foreach (var register in new[] { RegisterId.MDSCR_EL1, RegisterId.MDCCINT_EL1, RegisterId.CONTEXTIDR_EL1, RegisterId.DBGBVRn_EL1,
            RegisterId.DBGBCRn_EL1, RegisterId.DBGWVRn_EL1, RegisterId.DBGWCRn_EL1 })
            Assert.Equal(0x1234UL, On(version, SetOneReg(register, 0x1234, 0), GetOneReg(register, 0)).Last.OneRegValue);
        foreach (var register in new[] { RegisterId.OSLAR_EL1, RegisterId.OSDLR_EL1, RegisterId.DBGPRCR_EL1, RegisterId.OSECCR_EL1, RegisterId.DBGCLAIMSET_EL1 })
            Assert.Equal(Errno.ENOENT, On(version, GetOneReg(register)).Last.Errno);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Guest_debug_control_is_checked_and_cleared_as_the_ioctl_says(KvmVersion version)
    {
        Assert.Equal(Errno.EINVAL, On(version, GuestDebug(GuestDebugFlags.Unknown)).Last.Errno);
        Assert.Equal("exc 3c A+0", On(version, SetOneRegUnlocked(version), GuestDebug(SwBp), GuestDebug(GuestDebugFlags.UseSwBp), El1(Brk(1))).Events);
        Assert.Equal("exit 3c A+0", On(version, SetOneRegUnlocked(version), GuestDebug(SwBp), GuestDebug(Enable | GuestDebugFlags.Unknown), El1(Brk(1))).Events);
    }

    [Theory]
    [InlineData(KvmVersion.Linux5_17, false)]
    [InlineData(KvmVersion.OsLockV3, false)]
    [InlineData(KvmVersion.Linux5_18, false)]
    [InlineData(KvmVersion.Linux6_1, true)]
    [InlineData(KvmVersion.Linux6_14, true)]
    public void From_6_1_a_pending_step_survives_an_exit(KvmVersion version, bool survives)
    {
        var outcome = On(version, GuestDebug(Step), El0(Nop, Nop) with { E1 = Acts.On(BoundaryEventKind.Preempt) });
        Assert.Equal(survives
            ? "exit 32 B+0, exit 32 B+4, exit 32 B+8, exc 15 B+12, exit 32 0x40098400"
            : "exit 32 B+0, exit 32 B+8, exc 15 B+12, exit 32 0x40098400", outcome.Events);
    }

    [Theory]
    [InlineData(KvmVersion.Linux6_1)]
    [InlineData(KvmVersion.Linux6_14)]
    public void A_pending_step_does_not_survive_migration(KvmVersion version) =>
        Assert.Equal("exit 32 B+0, exit 32 B+8, exc 15 B+12, exit 32 0x40098400",
            On(version, GuestDebug(Step), El0(Nop, Nop) with { E1 = Acts.On(BoundaryEventKind.Migrate) }).Events);

    [Theory]
    [InlineData(KvmVersion.Linux5_18, "exc 32 B+4")]
    [InlineData(KvmVersion.Linux6_1, "exc 32 B+8")]
    public void VMM_5_from_6_1_PSTATE_SS_is_given_back(KvmVersion version, string events) =>
        Assert.Equal(events,
            On(version, Mdscr(SS), El0(Nop, Nop, Nop) with { SS = true, E0 = Sets(Enable), E1 = Sets(GuestDebugFlags.None) }).Events);

    [Theory]
    [InlineData(KvmVersion.Linux6_1, 0)]
    [InlineData(KvmVersion.Linux6_14, MDSCR_EL1.EnSPM)]
    public void Up_to_6_13_the_high_half_of_MDSCR_is_lost_while_locked(KvmVersion version, ulong kept)
    {
        var configuration = PeConfiguration.Default with { Spmu = true };
        var outcome = Outcome.Of(new KvmTarget(version), configuration, OsLock, Mdscr(MDSCR_EL1.EnSPM | KDE), El1(Mrs(RegisterId.MDSCR_EL1)));
        Assert.Equal(kept | KDE, Read(outcome));
    }

    [Theory]
    [MemberData(nameof(MdeClearing))]
    public void The_save_restore_fields_are_plain_while_locked_and_lost_when_unlocked(KvmVersion version)
    {
        const ulong Gated = MDSCR_EL1.TXfull | MDSCR_EL1.ERR;
        var locked = On(version, OsLock, Mdscr(Gated), El1(Mrs(RegisterId.MDSCR_EL1)));
        Assert.Equal(Gated, Read(locked));
        var relocked = On(version, OsLock, Mdscr(Gated), OsUnlock, OsLock, El1(Mrs(RegisterId.MDSCR_EL1)));
        Assert.Equal(0UL, Read(relocked));
    }

    [Theory]
    [InlineData(KvmVersion.Linux6_1, "exc 18 B+0")]
    [InlineData(KvmVersion.Linux6_14, "exc 15 B+8")]
    public void From_6_14_a_locked_guest_that_sets_TDCC_does_not_get_it_before_the_next_load(KvmVersion version, string events)
    {
        Assert.Equal(events, On(version, OsLock, Mdscr(TDCC), El0(Mrs(RegisterId.MDCCSR_EL0))).Events);
        Assert.Equal("exc 18 B+0", On(version, OsLock, Mdscr(TDCC), Preempt, El0(Mrs(RegisterId.MDCCSR_EL0))).Events);
    }

    [Theory]
    [InlineData(KvmVersion.Linux6_1, "exit 30 B+0")]
    [InlineData(KvmVersion.Linux6_14, "exc 15 B+8")]
    public void With_SW_BP_alone_the_guests_breakpoints_exit_up_to_6_13_and_do_not_fire_after(KvmVersion version, string events) =>
        Assert.Equal(events, On(version, GuestBreakpoint(), Mdscr(MDE), GuestDebug(SwBp), El0(Nop)).Events);

    [Theory]
    [MemberData(nameof(All))]
    public void VMM_3_the_guest_reads_its_own_breakpoints_under_USE_HW(KvmVersion version)
    {
        var outcome = On(version, GuestBreakpoint(), GuestDebug(Hw, BreakpointAt(C)), El1(Mrs(RegisterId.DBGBVRn_EL1)));
        Assert.Equal(B, Read(outcome));
        Assert.Equal(B, Read(On(version, GuestBreakpoint(), GuestDebug(Hw, BreakpointAt(C)), El1(Nop), GuestDebug(GuestDebugFlags.None), El1(Mrs(RegisterId.DBGBVRn_EL1)))));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void VMM_1_an_exit_carries_the_architectural_syndrome_and_address(KvmVersion version)
    {
        var exit = On(version, SetOneRegUnlocked(version), GuestDebug(Hw, WatchpointAt(Cell)), El1(Str)).Last.Events[0];
        Assert.Equal(ESR_ELx.Syndrome(ExceptionClass.WatchpointLowerEl, ESR_ELx.DebugException | ESR_ELx.WnR), exit.Esr);
        // kvm-watchpoint-far-stale: no fault came before.
        Assert.Equal(version >= KvmVersion.Linux6_1 ? Cell : 0, exit.Far);
        exit = On(version, GuestDebug(SwBp), El1(Nop, Brk(0xBEEF))).Last.Events[0];
        Assert.Equal((ESR_ELx.Syndrome(ExceptionClass.Brk, 0xBEEF), A + 4), (exit.Esr, exit.Elr));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_step_over_an_emulated_instruction_exits_after_it_with_ISV_0(KvmVersion version)
    {
        var outcome = On(version, SetOneRegUnlocked(version), GuestDebug(Step), El1(Mrs(RegisterId.OSLSR_EL1), Nop));
        Assert.Equal("exit 32 A+0, exit 32 A+4, exit 32 A+8, exc 15 A+12, exit 32 0x40098200", outcome.Events);
        Assert.Equal(0u, outcome.Last.Events[1].Esr & ESR_ELx.ISV);
        Assert.NotEqual(0u, outcome.Last.Events[2].Esr & ESR_ELx.ISV);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void ISO_6_two_machines_do_not_see_each_others_registers(KvmVersion version)
    {
        var read = El1(Mrs(RegisterId.DBGBVRn_EL1), Mrs(RegisterId.MDCCINT_EL1), Mrs(RegisterId.CONTEXTIDR_EL1));
        var outcome = On(version, GuestBreakpoint(), El1(Msr(RegisterId.MDCCINT_EL1, 1UL << 30), Msr(RegisterId.CONTEXTIDR_EL1, 9)), SwitchVm, read, SwitchVm, read);
        Assert.Equal((0UL, 0UL, 0UL), Three(outcome.Observations[3]));
        Assert.Equal((B, 1UL << 30, 9UL), Three(outcome.Last));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Resets_of_the_PE_are_not_supported(KvmVersion version)
    {
        Assert.Throws<NotSupportedException>(() => On(version, new ScenarioAction { Kind = ActionKind.ColdReset }));
        Assert.Throws<NotSupportedException>(() => On(version, new ScenarioAction { Kind = ActionKind.WarmReset }));
    }

    // oslock-v1 and v2 begin locked; v1 then blocks debug exceptions even for userspace.
    private static ScenarioAction SetOneRegUnlocked(KvmVersion version) =>
        version is KvmVersion.OsLockV1 or KvmVersion.OsLockV2 ? SetOneReg(RegisterId.OSLSR_EL1, 8) : Preempt;

    private static (ulong, ulong, ulong) Three(Observation observation) => (observation.Values[0], observation.Values[1], observation.Values[2]);
}
