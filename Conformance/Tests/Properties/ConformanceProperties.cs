using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Tests.Properties;

/// <summary>
/// FsCheck over every profile. The seeds are fixed, so that a run of the tests says the same everywhere; without Replay a run
/// draws new ones.
/// </summary>
public sealed class ConformanceProperties
{
    /// <summary>The seed of the properties.</summary>
    internal const ulong Seed = 20211123;

    /// <summary>Its second half.</summary>
    internal const ulong Gamma = 1;

    /// <summary>Scenarios of a property that runs scenarios.</summary>
    internal const int Scenarios = 2000;

    /// <summary>Campaigns of a property that runs campaigns.</summary>
    internal const int Campaigns = 10;

    private const string Replay = "20211123,1";

    [Property(MaxTest = Scenarios, Replay = Replay)]
    public Property Hardware_conforms() => Conforms("hardware");

    [Property(MaxTest = Scenarios, Replay = Replay)]
    public Property Hardware_deferred_conforms() => Conforms("hardware-deferred");

    [Property(MaxTest = Scenarios, Replay = Replay)]
    public Property Oslock_v3_conforms_with_its_declared_errata() => Conforms("oslock-v3");

    [Property(MaxTest = Scenarios, Replay = Replay)]
    public Property Linux_5_18_conforms_with_its_declared_errata() => Conforms("linux-5.18");

    [Property(MaxTest = Scenarios, Replay = Replay)]
    public Property Linux_6_1_conforms_with_its_declared_errata() => Conforms("linux-6.1");

    [Property(MaxTest = Scenarios, Replay = Replay)]
    public Property Linux_6_14_conforms_with_its_declared_errata() => Conforms("linux-6.14");

    [Property(MaxTest = Campaigns, Replay = Replay)]
    public Property Every_campaign_finds_that_linux_5_17_ignores_OSLAR() => Finds("linux-5.17", RuleId.OSL_2, RuleId.OSL_6);

    [Property(MaxTest = Campaigns, Replay = Replay)]
    public Property Every_campaign_finds_that_oslock_v1_changes_the_physical_lock() => Finds("oslock-v1", RuleId.ISO_1);

    [Property(MaxTest = Campaigns, Replay = Replay)]
    public Property Every_campaign_finds_that_oslock_v2_skips_BRK_while_locked() => Finds("oslock-v2", RuleId.OSL_7);

    [Property(MaxTest = Campaigns, Replay = Replay)]
    public Property Campaigns_on_hardware_conform() => CampaignsConform("hardware");

    [Property(MaxTest = Campaigns, Replay = Replay)]
    public Property Campaigns_on_hardware_deferred_conform() => CampaignsConform("hardware-deferred");

    [Property(MaxTest = Campaigns, Replay = Replay)]
    public Property Campaigns_on_oslock_v3_conform() => CampaignsConform("oslock-v3");

    [Property(MaxTest = Campaigns, Replay = Replay)]
    public Property Campaigns_on_linux_5_18_conform() => CampaignsConform("linux-5.18");

    [Property(MaxTest = Campaigns, Replay = Replay)]
    public Property Campaigns_on_linux_6_1_conform() => CampaignsConform("linux-6.1");

    [Property(MaxTest = Campaigns, Replay = Replay)]
    public Property Campaigns_on_linux_6_14_conform() => CampaignsConform("linux-6.14");

    /// <summary>A target of the user's choice, which fails as any other does: with a trace, in the TRX file too.</summary>
    [EnvironmentProperty(MaxTest = Scenarios, Replay = Replay)]
    public Property Target_of_the_environment_conforms() => Conforms(EnvironmentPropertyAttribute.Target!);

    private static Property Conforms(string target)
    {
        var conformance = new Conformance(target);
        return Prop.ForAll(ScenarioArbitrary.For(target), generated => conformance.Conforms(generated.Scenario));
    }

    private static Property CampaignsConform(string target)
    {
        var conformance = new Conformance(target);
        return Prop.ForAll(Arb.From(ScenarioArbitrary.Seeds), conformance.CampaignConforms);
    }

    private static Property Finds(string target, params IReadOnlyList<RuleId> rules)
    {
        var conformance = new Conformance(target);
        return Prop.ForAll(Arb.From(ScenarioArbitrary.Seeds), campaign =>
        {
            var found = conformance.DivergencesOf(campaign).Keys.Select(static signature => signature.Rule).ToHashSet();
            return found.IsSupersetOf(rules).Label($"found {string.Join(", ", found.Order().Select(RuleNames.Print))}");
        });
    }
}
