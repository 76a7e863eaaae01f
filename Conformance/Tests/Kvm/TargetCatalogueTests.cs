using OsLockConformance.Implementation;
using Xunit;

namespace OsLockConformance.Tests.Kvm;

public sealed class TargetCatalogueTests
{
    [Fact]
    public void Every_name_makes_a_target_of_that_name_with_a_description_of_one_line()
    {
        Assert.Equal(TargetCatalogue.Names.Count, TargetCatalogue.Names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        foreach (var name in TargetCatalogue.Names)
        {
            Assert.True(TargetCatalogue.TryCreate(name, out var target));
            Assert.Equal(name, target.Name);
            var description = TargetCatalogue.Describe(name);
            Assert.False(string.IsNullOrWhiteSpace(description));
            Assert.DoesNotContain('\n', description);
        }
    }

    [Fact]
    public void The_hardware_comes_first_then_the_versions_then_the_faults()
    {
        Assert.Equal(
            ["hardware", "hardware-deferred", "linux-5.17", "oslock-v1", "oslock-v2", "oslock-v3", "linux-5.18", "linux-6.1", "linux-6.14"],
            TargetCatalogue.Names.Take(9));
        Assert.All(TargetCatalogue.Names.Skip(9), static name => Assert.StartsWith("fault:", name, StringComparison.Ordinal));
    }

    [Fact]
    public void Only_a_fault_has_a_base_profile()
    {
        Assert.Null(TargetCatalogue.BaseProfileOf("linux-6.1"));
        Assert.Equal("linux-6.1", TargetCatalogue.BaseProfileOf("fault:mde-not-cleared-by-lock"));
        Assert.Equal("linux-6.14", TargetCatalogue.BaseProfileOf("fault:owner-ignores-lock"));
    }

    [Fact]
    public void An_unknown_name_makes_nothing()
    {
        Assert.False(TargetCatalogue.TryCreate("fault:none", out var target));
        Assert.Null(target);
        Assert.Null(TargetCatalogue.Describe("linux-2.6"));
    }
}
