using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Checking;

/// <summary>
/// Runs rounds of a campaign on all cores, each with a model and an instance of the target of its own. A round is cut into parts of
/// <see cref="PartSize"/> scenarios; a core that is done with one takes the next, and what the parts have met is put together in their
/// order. So the result is the same for any number of cores and any way in which they share the work.
/// </summary>
internal sealed class ParallelLockstep
{
    // Long enough that cores seldom wait for each other, short enough to be stopped at once.
    private const int MostScenarios = 128 * PartSize;

    private const int PartSize = 32;

    private readonly Worker[] _workers;
    private readonly ulong _campaign;

    /// <summary>Makes the instances.</summary>
    /// <param name="workers">How many.</param>
    /// <param name="campaign">The seed of the campaign.</param>
    /// <param name="makeRunner">Makes an instance of the target and a runner for it.</param>
    /// <param name="makeGenerator">Makes a generator.</param>
    public ParallelLockstep(int workers, ulong campaign, Func<LockstepRunner> makeRunner, Func<ScenarioGenerator> makeGenerator)
    {
        _campaign = campaign;
        _workers = new Worker[workers];
        for (var i = 0; i < workers; i++)
            _workers[i] = new Worker(makeRunner(), makeGenerator());
    }

    /// <summary>Scenarios of the next round: as many as have been run before, so that what is found early, and accepted or known from then on,
    /// does not hide much.</summary>
    /// <param name="done">Scenarios that have been run.</param>
    public static int RoundSize(long done) => (int)Math.Clamp(done, PartSize, MostScenarios);

    /// <summary>Runs a round: the first divergence of each signature that is not known, in the order of the campaign.</summary>
    /// <param name="first">The number of the first scenario.</param>
    /// <param name="count">Scenarios.</param>
    /// <param name="known">Signatures that are not of interest; not changed while this runs.</param>
    public List<Met> Run(long first, int count, HashSet<Signature> known)
    {
        var parts = new List<Met>[(count + PartSize - 1) / PartSize];
        var next = -1;
        void TakeParts(Worker worker)
        {
            for (var part = Interlocked.Increment(ref next); part < parts.Length; part = Interlocked.Increment(ref next))
            {
                var start = part * PartSize;
                parts[part] = worker.Run(_campaign, first + start, Math.Min(PartSize, count - start), known);
            }
        }
        // The caller's thread works too, so that nobody waits for a thread to become free.
        var others = Task.WhenAll(_workers[1..].Select(worker => Task.Run(() => TakeParts(worker))));
        TakeParts(_workers[0]);
        others.GetAwaiter().GetResult();

        return Met.FirstOfEach(parts);
    }

    /// <summary>Actions executed in lockstep since this was last asked.</summary>
    public long TakeActionsExecuted() => _workers.Sum(static worker => worker.TakeActionsExecuted());

    /// <summary>Adds how often each accepted erratum was relied on since this was last asked, and the rules that were exercised.</summary>
    public void AddCounts(long[] errataSeen, RuleCounter? rules)
    {
        foreach (var worker in _workers)
            worker.AddCounts(errataSeen, rules);
    }

    private sealed class Worker(LockstepRunner runner, ScenarioGenerator generator)
    {
        private readonly ScenarioAction[] _buffer = new ScenarioAction[ScenarioGenerator.MaximumLength];
        private readonly long[] _errataTaken = new long[runner.ErrataSeen.Length];
        private long _actionsTaken;

        public List<Met> Run(ulong campaign, long first, int count, HashSet<Signature> known)
        {
            List<Met> met = [];
            for (var i = 0; i < count; i++)
            {
                var seed = SplittableRandom.SeedOf(campaign, first + i);
                var length = generator.Generate(seed, _buffer, out var configuration);
                if (runner.Run(configuration, _buffer.AsSpan(0, length), out var divergence) || known.Contains(divergence.Signature))
                    continue;
                if (!met.Exists(other => other.Signature == divergence.Signature))
                    met.Add(new Met(new Scenario(configuration, _buffer[..(divergence.Action + 1)]), divergence.Signature, seed));
            }
            return met;
        }

        public long TakeActionsExecuted()
        {
            var taken = runner.ActionsExecuted - _actionsTaken;
            _actionsTaken += taken;
            return taken;
        }

        // The counts stay with the runner, which stops counting an erratum when it has seen it often enough.
        public void AddCounts(long[] errataSeen, RuleCounter? rules)
        {
            for (var bit = 0; bit < _errataTaken.Length; bit++)
            {
                errataSeen[bit] += runner.ErrataSeen[bit] - _errataTaken[bit];
                _errataTaken[bit] = runner.ErrataSeen[bit];
            }
            if (runner.Rules is { } counted)
                rules?.Take(counted);
        }
    }
}
