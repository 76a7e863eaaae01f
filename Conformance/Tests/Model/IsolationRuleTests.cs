using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;

namespace OsLockConformance.Tests.Model;

/// <summary>ISO-1 to ISO-6: each invariant on snapshots made by hand, holding and broken.</summary>
public sealed class IsolationRuleTests
{
    private const HostMoment Entry = HostMoment.GuestEntry;
    private const HostMoment Exit = HostMoment.GuestExit;
    private const HostMoment Resumed = HostMoment.HostResumed;

    private static readonly HostMoment[] Moments = [Entry, Exit, Resumed];

    private static readonly ulong[] Values = [1, 2], OtherValues = [1, 3];
    private static readonly uint[] Controls = [5, 6], OtherControls = [7, 6];

    private static DebugRegisterView Bank => new(Values, Controls, Values, Controls);

    /// <summary>A snapshot in which nothing is wrong.</summary>
    private static HostSnapshot Sound(HostMoment moment) => new()
    {
        Moment = moment,
        TrapsOsRegisters = moment != Resumed,
        TrapsDebugRegisters = moment != Resumed,
        Mdscr = 0,
        Physical = Bank,
        Host = Bank,
        Guest = Bank,
    };

    private static bool Holds(RuleId rule, in HostSnapshot snapshot)
    {
        var holds = true;
        var count = 0;
        foreach (var invariant in InvariantCatalogue.All)
        {
            if (invariant.Rule != rule)
                continue;
            count++;
            holds &= invariant.Holds(snapshot);
        }
        Assert.NotEqual(0, count);
        return holds;
    }

    [Fact]
    public void Every_invariant_holds_where_nothing_is_wrong()
    {
        foreach (var invariant in InvariantCatalogue.All)
            foreach (var moment in Moments)
                Assert.True(invariant.Holds(Sound(moment)), invariant.Name);
    }

    [Theory]
    [InlineData(Entry)]
    [InlineData(Exit)]
    [InlineData(Resumed)]
    public void ISO_1_the_physical_lock_is_never_other_than_the_hosts(HostMoment moment)
    {
        Assert.False(Holds(RuleId.ISO_1, Sound(moment) with { OsLock = true }));
        Assert.False(Holds(RuleId.ISO_1, Sound(moment) with { HostOsLock = true }));
        Assert.True(Holds(RuleId.ISO_1, Sound(moment) with { OsLock = true, HostOsLock = true }));
    }

    [Fact]
    public void ISO_2_after_every_exit_the_host_has_its_own_debug_registers()
    {
        Assert.False(Holds(RuleId.ISO_2, Sound(Resumed) with { Mdscr = MDE }));
        Assert.False(Holds(RuleId.ISO_2, Sound(Resumed) with { Mdccint = 1UL << 30 }));
        Assert.False(Holds(RuleId.ISO_2, Sound(Resumed) with { Physical = new(OtherValues, Controls, Values, Controls) }));
        Assert.False(Holds(RuleId.ISO_2, Sound(Resumed) with { Physical = new(Values, OtherControls, Values, Controls) }));
        Assert.False(Holds(RuleId.ISO_2, Sound(Resumed) with { Physical = new(Values, Controls, OtherValues, Controls) }));
        Assert.False(Holds(RuleId.ISO_2, Sound(Resumed) with { Physical = new(Values, Controls, Values, OtherControls) }));
        Assert.True(Holds(RuleId.ISO_2, Sound(Resumed) with { Mdscr = MDE, HostMdscr = MDE, Mdccint = 1, HostMdccint = 1 }));
        foreach (var moment in (HostMoment[])[Entry, Exit])
            Assert.True(Holds(RuleId.ISO_2, Sound(moment) with { Mdscr = MDE, Physical = new(OtherValues, Controls, Values, Controls) }));
    }

    [Fact]
    public void ISO_3_while_a_guest_runs_its_accesses_to_the_OS_registers_trap()
    {
        Assert.False(Holds(RuleId.ISO_3, Sound(Entry) with { TrapsOsRegisters = false }));
        Assert.False(Holds(RuleId.ISO_3, Sound(Exit) with { TrapsOsRegisters = false }));
        Assert.True(Holds(RuleId.ISO_3, Sound(Resumed) with { TrapsOsRegisters = false }));
    }

    [Theory]
    [InlineData(MDE, false)]
    [InlineData(SS, false)]
    [InlineData(MDE | SS, false)]
    [InlineData(KDE | TDCC, true)]
    public void ISO_4_a_locked_guest_runs_with_MDE_and_SS_clear(ulong mdscr, bool holds)
    {
        Assert.Equal(holds, Holds(RuleId.ISO_4, Sound(Entry) with { GuestOsLock = true, Mdscr = mdscr }));
        Assert.True(Holds(RuleId.ISO_4, Sound(Entry) with { GuestOsLock = false, Mdscr = mdscr }));
        Assert.True(Holds(RuleId.ISO_4, Sound(Entry) with { GuestOsLock = true, UserspaceDebugs = true, Mdscr = mdscr }));
        Assert.True(Holds(RuleId.ISO_4, Sound(Resumed) with { GuestOsLock = true, Mdscr = mdscr, HostMdscr = mdscr }));
    }

    [Fact]
    public void ISO_5_what_the_guest_reads_without_a_trap_is_its_own()
    {
        foreach (var traps in (bool[])[false, true])
        {
            Assert.Equal(traps, Holds(RuleId.ISO_5, Sound(Entry) with { TrapsDebugRegisters = traps, Physical = new(OtherValues, Controls, Values, Controls) }));
            Assert.Equal(traps, Holds(RuleId.ISO_5, Sound(Entry) with { TrapsDebugRegisters = traps, Physical = new(Values, Controls, Values, OtherControls) }));
            Assert.True(Holds(RuleId.ISO_5, Sound(Entry) with { TrapsDebugRegisters = traps }));
        }
    }

    [Fact]
    public void ISO_6_nothing_that_a_guest_writes_is_left_behind_for_the_host_or_another_guest()
    {
        Assert.False(Holds(RuleId.ISO_6, Sound(Resumed) with { ClaimTags = 1 }));
        Assert.False(Holds(RuleId.ISO_6, Sound(Resumed) with { Power = (true, false) }));
        Assert.False(Holds(RuleId.ISO_6, Sound(Resumed) with { Power = (false, true) }));
        Assert.False(Holds(RuleId.ISO_6, Sound(Resumed) with { Transfer = (1, 0, 0) }));
        Assert.False(Holds(RuleId.ISO_6, Sound(Resumed) with { Transfer = (0, 1, 0) }));
        Assert.False(Holds(RuleId.ISO_6, Sound(Resumed) with { Transfer = (0, 0, 1) }));
        Assert.True(Holds(RuleId.ISO_6, Sound(Resumed) with { ClaimTags = 1, HostClaimTags = 1, Power = (true, true), HostPower = (true, true) }));
        foreach (var moment in (HostMoment[])[Entry, Exit])
            Assert.True(Holds(RuleId.ISO_6, Sound(moment) with { ClaimTags = 1, Power = (true, true), Transfer = (1, 1, 1) }));
    }

    [Fact]
    public void ISO_6_two_guests_have_nothing_in_common()
    {
        var probe = new Probe().Set(RegisterId.DBGCLAIMSET_EL1, 0xFF).Set(RegisterId.DBGPRCR_EL1, 1).Breakpoint(B, BreakEl0)
            .Set(RegisterId.MDSCR_EL1, MDE | KDE);
        probe.Do(El1(Str));
        probe.Do(SwitchVm);
        Assert.Equal(MaskedValue.Exactly(0xA), probe.Get(RegisterId.OSLSR_EL1));
        Assert.Equal(MaskedValue.Exactly(0), probe.Get(RegisterId.DBGCLAIMCLR_EL1));
        Assert.Equal(new MaskedValue(0, 1), probe.Get(RegisterId.DBGPRCR_EL1));
        Assert.Equal(0UL, probe.Get(RegisterId.DBGBVRn_EL1).Value);
        Assert.Equal(MaskedValue.Exactly(0), probe.Do(El1(Ldr)).Values[0]);
        probe.Do(SwitchVm);
        Assert.Equal(MaskedValue.Exactly(8), probe.Get(RegisterId.OSLSR_EL1));
        Assert.Equal(MaskedValue.Exactly(0xFF), probe.Get(RegisterId.DBGCLAIMCLR_EL1));
        Assert.Equal("30 B+0", probe.Shows(El0(Nop)));
    }
}
