using System.Globalization;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Harness.Corpora;

/// <summary>
/// The name of a trace in a corpus, which says what it is about: <c>errata/NAME</c> for a witness, and else the folder of its rule, then
/// <c>good</c> if it conforms somewhere and <c>bad</c> if it only diverges, the rule, and a hash of the normalized scenario.
/// </summary>
public static class CorpusName
{
    private const string Errata = "errata";

    /// <summary>The name, with the ending of traces.</summary>
    /// <param name="trace">The trace, with what it records.</param>
    /// <param name="rule">What it is about.</param>
    public static string Of(TraceDocument trace, RuleId rule)
    {
        ArgumentNullException.ThrowIfNull(trace);
        if (trace.Erratum is { } erratum)
            return $"{Errata}/{erratum}{TraceFormat.Extension}";
        var isGood = trace.Expectations.Any(static expectation => expectation.Verdict == TraceVerdict.Conforms);
        return string.Create(CultureInfo.InvariantCulture,
            $"{FolderOf(rule)}/{(isGood ? "good" : "bad")}_{WordOf(rule)}_{StableHash.Of(TraceFormat.Write(trace.Scenario.Normalized())):x8}{TraceFormat.Extension}");
    }

    /// <summary>The folder of traces about a rule: see Conformance/Corpus/README.md.</summary>
    public static string FolderOf(RuleId rule) => rule.Print().Split('-')[0] switch
    {
        "OSL" or "DLK" or "CLM" or "RST" => "os-lock",
        "SST" => "step",
        "VMM" or "ISO" => "userspace",
        _ => "debug",
    };

    /// <summary>A rule as it stands in names of files: <c>osl6</c>.</summary>
    public static string WordOf(RuleId rule) => rule.Print().Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
