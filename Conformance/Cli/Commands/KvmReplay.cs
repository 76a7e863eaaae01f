using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.RealKernels;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation.Kernels;
using OsLockConformance.Implementation.Vmm;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli.Commands;

/// <summary>The replay of a trace on a real kernel's KVM: see <see cref="KvmCheck"/>.</summary>
/// <param name="terminal">Where to say what goes on.</param>
/// <param name="choice">Which kernel.</param>
/// <param name="acceptance">Which deviations are accepted.</param>
internal sealed class KvmReplay(Terminal terminal, KernelChoice choice, Acceptance acceptance)
{
    /// <summary>Replays it.</summary>
    /// <exception cref="EmulatedKernelException">The kernel can't be booted, or ended before the replay was done.</exception>
    public Timeline Run(TraceDocument trace, string file, CancellationToken cancellation)
    {
        Capability.Demand(KvmCheck.Name, KvmDeviceTarget.AllCapabilities, trace, file);
        return choice.Kernel is { } kernel ? RunEmulated(kernel, trace.Scenario, cancellation) : RunHere(trace.Scenario);
    }

    private Timeline RunHere(Scenario scenario)
    {
        var profile = KernelProfile.Of(Environment.OSVersion.Version);
        using var target = new KvmDeviceTarget(profile);
        return Timeline.Of(TargetSelection.Fit(scenario, target), new LockstepRunner(target, acceptance.For(target)));
    }

    private Timeline RunEmulated(string kernel, Scenario scenario, CancellationToken cancellation)
    {
        var reader = new MachineReader(KvmCheck.Name, seed: 0) { Replay = new MachineTimeline(scenario) };
        var machine = new KernelMachine(terminal, choice);
        var job = new MachineJob { Strict = acceptance.Strict, Accepted = acceptance.Set };
        machine.Run(kernel, job, [new(MachineJob.TraceFile, TraceFormat.Write(scenario))], reader, cancellation);
        if (reader.Identity is { } identity)
            terminal.Error.WriteLine(machine.Describe(identity));
        return reader.Replay.Timeline ?? throw new EmulatedKernelException(reader.Failure ?? "the replay was interrupted");
    }
}
