using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Coverage;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Harness.Twins;
using OsLockConformance.Implementation.Kernels;
using OsLockConformance.Implementation.Vmm;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.RealKernels;

/// <summary>
/// Checks a kernel in a machine that may die over it:
/// 1. the machine runs the campaign and says after each batch how far it is;
/// 2. if it ends before it is done, it is booted again for the batch that it was at, and says before each scenario which it is;
/// 3. the scenario at which it ends again is run once more alone; if that ends it too, the scenario is a finding, shrunk as far as a
///    few boots go; if the batch works the second time, the end is a note;
/// 4. the campaign goes on behind it. What was found is not reported again.
/// </summary>
/// <param name="target">The name under which findings are kept.</param>
/// <param name="job">The campaign.</param>
/// <param name="boot">Boots the machine.</param>
/// <param name="sink">Where findings go.</param>
public sealed class MachineCampaign(string target, MachineJob job, MachineBoot boot, IFindingSink? sink = null)
{
    // A boot takes seconds, a hang most of a minute.
    private const int MaximumFailures = 12;
    private const int ShrinkBootsOfCrash = 16;
    private const int ShrinkBootsOfHang = 6;

    private readonly FailureTally _failures = new(MaximumFailures);
    private readonly List<CheckReport> _reports = [];
    private readonly List<Finding> _findings = [];
    private readonly List<FlakyScenario> _flaky = [];
    private readonly HashSet<Signature> _known = [];
    private readonly CoverageCounter _cells = new();
    private ErratumId _accepted = job.Accepted;
    private long _scenarios;
    private TimeSpan _elapsed;
    private CancellationToken _cancellation;

    /// <summary>What the machine is; null until it has said so.</summary>
    public MachineIdentity? Identity { get; private set; }

    /// <summary>Called with the scenarios run and the findings so far.</summary>
    public Action<long, int>? Progress { get; set; }

    private bool IsOver => _cancellation.IsCancellationRequested || _findings.Count >= job.MaximumFindings
        || (job.Time == TimeSpan.Zero ? _scenarios >= job.Scenarios : _elapsed >= job.Time);

    /// <summary>Runs it.</summary>
    public CheckReport Run(CancellationToken cancellation = default)
    {
        _cancellation = cancellation;
        string? failure = null;
        try
        {
            while (!IsOver)
            {
                var run = Boot(Rest());
                if (run.Failure is null)
                    break;
                if (!cancellation.IsCancellationRequested)
                    FindFailing(run);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What has come so far is reported.
        }
        catch (Exception exception) when (exception is TargetException or EmulatedKernelException)
        {
            failure = cancellation.IsCancellationRequested ? null : exception.Message;
        }
        return Report(failure);
    }

    /// <summary>What is left of the campaign.</summary>
    private MachineJob Rest() => job with
    {
        First = job.First + _scenarios,
        Scenarios = job.Scenarios - _scenarios,
        Time = job.Time == TimeSpan.Zero ? TimeSpan.Zero : job.Time - _elapsed,
        MaximumFindings = job.MaximumFindings - _findings.Count,
        Accepted = _accepted,
        Known = SignatureSyntax.Write(_known),
    };

    private MachineRun Boot(MachineJob next)
    {
        var before = (Scenarios: _scenarios, Findings: _findings.Count);
        var reader = new MachineReader(target, job.Seed, sink);
        reader.Progress = (scenarios, findings) => Progress?.Invoke(before.Scenarios + scenarios, before.Findings + findings);
        try
        {
            return MachineRun.Of(boot, next, reader);
        }
        finally
        {
            Identity = reader.Identity ?? Identity;
            Keep(reader);
        }
    }

    private void Keep(MachineReader reader)
    {
        var report = reader.Report(_cancellation.IsCancellationRequested);
        _reports.Add(report);
        _cells.Take(reader.Cells);
        _scenarios += report.Scenarios;
        _elapsed += report.Elapsed;
        _flaky.AddRange(report.Flaky);
        foreach (var finding in report.Findings)
            Keep(finding);
    }

    private void Keep(Finding finding)
    {
        _findings.Add(finding);
        if (finding.Erratum is { } erratum)
            _accepted |= erratum.Id;
        else
            _known.Add(finding.Signature);
    }

    private void FindFailing(MachineRun run)
    {
        if (KeepUnfinished(run))
            return;
        var second = Boot(Rest() with { Time = TimeSpan.Zero, Scenarios = job.Time == TimeSpan.Zero ? Math.Min(KvmDeviceTarget.ScenariosAtOnce, job.Scenarios - _scenarios) : KvmDeviceTarget.ScenariosAtOnce, OneByOne = true });
        if (_cancellation.IsCancellationRequested || KeepUnfinished(second))
            return;
        if (second.Failure is not { } failure || second.Reader.Current is not var (seed, scenario))
        {
            _failures.Disturbed(second.Failure is null ? run.Message : second.Message);
            return;
        }
        Blame(new Signature(RuleId.RUN_1, failure == TargetFailure.Hang ? DivergenceKind.Hang : DivergenceKind.Crash, 0), scenario, seed, second.Message);
        _scenarios++;
    }

    /// <summary>A divergence whose shrinking ended the machine is reported as it was seen.</summary>
    /// <returns>Whether there was one.</returns>
    private bool KeepUnfinished(MachineRun run)
    {
        if (run.Failure is null || run.Reader.Unfinished is not var (divergence, scenario))
            return false;
        var finding = divergence.With(scenario);
        sink?.Shrunk(target, finding);
        Keep(finding);
        _failures.Blamed();
        return true;
    }

    private void Blame(Signature signature, Scenario scenario, ulong seed, string message)
    {
        if (_known.Add(signature))
        {
            sink?.Seen(target, signature, scenario, seed);
            Confirm(signature, scenario, seed, message);
        }
        _failures.Blamed();
    }

    private void Confirm(Signature signature, Scenario scenario, ulong seed, string message)
    {
        var capabilities = scenario.Actions.Aggregate(TargetCapabilities.Guest, static (all, action) => all | ActionTable.Describe(action.Kind).Needs);
        var replay = new MachineReplayTarget(boot, job, capabilities, scenario.Configuration);
        var runner = new LockstepRunner(replay, ErratumId.None);
        var budget = signature.Kind == DivergenceKind.Hang ? ShrinkBootsOfHang : ShrinkBootsOfCrash;
        if (runner.Run(scenario.Configuration, scenario.Actions, out var divergence) || divergence.Signature != signature)
        {
            _known.Remove(signature);
            var flaky = new FlakyScenario(signature, scenario, seed, 0, 1);
            _flaky.Add(flaky);
            sink?.Flaky(target, flaky);
            return;
        }
        var shrunk = Shrinker.Shrink(runner, scenario, divergence, budget);
        var finding = new Finding(signature, shrunk.Scenario, null, seed, shrunk.Executions) { Failure = message, Accepted = _accepted };
        _findings.Add(finding);
        sink?.Shrunk(target, finding);
    }

    private CheckReport Report(string? failure)
    {
        _findings.Sort(static (left, right) => ScenarioOrder.Compare(left.Scenario, right.Scenario));
        return new CheckReport(target, job.Seed, _scenarios, _reports.Sum(static report => report.Actions), _elapsed, _findings, Errata(), _cancellation.IsCancellationRequested)
        {
            Flaky = _flaky,
            Rules = Rules(),
            Coverage = Coverage(),
            Twin = TwinReport.Sum(_reports.Select(static report => report.Twin).OfType<TwinReport>()),
            Replayed = [.. _reports.SelectMany(static report => report.Replayed).DistinctBy(static replayed => replayed.Trace)],
            NotApplicable = _reports.LastOrDefault()?.NotApplicable ?? default,
            Disturbances = _failures.Disturbances,
            Failure = failure,
        };
    }

    /// <summary>The machine counts what it meets; what can be met is found out here, where that takes seconds.</summary>
    private CoverageReport? Coverage()
    {
        if (!job.Coverage || Identity is not { } identity)
            return null;
        var declared = ErratumCatalogue.SetOf(ErratumCatalogue.DeclaredFor(identity.Profile));
        var accepted = (job.Strict ? declared & _accepted : declared) | (job.IsEmulated ? EmulatorDeviations.Errata : ErratumId.None);
        return CoverageReport.Of(target, KvmDeviceTarget.AllCapabilities & job.Capabilities, ConfigurationSyntax.Parse(new TraceTokens("serial line", 0, identity.Pe)), accepted, _cells);
    }

    private List<RuleSeen> Rules() =>
    [
        .. _reports.SelectMany(static report => report.Rules).GroupBy(static seen => seen.Rule)
            .Select(static group => new RuleSeen(group.Key, group.Sum(static seen => seen.Seen))),
    ];

    private List<ErratumSeen> Errata() =>
    [
        .. _reports.SelectMany(static report => report.Errata).GroupBy(static seen => seen.Erratum)
            .Select(static group => new ErratumSeen(group.Key, group.Sum(static seen => seen.Seen))),
    ];
}
