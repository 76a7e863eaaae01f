using OsLockConformance.Harness.Coverage;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Proving;

/// <summary>The medium alphabet and every action by which coverage explores the model: thousands, for a few actions of depth.</summary>
internal static class LargeAlphabet
{
    /// <summary>The alphabet for a target.</summary>
    public static ProofAlphabet For(TargetCapabilities capabilities)
    {
        var builder = new AlphabetBuilder(capabilities);
        MediumAlphabet.AddTo(builder);
        var exploration = new ExplorationAlphabet(capabilities);
        builder.Add(exploration.Setup);
        builder.Add(exploration.Probes);
        return new ProofAlphabet("large", MediumAlphabet.Configuration, builder.Actions,
        [
            "PEs other than one with 6 breakpoints (2 context-aware), 4 watchpoints, the Double Lock and all fields of MDSCR_EL1",
            "values and blocks that the alphabet does not have",
        ]);
    }
}
