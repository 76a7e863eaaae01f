using System.Globalization;
using System.Reflection;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Invariants;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Kvm;
using Xunit;

namespace OsLockConformance.Tests.Invariants;

/// <summary>What is wrong in an invariant is reported as the invariant's own fault.</summary>
public sealed class InvariantAuditTests
{
    private static readonly ulong[] Values = [1, 2, 3];
    private static readonly uint[] Controls = [5, 6];

    public static TheoryData<string> Shipped => new(InvariantCatalogue.All.Select(static invariant => invariant.Name));

    private static AuditedInvariant Audit(PlantedInvariant invariant) => Assert.Single(InvariantAudit.Of([invariant], scenarios: 30));

    [Theory]
    [MemberData(nameof(Shipped))]
    public void An_invariant_of_the_model_is_reached_and_can_fail(string name)
    {
        var audited = Assert.Single(InvariantAudit.Of([InvariantCatalogue.All.Single(invariant => invariant.Name == name)]));
        Assert.Null(audited.Complaint);
        Assert.Equal(InvariantHealth.Sound, audited.Health);
        Assert.InRange(audited.Reached, 100, audited.Asked);
        Assert.NotEqual(0, audited.Falsifying);
    }

    [Fact]
    public void An_invariant_that_throws_is_said_to_throw_with_exception_and_scenario()
    {
        var audited = Audit(new("divides", static (in snapshot) => 1 / (snapshot.GuestOsLock ? 0 : 1) == 1));
        Assert.Equal(InvariantHealth.Throws, audited.Health);
        Assert.StartsWith("the invariant divides throws: System.DivideByZeroException: ", audited.Complaint, StringComparison.Ordinal);
        Assert.Matches(" at GuestEntry.*, scenario [0-9]+ of linux-5.17 with seed 1$", audited.Complaint);
    }

    [Fact]
    public void An_invariant_that_throws_only_where_something_is_wrong_throws_too()
    {
        var audited = Audit(new("throws-when-broken", static (in snapshot) => snapshot.TrapsOsRegisters ? true : throw new InvalidOperationException("no trap"))
        {
            Moments = HostMoments.Guest,
        });
        Assert.Equal(InvariantHealth.Throws, audited.Health);
        Assert.Contains("no trap at GuestEntry with TrapsOsRegisters changed", audited.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invariant_whose_precondition_is_never_true_is_never_reached()
    {
        var audited = Audit(new("unreachable", static (in snapshot) => snapshot.ClaimTags == 0, static (in snapshot) => snapshot.Mdscr >> 63 != 0));
        Assert.Equal((InvariantHealth.NeverReached, 0L), (audited.Health, audited.Reached));
        Assert.StartsWith("the invariant unreachable is never reached: its precondition is true in none of ", audited.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invariant_of_no_moment_is_never_reached() =>
        Assert.Equal(InvariantHealth.NeverReached, Audit(new("never", static (in snapshot) => snapshot.OsLock == snapshot.HostOsLock) { Moments = HostMoments.None }).Health);

    [Fact]
    public void An_invariant_that_is_true_of_every_state_can_not_fail()
    {
        var audited = Audit(new("tautology", static (in snapshot) => snapshot.GuestOsLock || !snapshot.GuestOsLock || snapshot.Mdscr == 0));
        Assert.Equal((InvariantHealth.CannotFail, 0), (audited.Health, audited.Falsifying));
        Assert.StartsWith("the invariant tautology can't fail: none of 1626 changes of a bit makes it false, in ", audited.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invariant_that_is_false_of_every_state_never_holds()
    {
        var audited = Audit(new("false", static (in snapshot) => false));
        Assert.Equal(InvariantHealth.NeverHolds, audited.Health);
        Assert.StartsWith("the invariant false never holds: it is false in all of ", audited.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_reports_an_invariant_that_throws_as_a_finding_and_goes_on()
    {
        var divides = new PlantedInvariant("divides", static (in snapshot) => 1 / (snapshot.UserspaceDebugs ? 0 : 1) == 1);
        var report = new CheckRunner(new KvmTarget(KvmVersion.Linux6_14), new CheckOptions { Scenarios = 500, Invariants = [.. InvariantCatalogue.All, divides] }).Run();
        var finding = Assert.Single(report.Findings);
        Assert.Equal((RuleId.ISO_5, DivergenceKind.InvariantThrew), (finding.Rule, finding.Signature.Kind));
        Assert.Equal("invariant divides threw DivideByZeroException", finding.Signature.ToString());
        Assert.StartsWith("System.DivideByZeroException: ", finding.Failure, StringComparison.Ordinal);
        Assert.Equal(2, finding.Scenario.Actions.Length);
        Assert.Equal((500L, null), (report.Scenarios, report.Failure));
    }

    [Fact]
    public void Two_exceptions_of_one_invariant_are_two_findings()
    {
        IInvariant invariant = new PlantedInvariant("throws", static (in snapshot) => snapshot.GuestOsLock ? throw new InvalidOperationException() : throw new ArgumentException());
        var runner = new LockstepRunner(new KvmTarget(KvmVersion.Linux6_14), ErratumId.KvmInitUnlocked, [invariant]);
        Assert.False(runner.Run(PeConfiguration.Default, [Acts.El1(Acts.Nop)], out var divergence));
        Assert.Equal("invariant throws threw ArgumentException", divergence.Signature.ToString());
        Assert.IsType<ArgumentException>(runner.InvariantException);

        runner = new LockstepRunner(new KvmTarget(KvmVersion.OsLockV2), ErratumId.None, [invariant]);
        Assert.False(runner.Run(PeConfiguration.Default, [Acts.El1(Acts.Nop)], out divergence));
        Assert.Equal("invariant throws threw InvalidOperationException", divergence.Signature.ToString());
    }

    [Fact]
    public void Every_field_of_a_snapshot_but_the_moment_is_changed()
    {
        var fields = typeof(HostSnapshot).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(static property => property.Name);
        Assert.Equal(fields.Where(static field => field != nameof(HostSnapshot.Moment)).Order(), SnapshotMutations.All.Select(static mutation => mutation.Field).Order());
    }

    [Fact]
    public void Every_mutation_changes_one_bit_and_done_twice_nothing()
    {
        var snapshot = new HostSnapshot { Mdscr = 5, Transfer = (1, 2, 3), Physical = new(Values, Controls, Values, Controls), Host = new(Values, Controls, Values, Controls), Guest = new(Values, Controls, Values, Controls) };
        var before = Digest(snapshot);
        HashSet<string> seen = [before];
        foreach (var mutation in SnapshotMutations.All)
        {
            for (var bit = 0; bit < mutation.Bits; bit++)
            {
                var changed = mutation.Flip(snapshot, bit);
                Assert.True(seen.Add(Digest(changed)), $"{mutation.Field}[{bit}] changes nothing of its own");
                Assert.Equal(before, Digest(mutation.Flip(changed, bit)));
            }
        }
        Assert.Equal(AuditedInvariant.Mutations, seen.Count - 1);
    }

    private static string Digest(in HostSnapshot s) => string.Create(CultureInfo.InvariantCulture,
        $"{s.OsLock} {s.HostOsLock} {s.Mdscr} {s.HostMdscr} {s.Mdccint} {s.HostMdccint} {s.ClaimTags} {s.HostClaimTags} {s.Power} {s.HostPower} {s.Transfer} {s.HostTransfer} {s.TrapsOsRegisters} {s.TrapsDebugRegisters} {s.GuestOsLock} {s.UserspaceDebugs}|")
        + Digest(s.Physical) + Digest(s.Host) + Digest(s.Guest);

    private static string Digest(DebugRegisterView bank) =>
        $"{string.Join(",", bank.Bvr.ToArray())};{string.Join(",", bank.Bcr.ToArray())};{string.Join(",", bank.Wvr.ToArray())};{string.Join(",", bank.Wcr.ToArray())}|";
}
