using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;

namespace OsLockConformance.Tests.Kvm;

/// <summary>What all versions share: the target, migration, trapped registers by number, and steps of userspace that something interrupts.</summary>
public sealed class KvmFrameTests
{
    public static TheoryData<KvmVersion> All => new(Enum.GetValues<KvmVersion>());

    public static TheoryData<KvmVersion> KeepingPendingSteps => new(KvmVersion.Linux6_1, KvmVersion.Linux6_14);

    private static Outcome Run(KvmVersion version, params ReadOnlySpan<ScenarioAction> actions) => Outcome.Of(new KvmTarget(version), actions);

    private static ScenarioAction Between(ScenarioAction action, int position, BoundaryEvent boundaryEvent)
    {
        action.SetEvent(position, boundaryEvent);
        return action;
    }

    [Fact]
    public void A_target_says_what_it_is_and_begins_reset()
    {
        var target = new KvmTarget(KvmVersion.OsLockV3);
        var observation = default(Observation);
        target.Execute(GetOneReg(RegisterId.OSLSR_EL1), ref observation);
        Assert.Equal(8UL, observation.OneRegValue);
        Assert.Equal(TargetCapabilities.Userspace | TargetCapabilities.BoundaryEvents | TargetCapabilities.Host, target.Capabilities);
        Assert.True(target.IsDeterministic);
        Assert.Equal("configuration", Assert.Throws<ArgumentNullException>(() => target.Reset(null!)).ParamName);
    }

    [Fact]
    public void A_profile_is_found_by_its_name_and_its_version()
    {
        foreach (var profile in KvmProfile.All)
        {
            Assert.Same(profile, KvmProfile.Find(profile.Name.ToUpperInvariant()));
            Assert.Same(profile, KvmProfile.Of(profile.Version));
            Assert.NotEmpty(profile.Summary);
        }
        Assert.Null(KvmProfile.Find("linux-4.4"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void VMM_7_migration_takes_every_breakpoint_and_watchpoint_along(KvmVersion version)
    {
        List<ScenarioAction> actions = [];
        for (var n = 0; n < 6; n++)
            actions.Add(El1(Msr(RegisterId.DBGBVRn_EL1, 0x1000UL + (ulong)(4 * n), n), Msr(RegisterId.DBGBCRn_EL1, 0x1E0UL | (ulong)(n % 4 << 1), n)));
        for (var n = 0; n < 4; n++)
            actions.Add(El1(Msr(RegisterId.DBGWVRn_EL1, 0x2000UL + (ulong)(8 * n), n), Msr(RegisterId.DBGWCRn_EL1, 0x1FE0UL | (ulong)(n << 1), n)));
        actions.Add(Migrate);
        for (var n = 0; n < 6; n++)
            actions.Add(El1(Mrs(RegisterId.DBGBVRn_EL1, n), Mrs(RegisterId.DBGBCRn_EL1, n)));
        for (var n = 0; n < 4; n++)
            actions.Add(El1(Mrs(RegisterId.DBGWVRn_EL1, n), Mrs(RegisterId.DBGWCRn_EL1, n)));
        var read = Run(version, [.. actions]).Observations[11..];
        for (var n = 0; n < 6; n++)
            Assert.Equal((0x1000UL + (ulong)(4 * n), 0x1E0UL | (ulong)(n % 4 << 1)), (read[n].Values[0], read[n].Values[1]));
        for (var n = 0; n < 4; n++)
            Assert.Equal((0x2000UL + (ulong)(8 * n), 0x1FE0UL | (ulong)(n << 1)), (read[6 + n].Values[0], read[6 + n].Values[1]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void REG_5_a_trapped_access_reaches_the_register_of_its_number(KvmVersion version)
    {
        var outcome = Run(version, OsLock,
            El1(Msr(RegisterId.DBGBCRn_EL1, 0x1E2, 1), Msr(RegisterId.DBGBCRn_EL1, 0x1E4, 2), Mrs(RegisterId.DBGBCRn_EL1, 1)),
            El1(Mrs(RegisterId.DBGBCRn_EL1, 0), Mrs(RegisterId.DBGBCRn_EL1, 1), Mrs(RegisterId.DBGBCRn_EL1, 2)));
        Assert.Equal(0x1E2UL, outcome.Observations[1].Values[2]);
        Assert.Equal((0UL, 0x1E2UL, 0x1E4UL), (outcome.Last.Values[0], outcome.Last.Values[1], outcome.Last.Values[2]));
    }

    [Fact]
    public void VMM_7_the_ID_register_takes_only_the_value_that_it_has()
    {
        var value = Run(KvmVersion.Linux6_1, GetOneReg(RegisterId.ID_AA64DFR0_EL1)).Last.OneRegValue;
        Assert.Equal(Errno.None, Run(KvmVersion.Linux6_1, SetOneReg(RegisterId.ID_AA64DFR0_EL1, value)).Last.Errno);
        Assert.Equal(Errno.EINVAL, Run(KvmVersion.Linux6_1, SetOneReg(RegisterId.ID_AA64DFR0_EL1, value ^ 1UL << 12)).Last.Errno);
    }

    [Theory]
    [MemberData(nameof(KeepingPendingSteps))]
    public void VMM_8_userspaces_steps_are_the_same_whatever_interrupts_them(KvmVersion version)
    {
        var expected = Run(version, GuestDebug(Step), El1(Nop, Nop)).Events;
        Assert.Equal("exit 32 A+0, exit 32 A+4, exit 32 A+8, exc 15 A+12, exit 32 0x40098200", expected);
        for (var position = 0; position <= 2; position++)
        {
            foreach (var kind in (BoundaryEventKind[])[BoundaryEventKind.Preempt, BoundaryEventKind.Reenter])
                Assert.Equal(expected, Run(version, GuestDebug(Step), Between(El1(Nop, Nop), position, On(kind))).Events);
        }
        Assert.Equal(expected, Run(version, GuestDebug(Step), Preempt, Preempt, El1(Nop, Nop)).Events);
        Assert.Equal(expected, Run(version, GuestDebug(Step), El1(Nop), GuestDebug(GuestDebugFlags.None), GuestDebug(Step), El1(Nop, Nop)).Events);
    }

    [Theory]
    [MemberData(nameof(KeepingPendingSteps))]
    public void VMM_5_debugging_that_ends_at_a_step_ends_there(KvmVersion version)
    {
        for (var position = 0; position <= 2; position++)
        {
            var steps = string.Concat(Enumerable.Range(0, position + 1).Select(static n => $"exit 32 A+{4 * n}, "));
            Assert.Equal(steps + "exc 15 A+12", Run(version, GuestDebug(Step), Between(El1(Nop, Nop), position, Sets(GuestDebugFlags.None))).Events);
        }
        Assert.Equal("exc 15 A+12", Run(version, GuestDebug(Step), Between(El1(Nop, Nop), 1, Sets(GuestDebugFlags.None)), El1(Nop, Nop)).Events);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void DBG_1_a_breakpoint_at_EL0_that_only_MDE_enables_is_taken_after_the_host_has_run(KvmVersion version)
    {
        if (version is KvmVersion.OsLockV1)
            return;
        Assert.Equal("exc 30 B+0", Run(version, OsUnlock, GuestBreakpoint(), Mdscr(MDE), Preempt, El0(Nop)).Events);
        Assert.Equal("exc 30 B+0", Run(version, OsUnlock, GuestBreakpoint(), Mdscr(MDE), Preempt, SwitchVm, SwitchVm, Reenter, El0(Nop)).Events);
    }

    [Theory]
    [MemberData(nameof(KeepingPendingSteps))]
    public void VMM_5_the_guests_own_step_goes_on_after_userspace_has_stepped(KvmVersion version)
    {
        var stepped = Between(Between(El1(Nop, Nop) with { D = false, SS = true }, 0, Sets(Step)), 1, Sets(GuestDebugFlags.None));
        Assert.Equal("exit 32 A+4, exc 33 A+8", Run(version, OsUnlock, Mdscr(SS | KDE), stepped).Events);
        Assert.Equal("exc 33 A+4", Run(version, OsUnlock, Mdscr(SS | KDE), El1(Nop, Nop) with { D = false, SS = true }).Events);
    }

    [Fact]
    public void REG_2_TDCC_is_in_effect_after_userspace_has_entered_KVM_again()
    {
        var reads = El0(Mrs(RegisterId.MDCCSR_EL0));
        Assert.Equal("exc 18 B+0", Run(KvmVersion.Linux6_14, OsLock, Mdscr(TDCC), Between(reads, 0, On(BoundaryEventKind.Reenter))).Events);
        Assert.Equal("exc 15 B+8", Run(KvmVersion.Linux6_14, OsLock, Mdscr(TDCC), Reenter, Mdscr(0), Between(reads, 0, On(BoundaryEventKind.Reenter))).Events);
    }

    [Fact]
    public void VMM_2_after_an_injected_exception_at_EL1t_userspace_steps_at_its_vector()
    {
        var access = El1(Mrs(RegisterId.OSECCR_EL1)) with { Mode = EntryMode.EL1t };
        var outcome = Run(KvmVersion.Linux6_14, OsLock, GuestDebug(Step), access);
        Assert.Equal("exit 32 A+0, exc 00 A+0, exit 32 0x40098000", outcome.Events);
        Assert.Equal(4u, outcome.Last.Events[1].Spsr & SPSR_EL1.M);
    }
}
