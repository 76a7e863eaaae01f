using OsLockConformance.Evaluation.Trials;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Evaluation.Approaches;

/// <summary>This harness, as <c>oslock check</c> works: seeds, the lockstep loop, the shrinker.</summary>
/// <param name="shrink">Null for our shrinker; another one shows what an evaluation says of it.</param>
public sealed class OwnApproach(Func<LockstepRunner, Scenario, Divergence, int, ShrinkResult>? shrink = null) : IApproach
{
    /// <summary>The name of this approach.</summary>
    public const string OwnName = "oslock";

    private readonly Func<LockstepRunner, Scenario, Divergence, int, ShrinkResult> _shrink = shrink ?? Shrinker.Shrink;

    /// <inheritdoc/>
    public string Name => OwnName;

    /// <inheritdoc/>
    public string Description => "our generator, lockstep loop and shrinker, which keeps the signature of the first failure";

    /// <inheritdoc/>
    public void Run(Trial trial, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var generator = new ScenarioGenerator(trial.Capabilities);
        var buffer = new ScenarioAction[ScenarioGenerator.MaximumLength];
        for (var i = 0L; !trial.IsSpent; i++)
        {
            var length = generator.Generate(SplittableRandom.SeedOf(seed, i), buffer, out var configuration);
            if (trial.Conforms(configuration, buffer.AsSpan(0, length)))
                continue;
            trial.ShrinkWith(_shrink);
            return;
        }
    }
}
