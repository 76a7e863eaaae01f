using OsLockConformance.Harness.Exec;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Qemu;
using OsLockConformance.Model.Errata;

namespace OsLockConformance.Harness.Corpora;

/// <summary>
/// Targets and errata that a trace of a corpus names. Any name can stand in a trace, for it may be of an implementation that is not
/// here; in a corpus, which is judged, a name that nothing has is a mistake, or stale.
/// </summary>
public static class CorpusVocabulary
{
    /// <summary>The name of a real kernel's KVM as a target.</summary>
    private const string RealKernel = "kvm";

    private static readonly string[] Targets = [.. TargetCatalogue.Names, QemuTarget.NewName, QemuTarget.OldName, RealKernel];

    /// <summary>Complains about the first target or erratum that is not known.</summary>
    /// <exception cref="TraceFormatException">Where it stands, and what may be meant.</exception>
    public static void Demand(TraceDocument trace, string file, TraceHistory? history = null)
    {
        ArgumentNullException.ThrowIfNull(trace);
        for (var i = 0; i < trace.ExpectationPlaces.Count; i++)
        {
            var target = trace.Expectations[i].Target;
            if (!IsKnown(target))
                throw Unknown(file, trace.ExpectationPlaces[i], "the name of a target", target, Targets, history);
        }
        if (trace.Erratum is { } erratum && ErratumCatalogue.Find(erratum) is null)
            throw Unknown(file, trace.ErratumPlace, "the id of an erratum", erratum, ErratumCatalogue.All.Select(static known => known.Name), history);
    }

    private static bool IsKnown(string target) => target.StartsWith(ExecTarget.Prefix, StringComparison.OrdinalIgnoreCase)
        || Array.Exists(Targets, known => known.Equals(target, StringComparison.OrdinalIgnoreCase));

    private static TraceFormatException Unknown(string file, TracePlace place, string expected, string word, IEnumerable<string> names, TraceHistory? history)
    {
        if ((history ?? TraceHistory.Own).Explain(word) is { } past)
            return new(file, place.Line, place.Column, $"expected {expected}, got '{word}': {past}");
        var near = NearestName.Of(word, names);
        return new(file, place.Line, place.Column, $"expected {expected}{(near is null ? "" : $" (did you mean {near}?)")}, got '{word}'");
    }
}
