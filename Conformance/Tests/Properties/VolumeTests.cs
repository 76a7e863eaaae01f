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
    private const long HardwareActions = 1_000_000;
    private const long KvmActions = 500_000;

    // What has been written and is not synchronized yet shows seldom.
    private const long DeferredActions = 3_000_000;

    /// <summary>The campaign whose seeds are campaigns.</summary>
    internal const ulong Campaign = 5;

    /// <summary>The targets, and the actions that each agrees in.</summary>
    public static TheoryData<string, long> Targets { get; } = new()
    {
        { "hardware", HardwareActions },
        { "hardware-deferred", DeferredActions },
        { "oslock-v3", KvmActions },
        { "linux-5.18", KvmActions },
        { "linux-6.1", KvmActions },
        { "linux-6.14", KvmActions },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public void Model_and_target_agree(string target, long actions)
    {
        var wanted = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : actions;
        var conformance = new Conformance(target);
        for (var i = 0L; conformance.Actions < wanted; i++)
            conformance.CampaignConforms(SplittableRandom.SeedOf(Campaign, i));
        Assert.True(conformance.Actions >= wanted);
    }
}
