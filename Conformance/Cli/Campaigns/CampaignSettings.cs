using System.Globalization;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Implementation.Qemu;
using OsLockConformance.Model.Errata;

namespace OsLockConformance.Cli.Campaigns;

/// <summary>The options that shape a campaign: with others the same seed gives other scenarios, or other findings.</summary>
internal static class CampaignSettings
{
    /// <summary>They as one would type them.</summary>
    /// <param name="target">The target.</param>
    /// <param name="options">How it is checked.</param>
    /// <param name="qemu">Which QEMU the target <c>qemu</c> is.</param>
    /// <param name="patience">How long a child process may take for an answer; null for the default.</param>
    public static string Of(string target, CheckOptions options, QemuOptions? qemu = null, TimeSpan? patience = null)
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
        if (options.Twin is { } twin)
            words.Add($"--twin {twin.Name}");
        if (qemu is not null && TargetSelection.IsQemu(target))
            words.AddRange(Of(qemu, new QemuOptions()));
        if (patience is { } given && TargetSelection.IsExec(target))
            words.Add(string.Create(CultureInfo.InvariantCulture, $"--patience {given.TotalMilliseconds}ms"));
        return string.Join(' ', words);
    }

    private static IEnumerable<string> Of(QemuOptions qemu, QemuOptions usual)
    {
        if (qemu.Path != usual.Path)
            yield return $"--qemu {qemu.Path}";
        if (qemu.Cpu != usual.Cpu)
            yield return $"--cpu {qemu.Cpu}";
        if (qemu.EntersAtEl2)
            yield return "--entry el2";
    }
}
