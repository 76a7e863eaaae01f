using System.Globalization;

namespace OsLockConformance.Harness.Proving;

/// <summary>
/// How far it is proved that a shrunk scenario is a shortest one. Length is counted in steps: one for an action, two more for an event in a block.
/// The proof is about one PE, one signature and one alphabet, <see cref="ScenarioVocabulary"/>.
/// </summary>
/// <param name="Verdict">What is known.</param>
/// <param name="Steps">The length of the scenario.</param>
/// <param name="Actions">Actions of the alphabet.</param>
/// <param name="States">States of model and implementation that shorter programs lead to; of all searches, where one has found a shorter scenario.</param>
/// <param name="Transitions">Actions tried in them, those that are no test in a state left out; of all searches, too.</param>
/// <param name="Replaced">How often the search has found a shorter scenario than the passes.</param>
public sealed record MinimalityProof(MinimalityVerdict Verdict, int Steps, int Actions, long States, long Transitions, int Replaced)
{
    /// <summary>Actions that were no test in a state, and so not compared: their program may spin.</summary>
    public long NoTests { get; init; }

    /// <summary>Instructions of the longest blocks of the alphabet beside those of the scenario: 3 unless there were too many.</summary>
    public int LongestBlock { get; init; } = ScenarioVocabulary.LongestBlock;

    /// <summary>In words, for reports.</summary>
    public override string ToString() => Verdict switch
    {
        MinimalityVerdict.Proved when Steps == 1 => "proved minimal: it has one step",
        MinimalityVerdict.Proved => string.Create(CultureInfo.InvariantCulture,
            $"proved minimal: none of fewer than {Steps} steps over the {Actions:N0} actions of its vocabulary{LeftOut} ({States:N0} states, {Transitions:N0} transitions){Spinning}{Found}"),
        MinimalityVerdict.Unfinished => string.Create(CultureInfo.InvariantCulture,
            $"not proved minimal: {Of(Transitions, "transition")} from {Of(States, "state")} {(Transitions == 1 ? "was" : "were")} not enough for all of fewer than {Steps} steps over the {Actions:N0} actions of its vocabulary{LeftOut}{Spinning}{Found}"),
        _ => "not proved minimal: the state of the target can't be put back",
    };

    private string LeftOut => LongestBlock switch
    {
        1 => ", too many for new blocks of two and three instructions",
        2 => ", too many for new blocks of three instructions",
        _ => "",
    };

    private string Spinning => NoTests == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {NoTests:N0} more may spin or leave AArch64 and {(NoTests == 1 ? "was" : "were")} not compared");

    private string Found => Replaced == 0 ? "" : "; found by the search, where the passes had stopped";

    private static string Of(long count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {one}{(count == 1 ? "" : "s")}");
}
