using System.Globalization;
using OsLockConformance.Harness.Generation;
using Xunit;

namespace OsLockConformance.Tests.Properties;

/// <summary>
/// Agreement in volume. The default run is small enough for every build; OSLOCK_CAMPAIGN_ACTIONS raises the number of actions
/// that each target must agree in, for example to 20000000.
/// </summary>
public sealed class VolumeTests
{
    private const string Variable = "OSLOCK_CAMPAIGN_ACTIONS";
    private const ulong Campaign = 5;
    private const long HardwareActions = 1_000_000;
    private const long KvmActions = 500_000;

    [Theory]
    [InlineData("hardware", HardwareActions)]
    [InlineData("hardware-deferred", HardwareActions)]
    [InlineData("oslock-v3", KvmActions)]
    [InlineData("linux-5.18", KvmActions)]
    [InlineData("linux-6.1", KvmActions)]
    [InlineData("linux-6.14", KvmActions)]
    public void Model_and_target_agree(string target, long actions)
    {
        var wanted = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : actions;
        var conformance = new Conformance(target);
        for (var i = 0L; conformance.Actions < wanted; i++)
            conformance.CampaignConforms(SplittableRandom.SeedOf(Campaign, i));
        Assert.True(conformance.Actions >= wanted);
    }
}
