using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;

namespace OsLockConformance.Harness.Corpora;

/// <summary>
/// Chooses the traces that are worth keeping:
/// 1. the witnesses of errata are kept, and the traces that record a divergence of a target which is not in this process, so that nobody
///    can say here whether another trace shows it too; what they contribute is covered;
/// 2. while something is not covered, the trace is kept that covers the most of it; of several the one with the fewest actions, then the
///    one whose name comes first. A trace that is alone with a finding's signature, or with a cell, is among them at some time;
/// 3. a trace that was kept early and whose contributions all others together have is dropped again, the last one first;
/// 4. for each dropped trace those kept ones are named that have what it contributes, chosen in the same way.
/// The choice depends on the traces alone, not on their order.
/// </summary>
public static class CorpusMinimization
{
    /// <summary>Minimizes a corpus.</summary>
    /// <param name="corpus">The traces; each name once.</param>
    public static MinimizedCorpus Of(IReadOnlyList<CorpusTrace> corpus)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        var meter = new ContributionMeter();
        return Of([.. corpus.Select(trace => new CorpusCandidate(trace.Name, trace.Document.Scenario.Actions.Length, meter.Of(trace.Document.Scenario))
        {
            IsWitness = trace.Document.Erratum is not null,
            Stays = trace.Document.Erratum is not null || trace.Document.Expectations.Any(DivergesElsewhere),
        })]);
    }

    /// <summary>Minimizes a corpus of which is known what each trace contributes.</summary>
    /// <param name="corpus">The traces; each name once.</param>
    public static MinimizedCorpus Of(IReadOnlyList<CorpusCandidate> corpus)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        CorpusCandidate[] candidates = [.. corpus.OrderBy(static candidate => candidate.Name, StringComparer.Ordinal)];
        HashSet<Contribution> all = [.. candidates.SelectMany(static candidate => candidate.Contributions)];
        List<CorpusCandidate> kept = [.. candidates.Where(static candidate => candidate.Stays)];
        kept.AddRange(Cover([.. all.Except(kept.SelectMany(static candidate => candidate.Contributions))], candidates));
        DropRedundant(kept);
        CorpusCandidate[] dropped = [.. candidates.Except(kept)];
        return new MinimizedCorpus(
            [.. kept.Select(static candidate => candidate.Name).Order(StringComparer.Ordinal)],
            [.. dropped.Select(candidate => new DroppedTrace(candidate.Name, [.. Cover([.. candidate.Contributions], kept).Select(static other => other.Name)]))],
            kept.Count(static candidate => candidate.IsWitness),
            all.Count(static one => !one.IsFinding),
            all.Count(static one => one.IsFinding));
    }

    private static bool DivergesElsewhere(TraceExpectation expectation) =>
        expectation.Verdict == TraceVerdict.Diverges && TargetCatalogue.Describe(expectation.Target) is null;

    /// <summary>The greedy cover of what is missing, which the candidates have altogether.</summary>
    private static List<CorpusCandidate> Cover(HashSet<Contribution> missing, IReadOnlyList<CorpusCandidate> candidates)
    {
        List<CorpusCandidate> chosen = [];
        while (missing.Count > 0)
        {
            var best = candidates
                .OrderByDescending(candidate => candidate.Contributions.Count(missing.Contains))
                .ThenBy(static candidate => candidate.Actions)
                .ThenBy(static candidate => candidate.Name, StringComparer.Ordinal)
                .First();
            chosen.Add(best);
            missing.ExceptWith(best.Contributions);
        }
        return chosen;
    }

    private static void DropRedundant(List<CorpusCandidate> kept)
    {
        for (var i = kept.Count - 1; i >= 0; i--)
        {
            var candidate = kept[i];
            var others = kept.Where(other => other != candidate).SelectMany(static other => other.Contributions).ToHashSet();
            if (!candidate.Stays && candidate.Contributions.All(others.Contains))
                kept.RemoveAt(i);
        }
    }
}
