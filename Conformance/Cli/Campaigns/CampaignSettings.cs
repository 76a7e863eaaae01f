using System.Globalization;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Model.Errata;

namespace OsLockConformance.Cli.Campaigns;

/// <summary>The options that shape a campaign: with others the same seed gives other scenarios, or other findings.</summary>
internal static class CampaignSettings
{
    /// <summary>They as one would type them.</summary>
    public static string Of(CheckOptions options)
    {
        List<string> words = [string.Create(CultureInfo.InvariantCulture, $"--seed {options.Seed}")];
        if (options.Strict)
            words.Add("--strict");
        if (options.Accepted != ErratumId.None)
            words.Add("--accept " + string.Join(',', ErratumCatalogue.NamesOf(options.Accepted)));
        if (options.MaximumActions != ScenarioGenerator.MaximumLength)
            words.Add(string.Create(CultureInfo.InvariantCulture, $"--length {options.MaximumActions}"));
        if (options.Capabilities != CheckOptions.Everything)
            words.Add("--guest-only");
        // A proof may meet further findings.
        if (options.CertifyBudget != 0)
            words.Add(string.Create(CultureInfo.InvariantCulture, $"--certify-budget {options.CertifyBudget}"));
        return string.Join(' ', words);
    }
}
