using System.Security.Cryptography;
using System.Text;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Sarif;

/// <summary>Identities of results.</summary>
internal static class SarifFingerprint
{
    /// <summary>Digits of a hash: those of 64 bits.</summary>
    private const int Digits = 16;

    /// <summary>The identity of what a target shows.</summary>
    /// <param name="target">The target.</param>
    /// <param name="rule">The rule that it breaks.</param>
    /// <param name="what">The signature, or the id of a declared deviation.</param>
    public static SarifResult.Fingerprints Of(string target, RuleId rule, string what)
    {
        var identity = $"{target} {rule.Print()} {what}";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..Digits];
        // Behind the colon GitHub counts equal lines of a file; there is one result of an identity.
        return new(identity, $"{hash}:1");
    }
}
