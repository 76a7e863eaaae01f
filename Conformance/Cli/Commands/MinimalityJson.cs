using OsLockConformance.Harness.Proving;

namespace OsLockConformance.Cli.Commands;

/// <summary>Whether a scenario is proved to be a shortest one, for programs.</summary>
/// <param name="Verdict"><c>proved</c>, <c>unfinished</c> or <c>not-searched</c>.</param>
/// <param name="Steps">The length of the scenario in steps: one for an action, two more for an event.</param>
/// <param name="Alphabet">Actions over which it is proved.</param>
/// <param name="States">States that shorter programs lead to.</param>
/// <param name="Transitions">Actions tried in them.</param>
/// <param name="NoTests">Actions that were no test in a state and so not compared: their program may spin.</param>
/// <param name="LongestBlock">Instructions of the longest blocks of the alphabet, those of the scenario apart.</param>
/// <param name="Replaced">How often the search has found a shorter scenario than the passes.</param>
internal sealed record MinimalityJson(string Verdict, int Steps, int Alphabet, long States, long Transitions, long NoTests, int LongestBlock, int Replaced)
{
    public static MinimalityJson Of(MinimalityProof proof) => new(
        proof.Verdict switch
        {
            MinimalityVerdict.Proved => "proved",
            MinimalityVerdict.Unfinished => "unfinished",
            _ => "not-searched",
        },
        proof.Steps, proof.Actions, proof.States, proof.Transitions, proof.NoTests, proof.LongestBlock, proof.Replaced);
}
