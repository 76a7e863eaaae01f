using System.Globalization;
using System.Runtime.InteropServices;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.RealKernels;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation.Kernels;
using OsLockConformance.Implementation.Processes;
using OsLockConformance.Implementation.Qemu;
using OsLockConformance.Implementation.Vmm;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli.Commands;

/// <summary>
/// The check of a real kernel's KVM: with a kernel given, in QEMU, where the harness itself becomes process 1; without one, through
/// this machine's /dev/kvm.
/// </summary>
/// <param name="terminal">Where to say what goes on.</param>
/// <param name="choice">Which kernel.</param>
/// <param name="options">How it is checked.</param>
/// <param name="sink">Where findings go.</param>
internal sealed class KvmCheck(Terminal terminal, KernelChoice choice, CheckOptions options, IFindingSink sink)
{
    /// <summary>The target's name.</summary>
    public const string Name = "kvm";

    /// <summary>A kernel in an emulator takes about ten seconds for these.</summary>
    public const long DefaultScenarios = 1000;

    private const int MaximumFindings = 100;
    private const int LineInterval = 256;

    /// <summary>Whether the name means this target.</summary>
    public static bool IsMeantBy(string name) => name.Equals(Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Complains if there is neither a kernel nor a machine that has KVM for arm64.</summary>
    public static void Demand(KernelChoice choice)
    {
        if (choice.Kernel is null && !HasOwnKvm)
            throw new UsageException("this machine has no KVM for arm64: give a kernel to boot in QEMU, --kernel IMAGE or --kernel 6.1; 'oslock kernels list' shows what has been fetched");
    }

    /// <summary>Complains if a kernel is given to another target.</summary>
    public static void RefuseElsewhere(KernelChoice choice, string example)
    {
        if (choice.Kernel is not null || choice.Init is not null)
            throw new UsageException($"--kernel and --init belong to the target kvm: 'oslock {example} --kernel IMAGE'");
    }

    private static bool HasOwnKvm => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>Runs it.</summary>
    public CheckOutcome Run(Action<long, int>? progress, CancellationToken cancellation) =>
        choice.Kernel is { } kernel ? RunEmulated(kernel, progress, cancellation) : RunHere(progress, cancellation);

    private CheckOutcome RunHere(Action<long, int>? progress, CancellationToken cancellation)
    {
        var version = Environment.OSVersion.Version;
        var profile = KernelProfile.Of(version);
        using var target = new KvmDeviceTarget(profile);
        var report = new CheckRunner(target, options, sink) { Progress = progress }.Run(cancellation);
        return new CheckOutcome(Name, options.Seed, report with { Target = Name }, null) { Machine = $"Linux {KernelName.Read()}, this machine's /dev/kvm", Simulated = profile, KernelOptions = "" };
    }

    private CheckOutcome RunEmulated(string kernel, Action<long, int>? progress, CancellationToken cancellation)
    {
        var machine = new KernelMachine(terminal, choice);
        var campaign = new MachineCampaign(Name, Job(), machine.Prepare(kernel, options.Corpus, cancellation), sink) { Progress = progress ?? WriteProgress };
        var report = campaign.Run(cancellation);
        return new CheckOutcome(Name, options.Seed, report, null)
        {
            Machine = campaign.Identity is { } identity ? machine.Describe(identity) : null,
            Simulated = campaign.Identity?.Profile,
            KernelOptions = choice.Options,
        };
    }

    // Without a screen a line now and then, beside the results.
    private void WriteProgress(long scenarios, int findings)
    {
        if (scenarios % LineInterval == 0)
            terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scenarios:N0} scenarios, {findings} found"));
    }

    private MachineJob Job() => new()
    {
        Seed = options.Seed,
        Scenarios = options.Scenarios ?? 0,
        Time = options.Time ?? TimeSpan.Zero,
        Strict = options.Strict,
        Accepted = options.Accepted,
        CountRules = options.CountRules,
        Coverage = options.Coverage,
        ShrinkBudget = options.ThoroughlyShrunk == 0 ? options.LaterShrinkBudget : 0,
        MaximumActions = options.MaximumActions,
        Capabilities = options.Capabilities,
        Twin = options.Twin?.Name ?? "",
        MaximumFindings = Math.Min(options.MaximumFindings, MaximumFindings),
    };
}
