using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Checking;

/// <summary>A divergence that a check has met.</summary>
/// <param name="Scenario">The scenario up to the divergent action.</param>
/// <param name="Signature">What differs.</param>
/// <param name="Seed">The seed that the scenario was drawn from; 0 for a trace of the corpus.</param>
internal readonly record struct Met(Scenario Scenario, Signature Signature, ulong Seed)
{
    /// <summary>Of what the parts of a campaign have met, in its order, the first of each signature.</summary>
    public static List<Met> FirstOfEach(IEnumerable<List<Met>> parts) => [.. parts.SelectMany(static part => part).DistinctBy(static met => met.Signature)];
}
