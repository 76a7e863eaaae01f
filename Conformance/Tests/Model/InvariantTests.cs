using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Rules;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;

namespace OsLockConformance.Tests.Model;

/// <summary>ISO-1 to ISO-6: what each invariant asks of a snapshot, at which moment.</summary>
public sealed class InvariantTests
{
    private static readonly ulong[] Values = [1, 2];
    private static readonly ulong[] OtherValues = [1, 3];
    private static readonly uint[] Controls = [5, 6];
    private static readonly uint[] OtherControls = [5, 7];

    private delegate HostSnapshot Change(HostSnapshot snapshot);

    private static IInvariant Named(string name) => InvariantCatalogue.All.Single(invariant => invariant.Name == name);

    private static DebugRegisterView Bank => new(Values, Controls, Values, Controls);

    /// <summary>A snapshot in which nothing is wrong, of a guest that has its own debug registers on the PE or not.</summary>
    private static HostSnapshot Sound(HostMoment moment, bool guestOsLock = true, bool userspaceDebugs = false, bool traps = false) => new()
    {
        Moment = moment,
        Mdscr = 1UL << 21,
        HostMdscr = 1UL << 21,
        Mdccint = 4,
        HostMdccint = 4,
        ClaimTags = 3,
        HostClaimTags = 3,
        Power = (true, false),
        HostPower = (true, false),
        Transfer = (1, 2, 3),
        HostTransfer = (1, 2, 3),
        TrapsOsRegisters = true,
        TrapsDebugRegisters = traps,
        GuestOsLock = guestOsLock,
        UserspaceDebugs = userspaceDebugs,
        Physical = Bank,
        Host = Bank,
        Guest = Bank,
    };

    /// <summary>The moments at which the change makes the invariant false.</summary>
    private static string FalseAt(string name, Change change, bool guestOsLock = true, bool userspaceDebugs = false, bool traps = false)
    {
        var moments = new List<HostMoment>();
        foreach (var moment in Enum.GetValues<HostMoment>())
        {
            Assert.True(Named(name).Holds(Sound(moment, guestOsLock, userspaceDebugs, traps)));
            if (!Named(name).Holds(change(Sound(moment, guestOsLock, userspaceDebugs, traps))))
                moments.Add(moment);
        }
        return string.Join(' ', moments);
    }

    [Fact]
    public void A_bank_is_compared_with_a_bank() => Assert.Throws<ArgumentNullException>(static () => Bank.SameAs(null!));

    [Fact]
    public void The_catalogue_has_every_invariant_of_the_model_by_rule_and_name()
    {
        Assert.Equal(
            [
                "ISO-1 physical-os-lock All None",
                "ISO-2 host-debug-registers HostResumed None",
                "ISO-3 os-registers-trapped Guest None",
                "ISO-4 locked-guest-mdscr GuestEntry None",
                "ISO-5 guest-debug-registers GuestEntry None",
                "ISO-6 claim-tags HostResumed KvmClaimTags",
                "ISO-6 power-controls HostResumed None",
                "ISO-6 transfer-registers HostResumed None",
            ],
            InvariantCatalogue.All.Select(static one => $"{one.Rule.Print()} {one.Name} {one.Moments} {one.Erratum}"));
        Assert.Equal(HostMoments.GuestEntry | HostMoments.GuestExit | HostMoments.HostResumed, HostMoments.All);
    }

    [Fact]
    public void An_assembly_without_invariants_has_none()
    {
        Assert.Empty(InvariantCatalogue.FindIn(typeof(string).Assembly));
        Assert.Throws<ArgumentNullException>(() => InvariantCatalogue.FindIn(null!));
    }

    [Fact]
    public void ISO_1_the_physical_OS_Lock_is_the_hosts_at_every_moment()
    {
        Assert.Equal("GuestEntry GuestExit HostResumed", FalseAt("physical-os-lock", static s => s with { OsLock = true }));
        Assert.Equal("GuestEntry GuestExit HostResumed", FalseAt("physical-os-lock", static s => s with { HostOsLock = true }));
    }

    [Fact]
    public void ISO_2_the_host_finds_its_debug_registers_again()
    {
        Assert.Equal("HostResumed", FalseAt("host-debug-registers", static s => s with { Mdscr = 0 }));
        Assert.Equal("HostResumed", FalseAt("host-debug-registers", static s => s with { Mdccint = 0 }));
        Assert.Equal("HostResumed", FalseAt("host-debug-registers", static s => s with { Physical = new(OtherValues, Controls, Values, Controls) }));
        Assert.Equal("HostResumed", FalseAt("host-debug-registers", static s => s with { Physical = new(Values, OtherControls, Values, Controls) }));
        Assert.Equal("HostResumed", FalseAt("host-debug-registers", static s => s with { Physical = new(Values, Controls, OtherValues, Controls) }));
        Assert.Equal("HostResumed", FalseAt("host-debug-registers", static s => s with { Physical = new(Values, Controls, Values, OtherControls) }));
        Assert.Equal("", FalseAt("host-debug-registers", static s => s with { Guest = new(OtherValues, Controls, Values, Controls) }));
    }

    [Fact]
    public void ISO_3_the_OS_registers_trap_while_a_guest_runs() =>
        Assert.Equal("GuestEntry GuestExit", FalseAt("os-registers-trapped", static s => s with { TrapsOsRegisters = false }));

    [Fact]
    public void ISO_4_a_locked_guest_that_is_not_debugged_runs_without_MDE_and_SS()
    {
        Assert.Equal("GuestEntry", FalseAt("locked-guest-mdscr", static s => s with { Mdscr = MDE }));
        Assert.Equal("GuestEntry", FalseAt("locked-guest-mdscr", static s => s with { Mdscr = SS }));
        Assert.Equal("", FalseAt("locked-guest-mdscr", static s => s with { Mdscr = KDE | TDCC }));
        Assert.Equal("", FalseAt("locked-guest-mdscr", static s => s with { Mdscr = MDE | SS }, guestOsLock: false));
        Assert.Equal("", FalseAt("locked-guest-mdscr", static s => s with { Mdscr = MDE | SS }, userspaceDebugs: true));
        Assert.True(Named("locked-guest-mdscr").Precondition(Sound(HostMoment.GuestEntry)));
        Assert.False(Named("locked-guest-mdscr").Precondition(Sound(HostMoment.GuestEntry, userspaceDebugs: true)));
        Assert.False(Named("locked-guest-mdscr").Precondition(Sound(HostMoment.GuestEntry, guestOsLock: false)));
    }

    [Fact]
    public void ISO_5_a_guest_that_is_not_trapped_finds_its_own_registers()
    {
        Assert.Equal("GuestEntry", FalseAt("guest-debug-registers", static s => s with { Physical = new(OtherValues, Controls, Values, Controls) }));
        Assert.Equal("", FalseAt("guest-debug-registers", static s => s with { Physical = new(OtherValues, Controls, Values, Controls) }, traps: true));
        Assert.True(Named("guest-debug-registers").Precondition(Sound(HostMoment.GuestEntry)));
        Assert.False(Named("guest-debug-registers").Precondition(Sound(HostMoment.GuestEntry, traps: true)));
    }

    [Fact]
    public void ISO_6_nothing_that_a_guest_wrote_is_left_for_the_host()
    {
        Assert.Equal("HostResumed", FalseAt("claim-tags", static s => s with { ClaimTags = 0 }));
        Assert.Equal("HostResumed", FalseAt("power-controls", static s => s with { Power = (true, true) }));
        Assert.Equal("HostResumed", FalseAt("power-controls", static s => s with { Power = (false, false) }));
        Assert.Equal("HostResumed", FalseAt("transfer-registers", static s => s with { Transfer = (1, 2, 0) }));
    }

    [Fact]
    public void An_invariant_without_a_precondition_is_asked_of_every_snapshot() =>
        Assert.All(
            InvariantCatalogue.All.Where(static one => one.Rule is not (RuleId.ISO_4 or RuleId.ISO_5)),
            static one => Assert.True(one.Precondition(Sound(HostMoment.GuestExit, traps: true))));

    [Fact]
    public void An_invariant_says_which_erratum_excuses_it() =>
        Assert.Equal(ErratumId.KvmClaimTags, Assert.Single(InvariantCatalogue.All, static one => one.Erratum != ErratumId.None).Erratum);
}
