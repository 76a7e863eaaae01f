using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking;

/// <summary>
/// A shrink on a target that is slow to reach. It answers as <see cref="ShrinkSession"/> does, candidate by candidate, but executes them in
/// batches:
/// 1. when a pass proposes a candidate that has not been executed, the pass is run a second time, on a <see cref="Forecast"/>: with the answers
///    that it got so far, and from there on as if every candidate were refused, which nearly all are;
/// 2. what it proposes there is executed with the candidate in one batch;
/// 3. the pass goes on and finds the answers ready, up to the first candidate that is taken: from there it goes another way.
/// A batch that breaks the target is the last one.
/// </summary>
internal sealed class BatchShrinkSession : ShrinkSession
{
    private const int SmallestBatch = 16;
    private const int LargestBatch = 1024;

    private readonly BatchRunner _batch;
    // For each candidate of the pass: the scenario that is the simplest from then on, or null if the candidate was refused.
    private readonly List<Scenario?> _answers = [];
    private readonly Dictionary<Scenario, Divergence?> _executed = [];
    private IShrinkPass? _pass;
    private Scenario _atStart;
    private int _batchSize = SmallestBatch;
    private bool _isOneByOne;

    internal BatchShrinkSession(LockstepRunner runner, IBatchTarget target, Scenario diverging, Signature signature, int budget)
        : base(runner, diverging, signature, budget)
    {
        _batch = new BatchRunner(target, runner.Accepted);
        _atStart = Current;
    }

    /// <inheritdoc/>
    public override bool Try(Scenario candidate)
    {
        var isTaken = base.Try(candidate);
        _answers.Add(isTaken ? Current : null);
        if (isTaken)
            _batchSize = SmallestBatch;
        return isTaken;
    }

    /// <inheritdoc/>
    internal override void Run(IShrinkPass pass)
    {
        _pass = pass;
        _atStart = Current;
        _answers.Clear();
        pass.Run(this);
    }

    private protected override bool Agrees(Scenario candidate, out Divergence divergence)
    {
        if (!_executed.TryGetValue(candidate, out var known))
        {
            if (_isOneByOne)
                return base.Agrees(candidate, out divergence);
            try
            {
                Execute(candidate);
            }
            catch (TargetException exception) when (FailureSignature.IsDivergence(exception))
            {
                // One of them breaks the target. The budget of crashes and hangs is for those that the shrink would have met, so that from
                // now on candidates are executed one by one.
                _executed.Clear();
                _isOneByOne = true;
                return base.Agrees(candidate, out divergence);
            }
            known = _executed[candidate];
        }
        divergence = known.GetValueOrDefault();
        return known is null;
    }

    private void Execute(Scenario candidate)
    {
        var forecast = new Forecast(this, _batchSize);
        _pass?.Run(forecast);
        _executed.Clear();
        _batch.Clear();
        List<Scenario> candidates = [candidate, .. forecast.Candidates];
        foreach (var scenario in candidates)
            _batch.Add(scenario.Actions);
        _batch.Execute();
        for (var i = 0; i < candidates.Count; i++)
            _executed[candidates[i]] = _batch.Compare(i, out var divergence) ? null : divergence;
        _batchSize = Math.Min(2 * _batchSize, LargestBatch);
    }

    /// <summary>What a pass would propose next if all that it proposes from now on were refused.</summary>
    private sealed class Forecast : ShrinkSession
    {
        private readonly BatchShrinkSession _session;
        private readonly HashSet<Scenario> _proposed = [];
        private readonly int _size;
        private int _answered;

        public Forecast(BatchShrinkSession session, int size)
            : base(session)
        {
            _session = session;
            _size = size;
            Current = session._atStart;
        }

        /// <summary>The candidates, in their order.</summary>
        public List<Scenario> Candidates { get; } = [];

        /// <inheritdoc/>
        public override bool IsExhausted => Candidates.Count >= _size;

        /// <inheritdoc/>
        public override bool Try(Scenario candidate)
        {
            if (_answered < _session._answers.Count)
            {
                if (_session._answers[_answered++] is not { } simpler)
                    return false;
                Current = simpler;
                return true;
            }
            if (!IsExhausted && _session.IsWorthExecuting(candidate, Current) && _proposed.Add(candidate))
                Candidates.Add(candidate);
            return false;
        }
    }
}
