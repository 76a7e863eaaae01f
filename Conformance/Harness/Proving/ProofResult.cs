using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Proving;

/// <summary>The result of a search.</summary>
/// <param name="Verdict">What it has shown.</param>
/// <param name="End">Why it ended.</param>
/// <param name="Depth">Closed: the diameter, that is the number of actions after which the last new state was met. Otherwise the length up to which
/// no program diverges; of a divergence, its length less one.</param>
/// <param name="States">States of the product of model and implementation.</param>
/// <param name="Transitions">Actions tried in them, those that are no test in a state left out.</param>
/// <param name="NoTests">Those: their program may spin.</param>
/// <param name="Bytes">Memory of the tables at the end, and of what a wave brings up: what <see cref="SearchOptions.Memory"/> bounds.</param>
/// <param name="Elapsed">Time, that of an earlier part of the search included.</param>
/// <param name="Processor">Processor time of this process meanwhile, all threads together.</param>
public sealed record ProofResult(ProofVerdict Verdict, SearchEnd End, int Depth, long States, long Transitions, long NoTests, long Bytes, TimeSpan Elapsed, TimeSpan Processor)
{
    /// <summary>Of a divergence, the shortest program that shows it; of several, the first in the order of the alphabet.</summary>
    public Scenario? Counterexample { get; init; }

    /// <summary>What it is.</summary>
    public Signature Signature { get; init; }
}
