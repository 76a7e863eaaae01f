using OsLockConformance.Implementation.Faults;
using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;

namespace OsLockConformance.Tests.Kvm;

public sealed class PlantedFaultTests
{
    public static TheoryData<string> Names => new(PlantedFaults.All.Select(static fault => fault.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_fault_shows_itself_against_its_base(string name)
    {
        var fault = PlantedFaults.Find(name)!;
        var scenario = FaultScenarios.Of(fault.Id);
        var good = Outcome.Of(new KvmTarget(fault.Base), scenario);
        var bad = Outcome.Of(new KvmTarget(fault), scenario);
        Assert.Empty(good.Broken);
        Assert.True(good.Text != bad.Text || bad.Broken.Count > 0, $"{name} shows nothing:\n{good.Text}");
    }

    [Fact]
    public void Swapped_counts_are_the_two_fields_and_nothing_else()
    {
        var (brps, wrps) = (ID_AA64DFR0_EL1.BRPs, ID_AA64DFR0_EL1.WRPs);
        var fault = PlantedFaults.Get(FaultId.Dfr0SwapsCounts);
        var read = El1(Mrs(RegisterId.ID_AA64DFR0_EL1));
        var good = Outcome.Of(new KvmTarget(fault.Base), read).Last.Values[0];
        var bad = Outcome.Of(new KvmTarget(fault), read).Last.Values[0];
        Assert.Equal((brps.Extract(good), wrps.Extract(good)), (wrps.Extract(bad), brps.Extract(bad)));
        Assert.Equal(good & ~(brps.Mask | wrps.Mask), bad & ~(brps.Mask | wrps.Mask));
    }

    [Fact]
    public void A_skipped_instruction_is_the_one_after_the_undefined_one()
    {
        var skips = Outcome.Of(new KvmTarget(PlantedFaults.Get(FaultId.UndefSkipsInstruction)), El1(Nop, Mrs(RegisterId.OSECCR_EL1)));
        Assert.Equal("exc 00 A+8", skips.Events);
    }

    [Fact]
    public void A_kept_SS_is_without_KDE()
    {
        var keeps = new KvmTarget(PlantedFaults.Get(FaultId.ExternalMdscrKeepsSS));
        Assert.Equal("exc 32 B+4", Outcome.Of(keeps, Mdscr(SS | KDE), OsLock, El0(Nop, Nop) with { SS = true }).Events);
        Assert.DoesNotContain("exc 33", Outcome.Of(keeps, Mdscr(SS | KDE), OsLock, El1(Nop, Nop) with { D = false, SS = true }).Events, StringComparison.Ordinal);
    }

    [Fact]
    public void The_faults_are_listed_in_the_order_of_their_ids_with_distinct_names()
    {
        Assert.Equal(Enum.GetValues<FaultId>().Skip(1), PlantedFaults.All.Select(static fault => fault.Id));
        Assert.Equal(PlantedFaults.All.Count, PlantedFaults.All.Select(static fault => fault.Name).Distinct().Count());
        Assert.All(PlantedFaults.All, static fault => Assert.Same(fault, PlantedFaults.Get(fault.Id)));
    }

    [Fact]
    public void Both_bases_have_at_least_twenty_faults_of_many_kinds()
    {
        Assert.True(PlantedFaults.All.Count(static fault => fault.Base == KvmVersion.Linux6_1) >= 20);
        Assert.True(PlantedFaults.All.Count(static fault => fault.Base == KvmVersion.Linux6_14) >= 20);
        Assert.Equal(Enum.GetValues<FaultKind>(), PlantedFaults.All.Select(static fault => fault.Kind).Distinct().Order());
    }
}
