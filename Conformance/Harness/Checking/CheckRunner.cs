using System.Diagnostics;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Checking;

/// <summary>
/// Checks a target with generated scenarios until the budget is used up:
/// 1. scenario i of the campaign is drawn from the i-th seed and run in lockstep;
/// 2. a divergence with a signature that is new is kept at once, shrunk, and reported; divergences with other new signatures that
///    shrinking meets on its way are findings of their own;
/// 3. in a strict check no erratum is accepted at first, those apart that were asked for; a finding that a declared erratum explains is
///    reported with its name, and the erratum is accepted from then on, so that it hides nothing that comes after;
/// 4. an invariant that was found broken is not asked again: it would end every scenario at the same place.
/// </summary>
public sealed class CheckRunner
{
    private readonly ITarget _target;
    private readonly CheckOptions _options;
    private readonly IFindingSink? _sink;
    private readonly IReadOnlyList<Erratum> _declared;
    private readonly List<Finding> _findings = [];
    private readonly HashSet<Signature> _signatures = [];
    private readonly HashSet<Scenario> _shrunk = [];
    private readonly List<IInvariant> _invariants = [.. InvariantCatalogue.All];
    private LockstepRunner _runner;

    /// <summary>Prepares a check.</summary>
    public CheckRunner(ITarget target, CheckOptions options, IFindingSink? sink = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        _target = target;
        _options = options;
        _sink = sink;
        _declared = TargetCatalogue.ErrataOf(target);
        var accepted = ErratumCatalogue.SetOf(_declared);
        _runner = new LockstepRunner(target, (options.Strict ? accepted & options.Accepted : accepted) | options.Below);
    }

    /// <summary>Scenarios between two calls of <see cref="Progress"/>; a target that takes batches has one after each.</summary>
    public int ProgressInterval { get; init; } = 1024;

    /// <summary>Actions compared so far.</summary>
    public long Actions { get; private set; }

    /// <summary>Called now and then with the scenarios run and the findings so far.</summary>
    public Action<long, int>? Progress { get; set; }

    /// <summary>Runs the check.</summary>
    public CheckReport Run(CancellationToken cancellation = default)
    {
        var watch = Stopwatch.StartNew();
        if (_target is IBatchTarget batchTarget)
            return RunBatches(batchTarget, watch, cancellation);
        var generator = Generator((_target as IFixedPe)?.Configuration);
        var buffer = new ScenarioAction[ScenarioGenerator.MaximumLength];
        var scenarios = 0L;
        var actions = 0L;
        while (!cancellation.IsCancellationRequested && _findings.Count < _options.MaximumFindings)
        {
            if (_options.Time is { } time ? watch.Elapsed >= time : scenarios >= _options.Scenarios)
                break;
            var seed = SplittableRandom.SeedOf(_options.Seed, scenarios);
            var length = generator.Generate(seed, buffer, out var configuration);
            LeaveOut(buffer.AsSpan(0, length));
            var before = _runner.ActionsExecuted;
            var agrees = _runner.Run(configuration, buffer.AsSpan(0, length), out var divergence);
            actions += _runner.ActionsExecuted - before;
            scenarios++;
            if (!agrees && !_signatures.Contains(divergence.Signature))
                Report([(divergence.Signature, new Scenario(configuration, buffer[..(divergence.Action + 1)]), seed)]);
            Actions = actions;
            if (scenarios % ProgressInterval == 0)
                Progress?.Invoke(scenarios, _findings.Count);
        }
        return ReportOf(scenarios, actions, watch, cancellation);
    }

    /// <summary>The same on a target that executes many scenarios in one go. The first divergence of each signature in a batch is
    /// reported, when the whole batch has been compared.</summary>
    private CheckReport RunBatches(IBatchTarget target, Stopwatch watch, CancellationToken cancellation)
    {
        var generator = Generator(target.Configuration);
        var buffer = new ScenarioAction[ScenarioGenerator.MaximumLength];
        var batch = new BatchRunner(target, _runner.Accepted);
        var scenarios = 0L;
        var actions = 0L;
        while (!cancellation.IsCancellationRequested && _findings.Count < _options.MaximumFindings)
        {
            if (_options.Time is { } time ? watch.Elapsed >= time : scenarios >= _options.Scenarios)
                break;
            if (batch.Accepted != _runner.Accepted)
                batch = new BatchRunner(target, _runner.Accepted);
            var first = scenarios;
            var count = (int)Math.Min(target.BatchSize, _options.Time is null ? _options.Scenarios!.Value - first : target.BatchSize);
            for (var i = 0; i < count; i++)
            {
                var drawn = buffer.AsSpan(0, generator.Generate(SplittableRandom.SeedOf(_options.Seed, first + i), buffer, out _));
                LeaveOut(drawn);
                batch.Add(drawn);
            }
            batch.Execute();
            var met = CompareBatch(batch, first);
            scenarios += count;
            actions += batch.TakeActionsExecuted();
            batch.AddErrataSeen(_runner.ErrataSeen);
            batch.Clear();
            Report(met);
            Actions = actions;
            Progress?.Invoke(scenarios, _findings.Count);
        }
        return ReportOf(scenarios, actions, watch, cancellation);
    }

    private ScenarioGenerator Generator(PeConfiguration? configuration) => new(_target.Capabilities & _options.Capabilities, configuration)
    {
        MaximumActions = _options.MaximumActions,
    };

    private List<(Signature Signature, Scenario Scenario, ulong Seed)> CompareBatch(BatchRunner batch, long first)
    {
        List<(Signature Signature, Scenario Scenario, ulong Seed)> met = [];
        HashSet<Signature> signatures = [];
        for (var i = 0; i < batch.Count; i++)
        {
            if (!batch.Compare(i, out var divergence) && !_signatures.Contains(divergence.Signature) && signatures.Add(divergence.Signature))
                met.Add((divergence.Signature, new Scenario(batch.Configuration, batch.Actions(i)[..(divergence.Action + 1)].ToArray()), SplittableRandom.SeedOf(_options.Seed, first + i)));
        }
        return met;
    }

    private CheckReport ReportOf(long scenarios, long actions, Stopwatch watch, CancellationToken cancellation)
    {
        var findings = _findings.ToList();
        findings.Sort(static (left, right) => ScenarioOrder.Compare(left.Scenario, right.Scenario));
        return new CheckReport(_target.Name, _options.Seed, scenarios, actions, watch.Elapsed, findings, ErrataSeen(), cancellation.IsCancellationRequested);
    }

    /// <summary>Shrinks and reports divergences, and those that shrinking meets on its way. In a strict check an exception that must not be
    /// taken comes before all else: that is what the erratum is about which explains it, not that SPSR_EL1.SS differs, for example.</summary>
    private void Report(List<(Signature Signature, Scenario Scenario, ulong Seed)> divergences)
    {
        var waiting = new PriorityQueue<(Scenario Scenario, ulong Seed), (int Rank, int Order)>();
        var order = 0;
        void Wait(Signature signature, Scenario scenario, ulong seed) =>
            waiting.Enqueue((scenario, seed), (_options.Strict && signature.Kind != DivergenceKind.Event ? 1 : 0, order++));
        foreach (var (signature, scenario, seed) in divergences)
            Wait(signature, scenario, seed);
        while (waiting.TryDequeue(out var next, out _) && _findings.Count < _options.MaximumFindings)
        {
            // What was accepted since it was met may explain it.
            if (_runner.Run(next.Scenario.Configuration, next.Scenario.Actions, out var divergence) || _signatures.Contains(divergence.Signature))
                continue;
            foreach (var (signature, met) in ReportOne(next.Scenario, divergence.Signature, next.Seed))
            {
                if (!_signatures.Contains(signature))
                    Wait(signature, met, next.Seed);
            }
        }
    }

    private IReadOnlyList<(Signature Signature, Scenario Scenario)> ReportOne(Scenario scenario, Signature signature, ulong seed)
    {
        _sink?.Seen(_target.Name, signature, scenario, seed);
        var budget = _findings.Count < _options.ThoroughlyShrunk ? Shrinker.DefaultBudget : _options.LaterShrinkBudget;
        var shrunk = Shrinker.Shrink(_runner, scenario, budget);
        var erratum = Explain(shrunk.Scenario);
        if (erratum is null)
            _signatures.Add(signature);
        var finding = new Finding(signature, shrunk.Scenario, erratum, seed, shrunk.Executions) { Accepted = Needed(shrunk.Scenario, signature) };
        if (_shrunk.Add(shrunk.Scenario))
        {
            _findings.Add(finding);
            _sink?.Shrunk(_target.Name, finding);
        }
        if (erratum is not null)
            Continue(_runner.Accepted | erratum.Id);
        else if (signature.Kind == DivergenceKind.Invariant)
            LeaveOut(shrunk.Scenario);
        return shrunk.Met;
    }

    /// <summary>The accepted errata without which the scenario shows another divergence, or none.</summary>
    private ErratumId Needed(Scenario scenario, Signature signature)
    {
        var needed = _runner.Accepted;
        for (var left = (ulong)needed; _options.Strict && left != 0; left &= left - 1)
        {
            var fewer = needed & ~(ErratumId)(left & (0 - left));
            var stricter = new LockstepRunner(_target, fewer, _invariants);
            if (!stricter.Run(scenario.Configuration, scenario.Actions, out var divergence) && divergence.Signature == signature)
                needed = fewer;
        }
        _runner.Attach();
        return needed;
    }

    /// <summary>What a selective target can't be judged by is replaced.</summary>
    private void LeaveOut(Span<ScenarioAction> actions)
    {
        if (_target is not ISelectiveTarget selective)
            return;
        foreach (ref var action in actions)
            action = selective.Substitute(action);
    }

    private void LeaveOut(Scenario scenario)
    {
        _runner.Run(scenario.Configuration, scenario.Actions, out _);
        if (_runner.BrokenInvariant is { } broken && _invariants.Remove(broken))
            Continue(_runner.Accepted);
    }

    /// <summary>The first declared erratum that is not accepted yet and with which the scenario no longer diverges.</summary>
    private Erratum? Explain(Scenario scenario)
    {
        foreach (var erratum in _declared)
        {
            if ((_runner.Accepted & erratum.Id) != 0)
                continue;
            var lenient = new LockstepRunner(_target, _runner.Accepted | erratum.Id, _invariants);
            var agrees = lenient.Run(scenario.Configuration, scenario.Actions, out _);
            _runner.Attach();
            if (agrees)
                return erratum;
        }
        return null;
    }

    private void Continue(ErratumId accepted)
    {
        var seen = _runner.ErrataSeen;
        _runner = new LockstepRunner(_target, accepted, _invariants);
        seen.CopyTo(_runner.ErrataSeen, 0);
    }

    private List<ErratumSeen> ErrataSeen()
    {
        var errata = new List<ErratumSeen>();
        foreach (var erratum in _declared)
        {
            if ((_runner.Accepted & erratum.Id) != 0)
                errata.Add(new ErratumSeen(erratum, _runner.ErrataSeen[System.Numerics.BitOperations.TrailingZeroCount((ulong)erratum.Id)]));
        }
        return errata;
    }
}
