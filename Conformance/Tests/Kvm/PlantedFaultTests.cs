using OsLockConformance.Implementation.Faults;
using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Vocabulary;
using Xunit;

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
