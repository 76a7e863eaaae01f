using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;

namespace OsLockConformance.Tests.Kvm;

/// <summary>Where real KVM versions deviate from the architecture beyond what their table says; each found by running them.</summary>
public sealed class KvmDeviationTests
{
    private static Outcome Run(KvmVersion version, params ReadOnlySpan<ScenarioAction> actions) => Outcome.Of(new KvmTarget(version), actions);

    /// <summary>kvm_arm_setup_debug() saves PSTATE.SS before kvm_skip_instr() clears it, and the next exit brings it back.</summary>
    [Theory]
    [InlineData(KvmVersion.Linux5_18, 0u)]
    [InlineData(KvmVersion.Linux6_1, SPSR_EL1.SS)]
    [InlineData(KvmVersion.Linux6_14, 0u)]
    public void SST_2_a_step_taken_over_the_locking_write_comes_back_in_6_1_at_the_next_injected_exception(KvmVersion version, uint ss)
    {
        var outcome = Run(version, Mdscr(SS | KDE), El1(Msr(RegisterId.OSLAR_EL1, 1), Mrs(RegisterId.OSECCR_EL1)) with { D = false, SS = true });
        Assert.Equal("exc 00 A+4", outcome.Events);
        Assert.Equal(ss, outcome.Last.Events[0].Spsr & SPSR_EL1.SS);
    }

    [Theory]
    [InlineData(KvmVersion.Linux5_17)]
    [InlineData(KvmVersion.Linux6_1)]
    [InlineData(KvmVersion.Linux6_14)]
    public void SST_1_a_guests_step_that_an_exit_interrupts_has_ISV_0(KvmVersion version)
    {
        var undisturbed = Run(version, Mdscr(SS), El0(Nop, Nop) with { SS = true });
        var interrupted = Run(version, Mdscr(SS), El0(Nop, Nop) with { SS = true, E1 = On(BoundaryEventKind.Preempt) });
        Assert.Equal("exc 32 B+4", undisturbed.Events);
        Assert.Equal("exc 32 B+4", interrupted.Events);
        Assert.Equal(ESR_ELx.ISV, undisturbed.Last.Events[0].Esr & ESR_ELx.ISV);
        Assert.Equal(0u, interrupted.Last.Events[0].Esr & ESR_ELx.ISV);
    }

    /// <summary>The PE runs with MDSCR_EL1.SS clear, and with TDE, so the guest's ERET cannot set PSTATE.SS.</summary>
    [Theory]
    [InlineData(KvmVersion.Linux5_18)]
    [InlineData(KvmVersion.Linux6_1)]
    [InlineData(KvmVersion.Linux6_14)]
    public void VMM_5_a_guests_ERET_under_guest_debug_loses_SPSR_SS(KvmVersion version)
    {
        Assert.Equal("exc 32 B+4", Run(version, Mdscr(SS), El0(Nop, Nop) with { SS = true }).Events);
        Assert.Equal("exc 32 B+0", Run(version, Mdscr(SS), GuestDebug(Enable), El0(Nop, Nop) with { SS = true, E0 = Sets(GuestDebugFlags.None) }).Events);
    }

    /// <summary>trap_debug_regs() stores all of MDSCR_EL1; userspace debugging keeps the world switch from replacing it.</summary>
    [Theory]
    [InlineData(KvmVersion.Linux5_18)]
    [InlineData(KvmVersion.Linux6_1)]
    [InlineData(KvmVersion.Linux6_14)]
    public void OSL_8_an_unlocked_write_reaches_the_save_restore_fields_while_userspace_debugs(KvmVersion version)
    {
        var outcome = Run(version, GuestDebug(Enable), Mdscr(MDSCR_EL1.TXfull), OsLock, El1(Mrs(RegisterId.MDSCR_EL1)));
        Assert.Equal(MDSCR_EL1.TXfull, outcome.Last.Values[0]);
    }

    /// <summary>The host owns the registers, so they never go through the PE, which would have applied its read-back rules.</summary>
    [Theory]
    [InlineData(KvmVersion.Linux6_1, 0x001F_E1E7)]
    [InlineData(KvmVersion.Linux6_14, 0xFFFF_FFFF)]
    public void REG_5_from_6_14_a_locked_guest_reads_reserved_bits_of_DBGBCR_back(KvmVersion version, ulong value)
    {
        var outcome = Run(version, OsLock, El1(Msr(RegisterId.DBGBCRn_EL1, 0xFFFF_FFFF), Mrs(RegisterId.DBGBCRn_EL1)));
        Assert.Equal(value, outcome.Last.Values[1]);
    }

    [Theory]
    [InlineData(KvmVersion.Linux5_17)]
    [InlineData(KvmVersion.Linux6_1)]
    [InlineData(KvmVersion.Linux6_14)]
    public void ISO_6_claim_tags_set_without_a_trap_are_read_by_the_other_guest(KvmVersion version)
    {
        var untrap = Msr(RegisterId.DBGBVRn_EL1, 0);
        var outcome = Run(version, El1(untrap, Msr(RegisterId.DBGCLAIMSET_EL1, 5)), SwitchVm, El1(untrap, Mrs(RegisterId.DBGCLAIMCLR_EL1)));
        Assert.Equal(5UL, outcome.Last.Values[1]);
        Assert.Empty(outcome.Broken);
    }

    [Theory]
    [InlineData(KvmVersion.Linux6_1)]
    [InlineData(KvmVersion.Linux6_14)]
    public void OSL_9_OSECCR_is_UNDEFINED_or_the_physical_one_depending_on_the_traps(KvmVersion version)
    {
        Assert.Equal("exc 00 A+0", Run(version, El1(Mrs(RegisterId.OSECCR_EL1))).Events);
        Assert.Equal("exc 15 A+12", Run(version, El1(Msr(RegisterId.DBGBVRn_EL1, 0), Mrs(RegisterId.OSECCR_EL1))).Events);
    }

    /// <summary>kvm_vcpu_load_debug() keeps the guest's PSTATE.SS only for SINGLESTEP; the PE then runs without MDSCR_EL1.SS and clears it.</summary>
    [Theory]
    [InlineData(KvmVersion.Linux5_18, "exc 32 B+4")]
    [InlineData(KvmVersion.Linux6_1, "exc 32 B+8")]
    [InlineData(KvmVersion.Linux6_14, "exc 32 B+4")]
    public void VMM_5_only_6_1_keeps_PSTATE_SS_while_userspace_debugs_without_stepping(KvmVersion version, string events) =>
        Assert.Equal(events, Run(version, Mdscr(SS), El0(Nop, Nop, Nop) with { SS = true, E0 = Sets(SwBp), E1 = Sets(GuestDebugFlags.None) }).Events);

    /// <summary>restore_guest_debug_regs() brings back what PSTATE.SS was at the last entry, whatever the guest has returned to since.</summary>
    [Theory]
    [InlineData(KvmVersion.Linux5_18, "exc 32 B+4")]
    [InlineData(KvmVersion.Linux6_1, "exc 15 B+8")]
    [InlineData(KvmVersion.Linux6_14, "exc 32 B+4")]
    public void VMM_5_6_1_brings_back_an_old_PSTATE_SS(KvmVersion version, string events) =>
        Assert.Equal(events, Run(version, Mdscr(SS | KDE),
            El0(Nop) with { SS = true, E0 = Sets(Enable) },
            El0(Nop) with { E1 = Sets(GuestDebugFlags.None) }).Events);

    /// <summary>The ERET of the entry takes SPSR_EL2.SS only if MDSCR_EL1.SS is 1 (SST-4): true of every hypervisor.</summary>
    [Theory]
    [InlineData(KvmVersion.Linux5_17)]
    [InlineData(KvmVersion.Linux6_1)]
    [InlineData(KvmVersion.Linux6_14)]
    public void VMM_8_PSTATE_SS_does_not_survive_an_exit_while_MDSCR_SS_is_0(KvmVersion version)
    {
        // A trapped write before lets this one go without a trap: the emulation would advance the step.
        var block = El1(Msr(RegisterId.MDSCR_EL1, 0), Svc) with { D = false, SS = true };
        Assert.Equal(SPSR_EL1.SS, Run(version, Mdscr(KDE | SS), block).Last.Events[0].Spsr & SPSR_EL1.SS);
        Assert.Equal(0u, Run(version, Mdscr(KDE | SS), block with { E1 = On(BoundaryEventKind.Preempt) }).Last.Events[0].Spsr & SPSR_EL1.SS);
    }
}
