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

    /// <summary>A kernel in an emulator takes a little more than ten seconds for these.</summary>
    public const long DefaultScenarios = 200;

    /// <summary>A CPU on which KVM runs nVHE.</summary>
    public const string NvheCpu = "cortex-a57";

    /// <summary>A CPU on which KVM runs VHE.</summary>
    public const string VheCpu = "cortex-a76";

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

    private static bool HasOwnKvm => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>The published process 1.</summary>
    /// <exception cref="EmulatedKernelException">It is not there and can't be published.</exception>
    public static string FindInit(Terminal terminal, CancellationToken cancellation) =>
        InitProgram.FindOrPublish(new KernelCache(), AppContext.BaseDirectory,
            () => terminal.Error.WriteLine("publishing Conformance/Init for arm64, which is done once for each state of the sources"), cancellation);

    /// <summary>Runs it.</summary>
    public CheckOutcome Run(Action<long, int>? progress, CancellationToken cancellation) =>
        choice.Kernel is { } kernel ? RunEmulated(kernel, progress, cancellation) : RunHere(progress, cancellation);

    private CheckOutcome RunHere(Action<long, int>? progress, CancellationToken cancellation)
    {
        var version = Environment.OSVersion.Version;
        var profile = KernelProfile.Of(version);
        using var target = new KvmDeviceTarget(profile);
        var report = new CheckRunner(target, options, sink) { Progress = progress, ProgressInterval = 32 }.Run(cancellation);
        return new CheckOutcome(Name, options.Seed, report with { Target = Name }, null) { Machine = $"Linux {version.ToString(3)}, this machine's /dev/kvm", Simulated = profile };
    }

    private CheckOutcome RunEmulated(string kernel, Action<long, int>? progress, CancellationToken cancellation)
    {
        var cache = new KernelCache();
        var machine = new EmulatedKernel
        {
            Image = KernelImage.Find(cache, kernel),
            Qemu = Qemu(cache),
            Cpu = choice.Cpu ?? VheCpu,
            Pulse = MachineLine.Prefix,
        };
        var init = choice.Init ?? FindInit(terminal, cancellation);
        var campaign = new MachineCampaign(Name, Job(), (job, replayed, line) => Boot(machine, init, job, replayed, line, cancellation), sink) { Progress = progress ?? WriteProgress };
        terminal.Error.WriteLine($"booting {kernel} on {machine.Cpu} in QEMU");
        var report = campaign.Run(cancellation);
        return new CheckOutcome(Name, options.Seed, report, null)
        {
            Machine = campaign.Identity is { } identity ? string.Create(CultureInfo.InvariantCulture, $"Linux {identity.Release} on {machine.Cpu} in QEMU, with the errata of {identity.Profile}") : null,
            Simulated = campaign.Identity?.Profile,
        };
    }

    private void Boot(EmulatedKernel machine, string init, MachineJob job, Scenario? replayed, Action<string> line, CancellationToken cancellation)
    {
        List<KeyValuePair<string, string>> files = [new(MachineJob.FileName, job.Write())];
        if (replayed is not null)
            files.Add(new($"{MachineJob.TraceFolder}/replayed{TraceFormat.Extension}", TraceFormat.Write(replayed)));
        // The corpus comes first, and once.
        if (replayed is null && job is { First: 0, OneByOne: false })
            files.Add(new(MachineCorpus.FileName, MachineCorpus.Write(options.Corpus)));
        using var initramfs = new TemporaryFile();
        Initramfs.Write(initramfs.Path, init, files);
        machine.Run(initramfs.Path, said =>
        {
            // The emulator has read it before the machine says anything.
            initramfs.Dispose();
            line(said);
        }, cancellation);
    }

    // Without a screen a line now and then, beside the results.
    private void WriteProgress(long scenarios, int findings)
    {
        if (scenarios % LineInterval == 0)
            terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scenarios:N0} scenarios, {findings} found"));
    }

    /// <summary>The emulator: given, fetched, or the machine's own. Older ones than 8 lack debug registers.</summary>
    private string Qemu(KernelCache cache)
    {
        var path = choice.Qemu ?? (File.Exists(cache.Qemu) ? cache.Qemu : new QemuOptions().Path);
        using var target = new QemuTarget(new QemuOptions { Path = path });
        return target.Name != QemuTarget.OldName
            ? path
            : throw new EmulatedKernelException($"{path} is too old for a kernel with KVM; 'oslock kernels fetch' brings QEMU 10, or give another with --qemu");
    }

    private MachineJob Job() => new()
    {
        Seed = options.Seed,
        Scenarios = options.Scenarios ?? 0,
        Time = options.Time ?? TimeSpan.Zero,
        Strict = options.Strict,
        Accepted = options.Accepted,
        CountRules = options.CountRules,
        ShrinkBudget = options.ThoroughlyShrunk == 0 ? options.LaterShrinkBudget : 0,
        MaximumActions = options.MaximumActions,
        Capabilities = options.Capabilities,
        MaximumFindings = Math.Min(options.MaximumFindings, MaximumFindings),
    };
}
