using System.Globalization;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Harness.Lockstep;

/// <summary>Signatures as a file or a message between two processes has them; in words they are in <see cref="SignatureText"/>.</summary>
public static class SignatureSyntax
{
    private const char Separator = ';';

    /// <summary>Writes signatures.</summary>
    public static string Write(IEnumerable<Signature> signatures) => string.Join(Separator, signatures.Select(static signature =>
        string.Create(CultureInfo.InvariantCulture, $"{signature.Rule}:{signature.Kind}:{signature.Detail}")));

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static IReadOnlyList<Signature> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split(Separator, StringSplitOptions.RemoveEmptyEntries).Select(ParseOne)];
    }

    private static Signature ParseOne(string text) =>
        text.Split(':') is [var rule, var kind, var detail]
            ? new Signature(Enum.Parse<RuleId>(rule), Enum.Parse<DivergenceKind>(kind), uint.Parse(detail, CultureInfo.InvariantCulture))
            : throw new FormatException($"expected rule, kind and detail, got '{text}'");
}
