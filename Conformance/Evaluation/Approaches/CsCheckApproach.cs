using CsCheck;
using OsLockConformance.Evaluation.Trials;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Evaluation.Approaches;

/// <summary>
/// CsCheck, which shrinks by going on drawing and keeping what is smaller. Its <c>Check.Sample</c> takes all randomness but the first draw from
/// the clock; so that a trial can be repeated its loop is done here, over its generators and its order of sizes:
/// 1. draw, and stop drawing as soon as the size of the smallest failure is exceeded;
/// 2. execute only what is smaller than that;
/// 3. after the first failure, until the budget of candidates is used up.
/// </summary>
public sealed class CsCheckApproach : IApproach
{
    private const uint Stream = 1;

    /// <inheritdoc/>
    public string Name => "cscheck";

    /// <inheritdoc/>
    public string Description => "a CsCheck sample of arrays of our actions, with CsCheck's shrinking by size: fewer actions, then fewer instructions and events";

    /// <inheritdoc/>
    public void Run(Trial trial, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var scenarios = new Scenarios(trial.Capabilities);
        var pcg = new PCG(Stream, SplittableRandom.SeedOf(seed, 0));
        Size? smallest = null;
        for (var left = trial.Shrinks; left > 0 && !trial.IsSpent; left -= trial.HasFailed ? 1 : 0)
        {
            var (header, actions) = scenarios.Generate(pcg, smallest, out var size);
            if (smallest is not null && !Size.IsLessThan(size, smallest))
                continue;
            if (!trial.Conforms(header.Configuration, actions))
                smallest = size;
        }
    }

    /// <summary>A header and its actions; the size is that of the array.</summary>
    private sealed class Scenarios(TargetCapabilities capabilities) : Gen<(ScenarioHeader Header, ScenarioAction[] Actions)>
    {
        public override (ScenarioHeader Header, ScenarioAction[] Actions) Generate(PCG pcg, Size? min, out Size size)
        {
            var header = ScenarioHeader.Draw(pcg.Next64(), capabilities);
            return (header, new Actions(header).Array[header.Length].Generate(pcg, min, out size));
        }
    }

    /// <summary>An action; its size is the number of its instructions and events.</summary>
    private sealed class Actions(ScenarioHeader header) : Gen<ScenarioAction>
    {
        public override ScenarioAction Generate(PCG pcg, Size? min, out Size size)
        {
            var action = header.Action(pcg.Next64());
            var parts = (ulong)action.Length;
            for (var i = 0; i <= action.Length && action.HasEvents; i++)
                parts += action.EventAt(i).Kind == BoundaryEventKind.None ? 0UL : 1;
            size = new Size(parts);
            return action;
        }
    }
}
