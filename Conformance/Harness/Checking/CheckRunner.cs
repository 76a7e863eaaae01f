using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using OsLockConformance.Harness.Coverage;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Checking;

/// <summary>
/// Checks a target with generated scenarios until the budget is used up, a simulated one on all cores:
/// 0. the traces of the corpus, if there are any, are replayed, all of them before the first divergence is looked into;
/// 1. scenario i of the campaign is drawn from the i-th seed and run in lockstep;
/// 2. a divergence with a signature that is new is kept at once, shrunk, and reported; divergences with other new signatures that
///    shrinking meets on its way are findings of their own;
/// 3. in a strict check no erratum is accepted at first, those apart that were asked for; a finding that a declared erratum explains is
///    reported with its name, and the erratum is accepted from then on, so that it hides nothing that comes after;
/// 4. an invariant that was found broken, or that threw, is not asked again: it would end every scenario at the same place;
/// 5. on a target that is not deterministic by construction a divergence is reported only if it comes every time, and as flaky otherwise;
/// 6. if the target breaks down over a batch, the batch is run again in sections and then one by one, so that what breaks it is found;
///    what no scenario is to blame for is noted. A target that can't be used any longer ends the check; what was found is kept.
/// </summary>
public sealed class CheckRunner
{
    // Two failures locate a scenario in a batch, and the sections without one are still batches.
    private const int SectionSize = 32;

    /// <summary>Flaky scenarios with one signature that are reported; after them it is taken to be known.</summary>
    private const int MostFlaky = 5;

    private readonly ITarget _target;
    private readonly CheckOptions _options;
    private readonly IFindingSink? _sink;
    private readonly IReadOnlyList<Erratum> _declared;
    private readonly List<Finding> _findings = [];
    private readonly HashSet<Signature> _signatures = [];
    private readonly HashSet<Scenario> _shrunk = [];
    private readonly List<IInvariant> _invariants;
    private readonly List<FlakyScenario> _flaky = [];
    private readonly FailureTally _failures;
    private CancellationToken _cancellation;
    private readonly RuleCounter? _rules;
    private readonly List<ReplayedTrace> _replayed = [];
    private readonly Stopwatch _watch = new();
    private string? _failure;
    private long _scenarios;
    private LockstepRunner _runner;
    private CampaignState _done;

    /// <summary>Prepares a check.</summary>
    public CheckRunner(ITarget target, CheckOptions options, IFindingSink? sink = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        _target = target;
        _options = options;
        _sink = sink;
        _invariants = [.. options.Invariants];
        _failures = new FailureTally(options.MaximumFailures);
        _signatures.UnionWith(options.Known);
        _declared = TargetCatalogue.ErrataOf(target);
        var accepted = ErratumCatalogue.SetOf(_declared);
        _rules = options.CountRules ? new RuleCounter() : null;
        _runner = new LockstepRunner(target, (options.Strict ? accepted & options.Accepted : accepted) | options.Below, _invariants) { Rules = _rules, Twin = options.Twin };
        if (options.Resumed is { } state)
            Resume(state);
        MarkDone();
    }

    /// <summary>Scenarios between two calls of <see cref="Progress"/>; a target that takes batches has one after each.</summary>
    public int ProgressInterval { get; init; } = 1024;

    /// <summary>Instances of a simulated target that run at the same time; the report does not depend on it.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Actions compared so far.</summary>
    public long Actions { get; private set; }

    /// <summary>In which circumstances rules have fired so far; null if that is not counted.</summary>
    public CoverageCounter? Cells => _rules?.Cells;

    /// <summary>Called now and then with the scenarios run and the findings so far.</summary>
    public Action<long, int>? Progress { get; set; }

    /// <summary>Called before each scenario with its seed, so that the one that ends this process too is known. No batches are made then.</summary>
    public Action<ulong, Scenario>? Starting { get; init; }

    /// <summary>Runs the check.</summary>
    public CheckReport Run(CancellationToken cancellation = default)
    {
        _watch.Restart();
        _cancellation = cancellation;
        try
        {
            if (_target is IBatchTarget batchTarget && Starting is null)
                RunBatches(batchTarget);
            else if (_target is IReplicable replicable and not ISelectiveTarget && _target.IsDeterministic && Starting is null && _options.Twin is null)
                RunInParallel(replicable);
            else
                RunOneByOne();
            if (!cancellation.IsCancellationRequested)
                MarkDone();
        }
        catch (TargetException exception)
        {
            _failure = exception.Message;
        }
        return ReportSoFar();
    }

    /// <summary>How far the check has come, up to the last round whose divergences have been dealt with: what came in one that was cut short
    /// comes again when the check goes on.</summary>
    public CampaignState State() => _done with { Elapsed = Elapsed };

    private TimeSpan Elapsed => _watch.Elapsed + (_options.Resumed?.Elapsed ?? TimeSpan.Zero);

    private void Resume(CampaignState state)
    {
        _scenarios = state.Scenarios;
        Actions = state.Actions;
        _findings.AddRange(state.Findings);
        _shrunk.UnionWith(state.Findings.Select(static finding => finding.Scenario));
        _flaky.AddRange(state.Flaky);
        _signatures.UnionWith(state.Known);
        _invariants.RemoveAll(invariant => state.LeftOut.Contains(invariant.Name));
        state.ErrataSeen.ToArray().CopyTo(_runner.ErrataSeen, 0);
        Continue(state.Accepted);
        _runner.Rules = _rules;
        _runner.Twin = _options.Twin;
    }

    /// <summary>The scenarios so far have been run, and what they showed has been reported, unless that was cut short.</summary>
    private void EndRound()
    {
        if (!_cancellation.IsCancellationRequested)
            MarkDone();
        Progress?.Invoke(_scenarios, _findings.Count);
    }

    [MemberNotNull(nameof(_done))]
    private void MarkDone() => _done = new CampaignState(_target.Name, _scenarios, Actions, Elapsed, _runner.Accepted)
    {
        Findings = [.. _findings],
        Flaky = [.. _flaky],
        Known = [.. _signatures],
        LeftOut = [.. _options.Invariants.Except(_invariants).Select(static invariant => invariant.Name)],
        ErrataSeen = [.. _runner.ErrataSeen],
    };

    private bool GoesOn => !_cancellation.IsCancellationRequested && _findings.Count < _options.MaximumFindings
        && (_options.Time is { } time ? _watch.Elapsed < time : _scenarios < _options.Scenarios);

    /// <summary>Scenarios of the next batch or round.</summary>
    private int NextCount(int most) => (int)Math.Min(most, _options.Time is null ? _options.Scenarios!.Value - _scenarios : most);

    private void RunOneByOne()
    {
        Replay(Corpus());
        var generator = Generator((_target as IFixedPe)?.Configuration);
        var buffer = new ScenarioAction[ScenarioGenerator.MaximumLength];
        while (GoesOn)
        {
            var seed = SplittableRandom.SeedOf(_options.Seed, _options.First + _scenarios);
            var length = generator.Generate(seed, buffer, out var configuration);
            LeaveOut(buffer.AsSpan(0, length));
            if (Starting is not null)
                length = Start(configuration, buffer, length, seed);
            var before = _runner.ActionsExecuted;
            var agrees = _runner.Run(configuration, buffer.AsSpan(0, length), out var divergence);
            Actions += _runner.ActionsExecuted - before;
            _scenarios++;
            if (agrees)
                _failures.Worked();
            else if (!_signatures.Contains(divergence.Signature) || FailureSignature.IsFailure(divergence.Signature.Kind))
                Report([new Met(new Scenario(configuration, buffer[..(divergence.Action + 1)]), divergence.Signature, seed)]);
            if (_scenarios % ProgressInterval == 0)
                EndRound();
        }
    }

    /// <summary>The same on a simulated target, on all cores. The first divergence of each signature in a round is reported at its end.</summary>
    private void RunInParallel(IReplicable target)
    {
        Replay(Corpus());
        var (workers, runner) = (NewWorkers(target), _runner);
        while (GoesOn)
        {
            if (runner != _runner)
                (workers, runner) = (NewWorkers(target), _runner);
            var count = NextCount(ParallelLockstep.RoundSize(_scenarios));
            var met = workers.Run(_options.First + _scenarios, count, _signatures);
            Actions += workers.TakeActionsExecuted();
            workers.AddCounts(_runner.ErrataSeen, _rules);
            _scenarios += count;
            Report(met);
            EndRound();
        }
    }

    private ParallelLockstep NewWorkers(IReplicable target) => new(
        Workers,
        _options.Seed,
        () => new LockstepRunner(target.Replicate(), _runner.Accepted, [.. _invariants]) { Rules = _rules is null ? null : new RuleCounter() },
        () => Generator((_target as IFixedPe)?.Configuration));

    /// <summary>Says which scenario comes, as it would be in a batch.</summary>
    private int Start(PeConfiguration configuration, ScenarioAction[] buffer, int length, ulong seed)
    {
        if (_target is IBatchTarget)
        {
            var executable = BatchRunner.Executable(buffer.AsSpan(0, length));
            executable.CopyTo(buffer, 0);
            length = executable.Length;
        }
        Starting!(seed, new Scenario(configuration, buffer[..length]));
        return length;
    }

    /// <summary>The same on a target that executes many scenarios in one go. The first divergence of each signature in a batch is
    /// reported, when the whole batch has been compared.</summary>
    private void RunBatches(IBatchTarget target)
    {
        foreach (var traces in Corpus().Chunk(target.BatchSize))
            Replay(target, traces);
        using var siblings = new Siblings(target);
        var parts = siblings.Runners(NewBatch);
        while (GoesOn)
        {
            if (parts[0].Accepted != _runner.Accepted)
                parts = siblings.Runners(NewBatch);
            var first = _options.First + _scenarios;
            var count = NextCount(target.BatchSize);
            try
            {
                var met = RunBatch(parts, first, count);
                _failures.Worked();
                _scenarios += count;
                Report(met);
            }
            catch (TargetException exception) when (FailureSignature.IsDivergence(exception))
            {
                var isBlamed = FindFailing(target, Generator(target.Configuration), first, count);
                _scenarios += count;
                if (!isBlamed && !_cancellation.IsCancellationRequested)
                    _failures.Disturbed(exception.Message);
                parts = siblings.Runners(NewBatch);
            }
            EndRound();
        }
    }

    // Instances run at the same time: each has a counter of its own.
    private BatchRunner NewBatch(IBatchTarget target) => new(target, _runner.Accepted) { Rules = _rules is null ? null : new RuleCounter(), Twin = _options.Twin };

    /// <summary>The traces that the target can do, on the PE that it has.</summary>
    private IEnumerable<(string Name, Scenario Scenario)> Corpus()
    {
        foreach (var (name, document) in _options.Corpus)
        {
            if ((RequiredCapabilities.Of(document.Scenario) & ~_target.Capabilities) != 0 || _cancellation.IsCancellationRequested)
                continue;
            var scenario = document.Scenario with
            {
                Configuration = (_target as IFixedPe)?.Configuration ?? document.Scenario.Configuration,
                Actions = [.. document.Scenario.Actions],
            };
            LeaveOut(scenario.Actions);
            yield return (name, scenario);
        }
    }

    private void Replay(IEnumerable<(string Name, Scenario Scenario)> traces)
    {
        List<Met> met = [];
        foreach (var (name, scenario) in traces)
        {
            var before = _runner.ActionsExecuted;
            var agrees = _runner.Run(scenario.Configuration, scenario.Actions, out var divergence);
            Actions += _runner.ActionsExecuted - before;
            Keep(name, scenario, agrees, divergence, met);
        }
        ReportReplayed(met);
    }

    private void Replay(IBatchTarget target, (string Name, Scenario Scenario)[] traces)
    {
        List<Met> met = [];
        try
        {
            var batch = NewBatch(target);
            foreach (var (_, scenario) in traces)
                batch.Add(scenario.Actions);
            batch.Execute();
            for (var i = 0; i < traces.Length; i++)
            {
                var agrees = batch.Compare(i, out var divergence);
                Keep(traces[i].Name, new Scenario(batch.Configuration, batch.Actions(i).ToArray()), agrees, divergence, met);
            }
            Account(batch);
        }
        catch (TargetException exception) when (FailureSignature.IsDivergence(exception))
        {
            // One by one, so that what the target breaks down over is found.
            var rest = traces.Where(trace => !_replayed.Exists(replayed => replayed.Trace == trace.Name));
            Replay(rest.Select(static trace => (trace.Name, trace.Scenario with { Actions = BatchRunner.Executable(trace.Scenario.Actions) })));
        }
        ReportReplayed(met);
    }

    /// <summary>Looks into the divergences of traces; the numbers go out before that, since it may take long.</summary>
    private void ReportReplayed(List<Met> met)
    {
        Progress?.Invoke(_scenarios, _findings.Count);
        foreach (var one in met)
        {
            Report([one]);
            Progress?.Invoke(_scenarios, _findings.Count);
        }
    }

    private void Keep(string name, Scenario scenario, bool agrees, Divergence divergence, List<Met> met)
    {
        if (agrees)
        {
            _replayed.Add(new ReplayedTrace(name, null));
            return;
        }
        var shown = scenario with { Actions = scenario.Actions[..(divergence.Action + 1)] };
        _replayed.Add(new ReplayedTrace(name, RuleRefinement.Of(divergence.Signature, shown)));
        met.Add(new Met(shown, divergence.Signature, Seed: 0));
    }

    private ScenarioGenerator Generator(PeConfiguration? configuration) => new(_target.Capabilities & _options.Capabilities, configuration)
    {
        MaximumActions = _options.MaximumActions,
    };

    private Span<ScenarioAction> Draw(ScenarioGenerator generator, ulong seed, ScenarioAction[] buffer)
    {
        var drawn = buffer.AsSpan(0, generator.Generate(seed, buffer, out _));
        LeaveOut(drawn);
        return drawn;
    }

    /// <summary>Runs a batch, one part after the other of it on each of the runners, all at the same time. What is met does not depend on
    /// how many there are.</summary>
    private List<Met> RunBatch(BatchRunner[] runners, long first, int count)
    {
        if (runners is [var only])
        {
            // On this thread: a vCPU belongs to the thread that made it.
            var found = RunPart(only, Generator(only.Configuration), first, count);
            Account(only);
            return found;
        }
        var parts = new Task<List<Met>>[runners.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var (runner, start, end) = (runners[i], first + ((long)count * i / parts.Length), first + ((long)count * (i + 1) / parts.Length));
            parts[i] = Task.Run(() => RunPart(runner, Generator(runner.Configuration), start, (int)(end - start)));
        }
        // All of them have to end, even if one fails; the first one that failed is what counts.
        Task.WhenAll(parts).ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
        var met = Met.FirstOfEach(parts.Select(static part => part.GetAwaiter().GetResult()));
        foreach (var runner in runners)
            Account(runner);
        return met;
    }

    private List<Met> RunPart(BatchRunner batch, ScenarioGenerator generator, long first, int count)
    {
        var buffer = new ScenarioAction[ScenarioGenerator.MaximumLength];
        batch.Clear();
        for (var i = 0; i < count; i++)
            batch.Add(Draw(generator, SplittableRandom.SeedOf(_options.Seed, first + i), buffer));
        batch.Execute();
        return CompareBatch(batch, first);
    }

    private void Account(BatchRunner batch)
    {
        Actions += batch.TakeActionsExecuted();
        batch.AddErrataSeen(_runner.ErrataSeen);
        if (batch.Rules is { } counted)
            _rules?.Take(counted);
    }

    /// <summary>Runs again, in smaller pieces, what the target has broken down over.</summary>
    /// <returns>Whether a scenario is to blame.</returns>
    private bool FindFailing(IBatchTarget target, ScenarioGenerator generator, long first, int count)
    {
        var isBlamed = false;
        var size = count > SectionSize ? SectionSize : 1;
        for (var start = first; start < first + count && !_cancellation.IsCancellationRequested && _findings.Count < _options.MaximumFindings; start += size)
        {
            var section = NewBatch(target);
            var length = (int)Math.Min(size, first + count - start);
            try
            {
                var met = size > 1 ? RunPart(section, generator, start, length) : RunAlone(section, generator, start);
                Account(section);
                isBlamed |= met.Exists(static one => FailureSignature.IsFailure(one.Signature.Kind));
                Report(met);
            }
            catch (TargetException exception) when (FailureSignature.IsDivergence(exception))
            {
                isBlamed |= FindFailing(target, generator, start, length);
            }
        }
        return isBlamed;
    }

    private List<Met> RunAlone(BatchRunner batch, ScenarioGenerator generator, long index)
    {
        var seed = SplittableRandom.SeedOf(_options.Seed, index);
        var buffer = new ScenarioAction[ScenarioGenerator.MaximumLength];
        var actions = BatchRunner.Executable(Draw(generator, seed, buffer));
        var before = _runner.ActionsExecuted;
        var agrees = _runner.Run(batch.Configuration, actions, out var divergence);
        Actions += _runner.ActionsExecuted - before;
        return agrees ? [] : [new Met(new Scenario(batch.Configuration, actions[..(divergence.Action + 1)]), divergence.Signature, seed)];
    }

    private List<Met> CompareBatch(BatchRunner batch, long first)
    {
        List<Met> met = [];
        HashSet<Signature> signatures = [];
        for (var i = 0; i < batch.Count; i++)
        {
            if (!batch.Compare(i, out var divergence) && !_signatures.Contains(divergence.Signature) && signatures.Add(divergence.Signature))
                met.Add(new Met(new Scenario(batch.Configuration, batch.Actions(i)[..(divergence.Action + 1)].ToArray()), divergence.Signature, SplittableRandom.SeedOf(_options.Seed, first + i)));
        }
        return met;
    }

    /// <summary>The report of what was done until now.</summary>
    public CheckReport ReportSoFar()
    {
        var findings = _findings.ToList();
        findings.Sort(static (left, right) => ScenarioOrder.Compare(left.Scenario, right.Scenario));
        return new CheckReport(_target.Name, _options.Seed, _scenarios, Actions, Elapsed, findings, ErrataSeen(), _cancellation.IsCancellationRequested)
        {
            Flaky = [.. _flaky],
            Disturbances = _failures.Disturbances,
            Failure = _failure,
            Rules = RulesSeen(),
            Coverage = _options.Coverage && _rules is not null ? CoverageReport.Of(_target, _runner.Accepted, _rules.Cells, _options.Capabilities) : null,
            Twin = _options.Twin?.Report(),
            Replayed = [.. _replayed],
            NotApplicable = RuleApplicability.NotApplicableTo(_target),
        };
    }

    private RuleSeen[] RulesSeen() =>
        [.. Enum.GetValues<RuleId>().Where(rule => _rules?.Seen(rule) > 0).Select(rule => new RuleSeen(rule, _rules!.Seen(rule)))];

    /// <summary>Shrinks and reports divergences, and those that shrinking meets on its way. In a strict check an exception that must not be
    /// taken comes before all else: that is what the erratum is about which explains it, not that SPSR_EL1.SS differs, for example.</summary>
    private void Report(List<Met> divergences)
    {
        // How often shrinking exercises a rule says nothing about the campaign.
        _runner.Rules = null;
        _runner.Twin = null;
        var waiting = new PriorityQueue<(Met Met, LockstepRunner Runner), (int Rank, int Order)>();
        var order = 0;
        void Wait(Met met, LockstepRunner runner) =>
            waiting.Enqueue((met, runner), (_options.Strict && met.Signature.Kind != DivergenceKind.Event ? 1 : 0, order++));
        foreach (var divergence in divergences)
            Wait(divergence, _runner);
        while (waiting.TryDequeue(out var next, out _) && _findings.Count < _options.MaximumFindings && !_cancellation.IsCancellationRequested)
        {
            // Shrinking meets others with this runner; what it finds may bring another one.
            var runner = _runner;
            foreach (var met in ReportOne(next.Met, next.Runner))
                Wait(met, runner);
            if (FailureSignature.IsFailure(next.Met.Signature.Kind) && _signatures.Contains(next.Met.Signature))
                _failures.Blamed();
        }
        _runner.Rules = _rules;
        _runner.Twin = _options.Twin;
    }

    /// <summary>Reports a divergence, if there is something to report.</summary>
    /// <param name="met">The divergence.</param>
    /// <param name="runner">The runner that met it: with another one, what was accepted since then may explain it.</param>
    /// <returns>Others with new signatures that shrinking met.</returns>
    private List<Met> ReportOne(Met met, LockstepRunner runner)
    {
        var (scenario, signature, seed) = met;
        if (!ReferenceEquals(runner, _runner) || _target.IsDeterministic)
        {
            if (_runner.Run(scenario.Configuration, scenario.Actions, out var divergence))
                return [];
            signature = divergence.Signature;
        }
        if (_signatures.Contains(signature) || !IsConfirmed(scenario, signature, seed))
            return [];
        return
        [
            .. ShrinkOne(scenario, signature, seed)
                .Where(other => !_signatures.Contains(other.Signature))
                .Select(other => new Met(other.Scenario, other.Signature, seed)),
        ];
    }

    /// <summary>Whether the divergence comes every time. If it does not, it is flaky; a failure that does not come again at all is a
    /// disturbance.</summary>
    private bool IsConfirmed(Scenario scenario, Signature signature, ulong seed)
    {
        if (_target.IsDeterministic)
            return true;
        var message = _runner.LastFailure?.Message ?? signature.ToString();
        var confirmation = Confirmation.Of(_runner, scenario, signature, _options.Repetitions, _cancellation);
        if (_cancellation.IsCancellationRequested)
            return false;
        if (confirmation.IsStable)
            return true;
        if (FailureSignature.IsFailure(signature.Kind) && confirmation.Diverged == 0)
            _failures.Disturbed(message);
        else
            AddFlaky(new FlakyScenario(signature, scenario, seed, confirmation.Diverged, confirmation.Runs));
        return false;
    }

    private void AddFlaky(FlakyScenario flaky)
    {
        _flaky.Add(flaky);
        _sink?.Flaky(_target.Name, flaky);
        if (_flaky.Count(known => known.Signature == flaky.Signature) >= MostFlaky)
            _signatures.Add(flaky.Signature);
    }

    private IReadOnlyList<(Signature Signature, Scenario Scenario)> ShrinkOne(Scenario scenario, Signature signature, ulong seed)
    {
        _sink?.Seen(_target.Name, signature, scenario, seed);
        var budget = _findings.Count < _options.ThoroughlyShrunk ? Shrinker.DefaultBudget : _options.LaterShrinkBudget;
        try
        {
            var divergence = new Divergence(scenario.Actions.Length - 1, signature);
            var shrunk = _options.CertifyBudget == 0
                ? Shrinker.Shrink(_runner, scenario, divergence, budget)
                : CertifiedShrinker.Shrink(_runner, scenario, divergence, budget, _options.CertifyBudget);
            // Shrinking may have been misled by a scenario that does not diverge every time; then the one that does is reported.
            var isStable = _target.IsDeterministic || Confirmation.Of(_runner, shrunk.Scenario, signature, _options.Repetitions, _cancellation).IsStable;
            Add(new Finding(signature, isStable ? shrunk.Scenario : scenario, null, seed, shrunk.Executions) { Minimality = isStable ? shrunk.Minimality : null });
            return shrunk.Met;
        }
        catch (TargetException)
        {
            // It can't be started any more: what was seen is kept as it is.
            Add(new Finding(signature, scenario, null, seed, 0), isFinal: true);
            throw;
        }
    }

    /// <summary>Reports a finding.</summary>
    /// <param name="finding">What was found.</param>
    /// <param name="isFinal">Nothing more can be asked of the target.</param>
    private void Add(Finding finding, bool isFinal = false)
    {
        var isFailure = FailureSignature.IsFailure(finding.Signature.Kind);
        var erratum = isFinal || isFailure ? null : Explain(finding.Scenario);
        finding = finding with
        {
            Erratum = erratum,
            Accepted = isFinal || isFailure ? _runner.Accepted : Needed(finding.Scenario, finding.Signature),
            Failure = isFailure ? _runner.LastFailure?.Message : finding.Signature.Kind == DivergenceKind.InvariantThrew ? ThrownBy(finding.Scenario) : null,
        };
        if (erratum is null)
            _signatures.Add(finding.Signature);
        if (_shrunk.Add(finding.Scenario))
        {
            _findings.Add(finding);
            _sink?.Shrunk(_target.Name, finding);
        }
        if (erratum is not null)
            Continue(_runner.Accepted | erratum.Id);
        else if (finding.Signature.Kind is DivergenceKind.Invariant or DivergenceKind.InvariantThrew && !isFinal)
            LeaveOut(finding.Scenario);
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

    /// <summary>What the invariant threw, with the place if its symbols are there.</summary>
    private string? ThrownBy(Scenario scenario)
    {
        _runner.Run(scenario.Configuration, scenario.Actions, out _);
        return _runner.InvariantException is not { } thrown ? null
            : new StackTrace(thrown, fNeedFileInfo: true).GetFrame(0) is { } frame && frame.GetFileName() is { } file
                ? $"{thrown.GetType()}: {thrown.Message} ({Path.GetFileName(file)}:{frame.GetFileLineNumber()})"
                : $"{thrown.GetType()}: {thrown.Message}";
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
                errata.Add(new ErratumSeen(erratum, Math.Min(ErrataCounter.Enough, _runner.ErrataSeen[System.Numerics.BitOperations.TrailingZeroCount((ulong)erratum.Id)])));
        }
        return errata;
    }
}
