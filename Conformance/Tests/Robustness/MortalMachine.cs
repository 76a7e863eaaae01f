using System.Text;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.RealKernels;
using OsLockConformance.Implementation.Kernels;
using OsLockConformance.Implementation.Vmm;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Tests.Robustness;

/// <summary>A machine whose kernel is the simulated hardware. It dies with all that is in it, the harness too, and leaves only what it
/// has said on its serial line.</summary>
internal sealed class MortalMachine
{
    /// <summary>Over which actions it panics or hangs.</summary>
    public Func<ScenarioAction, TargetFailure?> DiesOver { get; init; } = static _ => null;

    /// <summary>Whether it is killed at that execution of that boot, both counted from 1.</summary>
    public Func<int, int, bool> KilledAt { get; init; } = static (_, _) => false;

    /// <summary>Whether the syndrome of an action's exception is wrong.</summary>
    public Func<ScenarioAction, bool> Corrupts { get; init; } = static _ => false;

    /// <summary>Whether it does not come up at that boot.</summary>
    public Func<int, bool> IsDeadAt { get; init; } = static _ => false;

    /// <summary>Boots so far.</summary>
    public int Boots { get; private set; }

    /// <summary>The jobs of these, a scenario to replay apart.</summary>
    public List<MachineJob> Jobs { get; } = [];

    public void Boot(MachineJob job, Scenario? replayed, Action<string> line)
    {
        Boots++;
        if (replayed is null)
            Jobs.Add(job);
        var executions = 0;
        var target = new BreakableBatchTarget(new BreakableTarget
        {
            FailsOver = action => KilledAt(Boots, ++executions) ? throw new Death(TargetFailure.Crash) : DiesOver(action) is { } failure ? throw new Death(failure) : null,
            Corrupts = (action, _) => Corrupts(action),
        })
        {
            BatchSize = KvmDeviceTarget.ScenariosAtOnce,
        };
        try
        {
            line("[    0.1] a line of the kernel");
            if (IsDeadAt(Boots))
                throw new Death(TargetFailure.Crash);
            line($"{MachineLine.Ready} {new MachineIdentity("hardware", "6.1.0", "pe").Write()}");
            if (replayed is not null)
                new LockstepRunner(target, default).Run(replayed.Configuration, replayed.Actions, out _);
            else
                new MachineWorker(new SerialLine(line)).Check(target, MachineJob.Parse(job.Write().Split('\n', StringSplitOptions.RemoveEmptyEntries)) with { IsEmulated = false });
            line(MachineLine.Done);
        }
        catch (Death death) when (death.Failure == TargetFailure.Hang)
        {
            throw new EmulatedKernelException("the machine has said nothing for 45 s", TargetFailure.Hang);
        }
        catch (Death)
        {
            // Of the harness in it a line was on its way.
            line((IsDeadAt(Boots) ? "" : "oslock-progress 6") + "[    7.7] Kernel panic - not syncing: test");
        }
    }

    private sealed class Death(TargetFailure failure) : Exception
    {
        public TargetFailure Failure => failure;
    }

    private sealed class SerialLine(Action<string> line) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value) => line(value!);
    }
}
