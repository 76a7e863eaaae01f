using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.RealKernels;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Traces;
using Xunit;

namespace OsLockConformance.Tests.Kernels;

public sealed class MachineReaderTests
{
    private static readonly Scenario Program = TraceParser.ParseFile(CorpusFiles.PathOf("errata/kvm-osdlr.oslock")).Scenario;
    private static readonly Signature Signature = new(RuleId.DLK_1, DivergenceKind.Value, 7);

    [Fact]
    public void A_finding_arrives_as_it_was_sent()
    {
        var sent = new Finding(Signature, Program, ErratumCatalogue.Find("kvm-osdlr"), 0xFEDC_BA98_7654_3210, 321) { Accepted = ErratumId.KvmClaimTags };
        var serial = new StringWriter();
        var worker = new MachineWorker(serial);
        worker.Seen("linux-6.1", Signature, Program, sent.ScenarioSeed);
        worker.Shrunk("linux-6.1", sent);
        var kept = new Kept();

        var reader = Read(serial.ToString(), kept);

        var finding = Assert.Single(reader.Report(interrupted: true).Findings);
        Assert.Equal(sent.Signature, finding.Signature);
        Assert.Equal(TraceFormat.Write(sent.Scenario), TraceFormat.Write(finding.Scenario));
        Assert.Equal(sent.Erratum, finding.Erratum);
        Assert.Equal(sent.ScenarioSeed, finding.ScenarioSeed);
        Assert.Equal(sent.ShrinkExecutions, finding.ShrinkExecutions);
        Assert.Equal(sent.Accepted, finding.Accepted);
        Assert.Equal(["seen kvm DLK_1 fedcba9876543210", "shrunk kvm DLK_1"], kept.Calls);
    }

    [Fact]
    public void The_report_is_put_together()
    {
        List<string> progress = [];
        var reader = new MachineReader("kvm", 9) { Progress = (scenarios, findings) => progress.Add($"{scenarios} {findings}") };
        foreach (var line in (string[])["[    0.5] noise", "oslock-ready linux-6.1\t6.1.0-56-cloud-arm64 (#1 SMP)\tpe breakpoints=6", "oslock-alive", "oslock-progress 32 1007 1400 0",
                     "oslock-erratum kvm-claim-tags 12", "oslock-progress 64 2015 2900 0", "oslock-done"])
            reader.Read(line);

        Assert.Null(reader.Failure);
        Assert.Equal(new MachineIdentity("linux-6.1", "6.1.0-56-cloud-arm64 (#1 SMP)", "pe breakpoints=6"), reader.Identity);
        Assert.Equal(["32 0", "64 0"], progress);
        var report = reader.Report(interrupted: false);
        Assert.Equal(("kvm", 9UL, 64L, 2015L, TimeSpan.FromSeconds(2.9)), (report.Target, report.Seed, report.Scenarios, report.Actions, report.Elapsed));
        Assert.True(report.Conforms);
        var seen = Assert.Single(report.Errata);
        Assert.Equal(("kvm-claim-tags", 12L), (seen.Erratum.Name, seen.Seen));
    }

    [Fact]
    public void Rules_traces_and_deviations_arrive_and_the_latest_number_counts()
    {
        var reader = new MachineReader("kvm", 9);
        foreach (var line in (string[])["oslock-erratum kvm-claim-tags 12", "oslock-rule VMM_1 3", "oslock-rule OSL_6 4", "oslock-replayed - os-lock/a b.oslock",
                     "oslock-erratum kvm-claim-tags 15", "oslock-rule OSL_6 9", "oslock-replayed OSL_6 step/c.oslock", "oslock-not-applicable 4096"])
            reader.Read(line);

        var report = reader.Report(interrupted: true);
        Assert.Equal(15, Assert.Single(report.Errata).Seen);
        Assert.Equal([new RuleSeen(RuleId.OSL_6, 9), new RuleSeen(RuleId.VMM_1, 3)], report.Rules);
        Assert.Equal([new ReplayedTrace("os-lock/a b.oslock", null), new ReplayedTrace("step/c.oslock", RuleId.OSL_6)], report.Replayed);
        Assert.Equal(RuleSet.Of(RuleId.DLK_1), report.NotApplicable);
    }

    [Theory]
    [InlineData("the machine ended before the harness began and said nothing")]
    [InlineData("the machine ended before the harness began; its kernel said: Kernel panic - not syncing: no working init", "[ 1.2] Kernel panic - not syncing: no working init", "[ 1.3] Rebooting")]
    [InlineData("the machine ended before the check was done; its kernel said: Oops", "oslock-ready linux-6.1\t6.1.0\tpe", "Oops", "")]
    [InlineData("the harness in the machine failed: KvmDeviceException: no /dev/kvm", "oslock-failed KvmDeviceException: no /dev/kvm")]
    public void A_machine_that_does_not_finish_has_failed(string failure, params string[] lines)
    {
        var reader = new MachineReader("kvm", 1);
        foreach (var line in lines)
            reader.Read(line);
        Assert.Equal(failure, reader.Failure);
    }

    [Theory]
    [InlineData("oslock-seen OSL-6 unexpected Breakpoint")]
    [InlineData("oslock-end")]
    [InlineData("oslock-progress 1 2")]
    [InlineData("oslock-progress many 0 0 0")]
    [InlineData("oslock-erratum kvm-unheard-of 3")]
    [InlineData("oslock-rule OSL_99 3")]
    [InlineData("oslock-rule 7 3")]
    [InlineData("oslock-replayed OSL_6")]
    [InlineData("oslock-not-applicable many")]
    public void A_harness_of_another_version_is_refused(string line) =>
        Assert.Throws<FormatException>(() => new MachineReader("kvm", 1).Read(line));

    private static MachineReader Read(string serial, IFindingSink sink)
    {
        var reader = new MachineReader("kvm", 1, sink);
        foreach (var line in serial.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            reader.Read(line);
        return reader;
    }

    private sealed class Kept : IFindingSink
    {
        public List<string> Calls { get; } = [];

        public void Seen(string target, Signature signature, Scenario scenario, ulong scenarioSeed) => Calls.Add($"seen {target} {signature.Rule} {scenarioSeed:x16}");

        public void Shrunk(string target, Finding finding) => Calls.Add($"shrunk {target} {finding.Rule}");

        public void Flaky(string target, FlakyScenario flaky) => Calls.Add($"flaky {target} {flaky.Diverged} of {flaky.Runs}");
    }
}
