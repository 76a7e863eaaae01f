using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Benchmarks;

/// <summary>
/// Scenarios of one length, drawn beforehand so that their generation is not measured. An action that the lockstep would skip ends
/// a scenario here, so that every action counted is one that runs on both sides.
/// </summary>
public sealed class ScenarioPool
{
    /// <summary>Actions of a pool: a multiple of every length.</summary>
    public const int Actions = 12_000;

    private const ulong Campaign = 1;

    /// <summary>Draws a pool.</summary>
    /// <param name="targetName">The target that it is for.</param>
    /// <param name="vocabulary">Which actions.</param>
    /// <param name="length">Actions of each scenario.</param>
    public ScenarioPool(string targetName, Vocabulary vocabulary, int length)
    {
        if (!TargetCatalogue.TryCreate(targetName, out var target))
            throw new ArgumentException($"there is no target '{targetName}'", nameof(targetName));
        Target = target;
        Accepted = ErratumCatalogue.SetOf(ErratumCatalogue.DeclaredFor(targetName));
        Scenarios = new Scenario[Actions / length];
        Outcomes = new byte[Actions];
        var runner = new LockstepRunner(target, Accepted);
        var generator = new ScenarioGenerator(vocabulary == Vocabulary.Guest ? TargetCapabilities.Guest : target.Capabilities);
        var buffer = new ScenarioAction[ScenarioGenerator.MaximumLength];
        var found = 0;
        for (var draw = 0L; found < Scenarios.Length; draw++)
        {
            var drawn = generator.Generate(SplittableRandom.SeedOf(Campaign, draw), buffer, out var configuration);
            if (drawn >= length && Runs(runner, configuration, buffer.AsSpan(0, length), Outcomes.AsSpan(found * length, length)))
                Scenarios[found++] = new Scenario(configuration, buffer[..length]);
        }
    }

    /// <summary>The target.</summary>
    public ITarget Target { get; }

    /// <summary>The errata declared for it.</summary>
    public ErratumId Accepted { get; }

    /// <summary>The scenarios; together they have <see cref="Actions"/> actions.</summary>
    public Scenario[] Scenarios { get; }

    /// <summary>For each action, one scenario after the other, the number of the allowed behaviour that the target showed.</summary>
    public byte[] Outcomes { get; }

    private static bool Runs(LockstepRunner runner, PeConfiguration configuration, ReadOnlySpan<ScenarioAction> actions, Span<byte> outcomes)
    {
        runner.Start(configuration);
        for (var i = 0; i < actions.Length; i++)
        {
            if (!runner.Step(actions[i], out var signature))
                throw new InvalidOperationException($"{runner.Target.Name} diverges: {signature}");
            if (runner.WasSkipped)
                return false;
            outcomes[i] = 0;
            while (!runner.LastExpectation[outcomes[i]].Accepts(runner.LastObservation))
                outcomes[i]++;
        }

        return true;
    }
}
