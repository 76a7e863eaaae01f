using FsCheck;
using FsCheck.Fluent;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Evaluation.Approaches;

/// <summary>Our headers and actions as generators of FsCheck: one draw each, which <see cref="SplittableRandom"/> expands.</summary>
internal static class FsCheckDraws
{
    private static readonly Gen<ulong> Seeds = Gen.Choose(0, int.MaxValue).Select(static draw => SplittableRandom.SeedOf(0, draw));

    public static Gen<ScenarioHeader> Headers(TargetCapabilities capabilities) => Seeds.Select(seed => ScenarioHeader.Draw(seed, capabilities));

    public static Gen<ScenarioAction> Actions(ScenarioHeader header) => Seeds.Select(header.Action);
}
