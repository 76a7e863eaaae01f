using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Proving;

/// <summary>A finite set of actions on one PE: what a search tries in every state.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Configuration">The PE.</param>
/// <param name="Actions">The actions. Of several shortest programs the first one in this order is reported.</param>
/// <param name="LeavesOut">What no program of it does, in sentences.</param>
public sealed record ProofAlphabet(string Name, PeConfiguration Configuration, IReadOnlyList<ScenarioAction> Actions, IReadOnlyList<string> LeavesOut)
{
    /// <summary>The names of the alphabets, from the smallest.</summary>
    public static IReadOnlyList<string> Names { get; } = ["small", "medium", "large"];

    /// <summary>The alphabet of a name, whatever its case, for a target that can do this.</summary>
    /// <returns>null if there is none of that name.</returns>
    public static ProofAlphabet? Of(string name, TargetCapabilities capabilities) => Names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) switch
    {
        "small" => SmallAlphabet.For(capabilities),
        "medium" => MediumAlphabet.For(capabilities),
        "large" => LargeAlphabet.For(capabilities),
        _ => null,
    };
}
