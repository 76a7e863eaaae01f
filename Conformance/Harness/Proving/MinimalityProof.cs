using System.Globalization;

namespace OsLockConformance.Harness.Proving;

/// <summary>
/// How far it is proved that a shrunk scenario is a shortest one. Length is counted in steps: one for an action, two more for an event in a block.
/// The proof is about one PE, one signature and one alphabet, <see cref="ScenarioVocabulary"/>.
/// </summary>
/// <param name="Verdict">What is known.</param>
/// <param name="Steps">The length of the scenario.</param>
/// <param name="Actions">Actions of the alphabet.</param>
/// <param name="States">States of model and implementation that shorter programs lead to.</param>
/// <param name="Transitions">Actions tried in them.</param>
/// <param name="Replaced">How often the search has found a shorter scenario than the passes.</param>
public sealed record MinimalityProof(MinimalityVerdict Verdict, int Steps, int Actions, long States, long Transitions, int Replaced)
{
    /// <summary>In words, for reports.</summary>
    public override string ToString() => Verdict switch
    {
        MinimalityVerdict.Proved => string.Create(CultureInfo.InvariantCulture,
            $"proved minimal: no program of fewer than {Count(Steps, "step")} does it with {Count(Actions, "action")} made of its own instructions and the simplest values, on this PE ({States:N0} states, {Transitions:N0} transitions){Found}"),
        MinimalityVerdict.Unfinished => string.Create(CultureInfo.InvariantCulture,
            $"not proved minimal: {Transitions:N0} transitions from {States:N0} states did not suffice for all programs of fewer than {Count(Steps, "step")} with {Count(Actions, "action")}{Found}"),
        _ => "not proved minimal: the state of the target can't be put back",
    };

    private string Found => Replaced == 0 ? "" : "; found by the search, where the passes had stopped";

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {what}{(number == 1 ? "" : "s")}");
}
