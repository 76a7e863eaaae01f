using System.CommandLine;
using System.Globalization;
using OsLockConformance.Harness.Proving;

namespace OsLockConformance.Cli;

/// <summary>The options that ask for a proof that shrunk programs are shortest ones.</summary>
internal sealed class CertificationSettings
{
    private readonly Option<bool> _certify = new("--certify") { Description = "prove that no shorter program shows the same, or find it" };

    private readonly Option<string> _budget = new("--certify-budget")
    {
        Description = string.Create(CultureInfo.InvariantCulture, $"transitions that the proof of a finding may take (default: {CertifiedShrinker.DefaultBudget})"),
        HelpName = "N",
    };

    private CertificationSettings()
    {
    }

    /// <summary>The options of a command.</summary>
    public static CertificationSettings New() => new();

    /// <summary>Adds them to it.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_certify);
        command.Options.Add(_budget);
    }

    /// <summary>The transitions of a proof; 0 if none is wanted.</summary>
    public long Of(ParseResult result)
    {
        if (result.GetValue(_budget) is not { } text)
            return result.GetValue(_certify) ? CertifiedShrinker.DefaultBudget : 0;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var budget) && budget > 0
            ? budget
            : throw new UsageException($"--certify-budget expects a number of transitions, 1 or more, got '{text}'");
    }
}
