using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Explaining;

/// <summary>
/// Tells suspects apart that show the same in one program:
/// 1. generated programs are run on the suspects, which are simulated and fast, until one comes in which they differ or, if there is
///    but one suspect, in which it diverges;
/// 2. that program is run on the target;
/// 3. a suspect that diverges there is confirmed if the target shows the same, and refuted if the target agrees with the model in that
///    action or shows something else. A target that diverges earlier says nothing of it: it may be wrong in more than one way.
/// The programs are those of one seed, so that the same target is diagnosed the same everywhere.
/// </summary>
/// <param name="target">The runner of the target.</param>
/// <param name="most">Most programs that the target runs: it may be slow.</param>
internal sealed class Experiments(LockstepRunner target, int most)
{
    /// <summary>Programs that the suspects are asked about.</summary>
    private const int Programs = 4_000;

    /// <summary>Most actions of a program.</summary>
    private const int Length = 24;

    private const ulong Seed = 1;

    /// <summary>Programs that the target has run.</summary>
    public int Count { get; private set; }

    /// <summary>Counts for each suspect how often it is confirmed and refuted. One that has been refuted is not asked again.</summary>
    /// <param name="suspects">Those that show the same in the program to explain.</param>
    public void Run(IReadOnlyList<Suspect> suspects)
    {
        if (suspects.Count == 0)
            return;
        var fixedConfiguration = (target.Target as IFixedPe)?.Configuration;
        var generator = new ScenarioGenerator(target.Target.Capabilities & suspects[0].Capabilities, fixedConfiguration) { MaximumActions = Length };
        var buffer = new ScenarioAction[ScenarioGenerator.MaximumLength];
        var left = suspects.ToList();
        for (var i = 0; i < Programs && Count < most && left.Count > 0; i++)
        {
            var count = generator.Generate(SplittableRandom.SeedOf(Seed, i), buffer, out var configuration);
            var actions = buffer.AsSpan(0, count);
            LeaveOut(actions);
            Experiment(left, configuration, actions);
            left.RemoveAll(static suspect => suspect.Refuted > 0);
        }
    }

    private void Experiment(List<Suspect> suspects, PeConfiguration configuration, ReadOnlySpan<ScenarioAction> actions)
    {
        var shown = new Symptom?[suspects.Count];
        for (var i = 0; i < suspects.Count; i++)
            shown[i] = suspects[i].Ask(configuration, actions);
        if (!IsTelling(shown))
            return;
        Count++;
        var seen = Symptom.Of(target, configuration, actions);
        for (var i = 0; i < suspects.Count; i++)
        {
            if (shown[i] is not { } own || seen?.Divergence.Action < own.Divergence.Action)
                continue;
            if (seen?.Shows(own) == true)
                suspects[i].Confirmed++;
            else
                suspects[i].Refuted++;
        }
    }

    private static bool IsTelling(Symptom?[] shown)
    {
        var first = shown[0];
        return shown.Length == 1
            ? first is not null
            : shown.Skip(1).Any(other => first is null ? other is not null : other is null || !first.Shows(other));
    }

    private void LeaveOut(Span<ScenarioAction> actions)
    {
        if (target.Target is not ISelectiveTarget selective)
            return;
        foreach (ref var action in actions)
            action = selective.Substitute(action);
    }
}
