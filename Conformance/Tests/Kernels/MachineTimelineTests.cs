using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.RealKernels;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Traces;
using Xunit;

namespace OsLockConformance.Tests.Kernels;

public sealed class MachineTimelineTests
{
    [Theory]
    [InlineData("errata/kvm-init-unlocked.oslock", ErratumId.None)]
    [InlineData("errata/kvm-init-unlocked.oslock", ErratumId.KvmInitUnlocked)]
    [InlineData("errata/kvm-step-syndrome.oslock", ErratumId.KvmInitUnlocked)]
    public void A_replay_reads_back_as_it_was_written(string trace, ErratumId accepted)
    {
        Assert.True(TargetCatalogue.TryCreate("linux-6.1", out var target));
        var scenario = TraceParser.ParseFile(CorpusFiles.PathOf(trace)).Scenario;
        var written = Timeline.Of(scenario, new LockstepRunner(target, accepted));
        var machine = new MachineTimeline(scenario);
        var reader = new MachineReader("kvm", seed: 0) { Replay = machine };
        foreach (var (kind, text) in MachineTimeline.Write(written))
            reader.Read($"{kind} {text}".TrimEnd());

        Assert.NotNull(machine.Timeline);
        Assert.Equal(written.Entries, machine.Timeline.Entries);
        Assert.Equal((written.Divergence, written.Rule), (machine.Timeline.Divergence, machine.Timeline.Rule));
    }

    [Fact]
    public void What_no_replay_says_is_refused()
    {
        var machine = new MachineTimeline(new Scenario(PeConfiguration.Default, [new ScenarioAction()]));
        Assert.Throws<FormatException>(() => machine.ReadEntry("nonsense"));
        Assert.Throws<FormatException>(() => machine.ReadVerdict("1 OSL_1"));
    }
}
