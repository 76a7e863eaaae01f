using System.Globalization;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Harness.Twins;
using OsLockConformance.Implementation;
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

    // A thousand counts and more take the serial line as long as a batch takes.
    private const int ReportsForCoverage = 16;

    private readonly Lock _line = new();
    private readonly MachineCoverage _coverage = new();
    private int _replayedSaid;
    private int _reports;

    /// <summary>Does the job.</summary>
    /// <param name="job">What to do.</param>
    /// <param name="trace">A trace to replay; without one generated scenarios are checked.</param>
    public void Run(MachineJob job, string? trace)
    {
        ArgumentNullException.ThrowIfNull(job);
        using var alive = new Timer(_ => Say(MachineLine.Alive, ""), null, AliveEvery, AliveEvery);
        var version = Environment.OSVersion.Version;
        if (job.Profile.Length == 0)
            job = job with { Profile = KernelProfile.Of(version) };
        using var target = new KvmDeviceTarget(job.Profile, job.IsEmulated);
        Say(MachineLine.Ready, new MachineIdentity(job.Profile, KernelName.Read().ToString(), ActionText.Of(target.Configuration)).Write());
        if (trace is null)
            Check(target, job);
        else
            Replay(target, job, trace);
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
            Corpus = MachineCorpus.ReadFile("/" + MachineCorpus.FileName), CountRules = job.CountRules || job.Coverage,
            Twin = TwinOf(job), Below = Below(job), Seed = job.Seed, Strict = job.Strict, Accepted = job.Accepted, MaximumFindings = job.MaximumFindings,
            MaximumActions = job.MaximumActions, Capabilities = job.Capabilities,
            First = job.First, Known = SignatureSyntax.Parse(job.Known),
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
        runner.Progress = (_, _) =>
        {
            if (job.Coverage && ++_reports % ReportsForCoverage == 0)
                SayCoverage(runner);
            SayReport(runner.ReportSoFar(), job);
        };
        var report = Probe(target, runner.Run());
        if (job.Coverage)
            SayCoverage(runner);
        SayReport(report, job);
        if (report.Failure is { } failure)
            throw new TargetException(failure);
    }

    private void SayCoverage(CheckRunner runner)
    {
        foreach (var line in _coverage.Write(runner.Cells!))
            Say(MachineLine.Coverage, line);
    }

    private void SayStarting(ulong seed, Scenario scenario)
    {
        Say(MachineLine.Starting, seed.ToString("x16", CultureInfo.InvariantCulture));
        SayText(TraceFormat.Write(scenario));
    }

    private static Twin? TwinOf(MachineJob job)
    {
        if (job.Twin.Length == 0)
            return null;
        return TargetCatalogue.TryCreate(job.Twin, out var twin) ? new Twin(twin, Below(job)) : throw new FormatException($"there is no target '{job.Twin}'");
    }

    /// <summary>Scenarios without boundary events can't show kvm-step-state-lost-without-singlestep: a program of its own asks for it.</summary>
    private static CheckReport Probe(ITarget target, CheckReport report)
    {
        const ErratumId lost = ErratumId.KvmStepStateLostWithoutSingleStep;
        var isShown = report.Errata.Any(static seen => seen.Erratum.Id == lost)
            && target is KvmDeviceTarget kvm && kvm.LosesStepState(GuestDebugFlags.Enable | GuestDebugFlags.UseSwBp);
        return isShown
            ? report with { Errata = [.. report.Errata.Select(static seen => seen.Erratum.Id == lost ? seen with { Seen = seen.Seen + 1 } : seen)] }
            : report;
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
        if (report.Twin is { } twin)
        {
            Say(MachineLine.Twin, string.Create(CultureInfo.InvariantCulture, $"{twin.Name} {twin.Scenarios} {twin.Actions} {twin.Parted}"));
            foreach (var difference in twin.Differences)
                Say(MachineLine.Difference, MachineDifference.Write(difference));
        }
        Say(MachineLine.NotApplicable, report.NotApplicable.Bits.ToString(CultureInfo.InvariantCulture));
        Say(MachineLine.Progress, string.Create(CultureInfo.InvariantCulture, $"{report.Scenarios} {report.Actions} {(long)report.Elapsed.TotalMilliseconds} {report.Findings.Count}"));
    }

    private static ErratumId Below(MachineJob job) => job.IsEmulated ? EmulatorDeviations.Errata : ErratumId.None;

    private void Replay(KvmDeviceTarget target, MachineJob job, string trace)
    {
        var declared = ErratumCatalogue.SetOf(ErratumCatalogue.DeclaredFor(job.Profile));
        var accepted = (job.Strict ? declared & job.Accepted : declared) | Below(job);
        var scenario = TraceParser.ParseFile(trace).Scenario with { Configuration = target.Configuration };
        foreach (var (kind, text) in MachineTimeline.Write(Timeline.Of(scenario, new LockstepRunner(target, accepted))))
            Say(kind, text);
    }

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
