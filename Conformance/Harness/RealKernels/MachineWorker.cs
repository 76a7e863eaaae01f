using System.Globalization;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation.Kernels;
using OsLockConformance.Implementation.Vmm;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.RealKernels;

/// <summary>
/// The harness in the emulated machine: model, generator, checker and shrinker run beside /dev/kvm, so that every decision is made in
/// step, and only findings go over the serial line.
/// </summary>
public sealed class MachineWorker(TextWriter output) : IFindingSink
{
    private static readonly TimeSpan AliveEvery = TimeSpan.FromSeconds(10);

    // A kernel in an emulator runs a few dozen scenarios a second.
    private const int ProgressInterval = 32;

    private readonly Lock _line = new();
    private int _replayedSaid;

    /// <summary>Does the job.</summary>
    /// <param name="job">What to do.</param>
    /// <param name="traces">Traces to replay; with none, generated scenarios are checked.</param>
    public void Run(MachineJob job, IReadOnlyList<string> traces)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(traces);
        using var alive = new Timer(_ => Say(MachineLine.Alive, ""), null, AliveEvery, AliveEvery);
        var version = Environment.OSVersion.Version;
        if (job.Profile.Length == 0)
            job = job with { Profile = KernelProfile.Of(version) };
        using var target = new KvmDeviceTarget(job.Profile, job.IsEmulated);
        Say(MachineLine.Ready, new MachineIdentity(job.Profile, version.ToString(3), ActionText.Of(target.Configuration)).Write());
        var accepted = job.Strict ? ErratumId.None : ErratumCatalogue.SetOf(ErratumCatalogue.DeclaredFor(job.Profile));
        accepted |= Below(job);
        if (ErratumCatalogue.Find(job.NotAccepted) is { } erratum)
            accepted &= ~erratum.Id;
        if (traces.Count > 0)
        {
            ProbeStepState(target, GuestDebugFlags.Enable | GuestDebugFlags.UseSwBp);
            ProbeStepState(target, GuestDebugFlags.Enable | GuestDebugFlags.UseSwBp | GuestDebugFlags.SingleStep);
        }
        if (traces.Count > 0)
            Replay(target, accepted, traces);
        else
            Check(target, job);
        Say(MachineLine.Done, "");
    }

    /// <inheritdoc/>
    public void Seen(string target, Signature signature, Scenario scenario, ulong scenarioSeed)
    {
        Say(MachineLine.Seen, new MachineDivergence(signature, scenarioSeed, 0, null, ErratumId.None).Write());
        SayText(TraceFormat.Write(scenario));
    }

    /// <inheritdoc/>
    public void Shrunk(string target, Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        Say(MachineLine.Finding, new MachineDivergence(finding.Signature, finding.ScenarioSeed, finding.ShrinkExecutions, finding.Erratum, finding.Accepted).Write());
        SayText(TraceFormat.Write(finding.Scenario));
    }

    /// <inheritdoc/>
    public void Flaky(string target, FlakyScenario flaky)
    {
        Say(MachineLine.Flaky, MachineFlaky.Of(flaky).Write());
        SayText(TraceFormat.Write(flaky.Scenario));
    }

    /// <summary>Checks a target with generated scenarios.</summary>
    /// <exception cref="TargetException">The target could not be used any longer.</exception>
    public void Check(ITarget target, MachineJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        var options = new CheckOptions
        {
            Corpus = MachineCorpus.ReadFile("/" + MachineCorpus.FileName), CountRules = job.CountRules,
            Below = Below(job), Seed = job.Seed, Strict = job.Strict, Accepted = job.Accepted, MaximumFindings = job.MaximumFindings,
            MaximumActions = job.MaximumActions, Capabilities = job.Capabilities,
            First = job.First, Known = MachineSignature.Parse(job.Known),
            Scenarios = job.Time == TimeSpan.Zero ? job.Scenarios : null,
            Time = job.Time == TimeSpan.Zero ? null : job.Time,
        };
        if (job.ShrinkBudget > 0)
            options = options with { ThoroughlyShrunk = 0, LaterShrinkBudget = job.ShrinkBudget };
        var runner = new CheckRunner(target, options, this)
        {
            ProgressInterval = job.OneByOne ? 1 : ProgressInterval,
            Starting = job.OneByOne ? SayStarting : null,
        };
        // Everything with each progress, so that an interrupted check has its numbers.
        runner.Progress = (_, _) => SayReport(runner.ReportSoFar(), job);
        var report = runner.Run();
        SayReport(report, job);
        if (report.Failure is { } failure)
            throw new TargetException(failure);
    }

    private void SayStarting(ulong seed, Scenario scenario)
    {
        Say(MachineLine.Starting, seed.ToString("x16", CultureInfo.InvariantCulture));
        SayText(TraceFormat.Write(scenario));
    }

    private void SayReport(CheckReport report, MachineJob job)
    {
        foreach (var seen in report.Errata.Where(seen => !job.IsEmulated || (seen.Erratum.Id & EmulatorDeviations.Hidden) == 0))
            Say(MachineLine.Erratum, string.Create(CultureInfo.InvariantCulture, $"{seen.Erratum.Name} {seen.Seen}"));
        foreach (var seen in report.Rules)
            Say(MachineLine.Rule, string.Create(CultureInfo.InvariantCulture, $"{seen.Rule} {seen.Seen}"));
        foreach (var replayed in report.Replayed.Skip(_replayedSaid))
            Say(MachineLine.Replayed, $"{replayed.Broken?.ToString() ?? MachineReader.NoRule} {replayed.Trace}");
        _replayedSaid = report.Replayed.Count;
        Say(MachineLine.NotApplicable, report.NotApplicable.Bits.ToString(CultureInfo.InvariantCulture));
        Say(MachineLine.Progress, string.Create(CultureInfo.InvariantCulture, $"{report.Scenarios} {report.Actions} {(long)report.Elapsed.TotalMilliseconds} {report.Findings.Count}"));
    }

    private void ProbeStepState(KvmDeviceTarget target, GuestDebugFlags control) =>
        Say(MachineLine.StepState, $"{control}: {EventText.Of(target.ProbeStepState(control))}");

    private static ErratumId Below(MachineJob job) => job.IsEmulated ? EmulatorDeviations.Errata : ErratumId.None;

    private void Replay(KvmDeviceTarget target, ErratumId accepted, IReadOnlyList<string> traces)
    {
        foreach (var path in traces)
        {
            var scenario = TraceParser.ParseFile(path).Scenario with { Configuration = target.Configuration };
            if (scenario.Actions.Any(HasEvents))
            {
                Say(MachineLine.Finding, $"{Path.GetFileName(path)} cannot run: a real guest does not stop at a chosen instruction");
                Say(MachineLine.End, "");
                continue;
            }
            var timeline = Timeline.Of(scenario, new LockstepRunner(target, accepted));
            Say(MachineLine.Finding, $"{Path.GetFileName(path)} " + (timeline.Divergence is { } divergence
                ? $"{divergence.Signature.Rule.Print()} {divergence.Signature}"
                : "conforms"));
            foreach (var entry in timeline.Entries)
            {
                Say(MachineLine.Text, $"{entry.Status} {entry.Text}");
                Say(MachineLine.Text, $"    observed {entry.Observed}");
                if (entry.Status == TimelineStatus.Diverges)
                    Say(MachineLine.Text, $"    expected {entry.Expected}");
            }
            Say(MachineLine.End, "");
        }
    }

    private static bool HasEvents(ScenarioAction action) =>
        Enumerable.Range(0, action.Length + 1).Any(boundary => action.EventAt(boundary).Kind != BoundaryEventKind.None);

    private void SayText(string text)
    {
        foreach (var line in text.AsSpan().TrimEnd().EnumerateLines())
            Say(MachineLine.Text, line.ToString());
        Say(MachineLine.End, "");
    }

    private void Say(string kind, string text)
    {
        lock (_line)
        {
            output.WriteLine($"{kind} {text}".TrimEnd());
            output.Flush();
        }
    }
}
