using System.Diagnostics;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Implementation.Qemu;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Qemu;
using Xunit;

namespace OsLockConformance.Tests.Robustness;

/// <summary>Faults that QEMU really has: it dies or its guest spins over one program.</summary>
public sealed class QemuFailureTests
{
    private static readonly CheckOptions Options = new() { Scenarios = 512, MaximumFindings = 1 };

    [QemuFact]
    public void A_program_that_kills_QEMU_is_a_finding()
    {
        using var qemu = new QemuTarget();
        var target = new SpoiledQemu(qemu, kills: true);

        var report = new CheckRunner(target, Options).Run();

        var finding = Assert.Single(report.Findings);
        Assert.Equal(new Signature(RuleId.RUN_1, DivergenceKind.Crash, 137), finding.Signature);
        Assert.Equal("QEMU ended with exit code 137", finding.Failure);
        Assert.Equal([TraceLine.Parse("run C EL1h { brk #0 }")], finding.Scenario.Actions);
    }

    [QemuFact]
    public void A_guest_that_spins_is_a_finding()
    {
        using var qemu = new QemuTarget(new QemuOptions { Patience = TimeSpan.FromSeconds(3) });
        var target = new SpoiledQemu(qemu, kills: false);

        var report = new CheckRunner(target, Options).Run();

        var finding = Assert.Single(report.Findings);
        Assert.Equal(new Signature(RuleId.RUN_1, DivergenceKind.Hang, 0), finding.Signature);
        Assert.Equal("QEMU has not answered for 3 s and was ended", finding.Failure);
        Assert.True(finding.Scenario.Actions.Length <= 2, "the program can be shorter");
    }

    /// <summary>QEMU with a fault over BRK in slot C.</summary>
    private sealed class SpoiledQemu(QemuTarget qemu, bool kills) : IBatchTarget
    {
        private static readonly ScenarioAction Spin = TraceLine.Parse("run A EL1h { eret }");
        private bool _isSpoiled;

        public string Name => qemu.Name;

        public TargetCapabilities Capabilities => qemu.Capabilities;

        public PeConfiguration Configuration => qemu.Configuration;

        public int BatchSize => qemu.BatchSize;

        public void Reset(PeConfiguration configuration) => qemu.Reset(configuration);

        public void Execute(in ScenarioAction action, ref Observation observation)
        {
            if (IsFatal(action))
                Kill();
            qemu.Execute(Spoiled(action), ref observation);
        }

        public void QueueReset() => qemu.QueueReset();

        public void Queue(in ScenarioAction action)
        {
            _isSpoiled |= IsFatal(action);
            qemu.Queue(Spoiled(action));
        }

        public void ExecuteQueue()
        {
            if (_isSpoiled)
                Kill();
            _isSpoiled = false;
            qemu.ExecuteQueue();
        }

        public void Take(ref Observation observation) => qemu.Take(ref observation);

        private static bool IsFatal(in ScenarioAction action) => action is { Slot: 2, Length: 1, I0.Opcode: Opcode.BRK };

        private ScenarioAction Spoiled(in ScenarioAction action) => !kills && IsFatal(action) ? Spin : action;

        private void Kill()
        {
            if (!kills || qemu.ProcessId is not { } id)
                return;
            using var process = Process.GetProcessById(id);
            process.Kill();
            process.WaitForExit();
        }
    }
}
