using System.Globalization;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.RealKernels;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation.Kernels;
using OsLockConformance.Implementation.Processes;
using OsLockConformance.Implementation.Qemu;

namespace OsLockConformance.Cli;

/// <summary>A kernel booted in QEMU, with the harness as its process 1.</summary>
/// <param name="terminal">Where to say what goes on.</param>
/// <param name="choice">Which emulator, CPU and process 1.</param>
internal sealed class KernelMachine(Terminal terminal, KernelChoice choice)
{
    /// <summary>A CPU on which KVM runs nVHE.</summary>
    public const string NvheCpu = "cortex-a57";

    /// <summary>A CPU on which KVM runs VHE.</summary>
    public const string VheCpu = "cortex-a76";

    private string Cpu => choice.Cpu ?? VheCpu;

    /// <summary>The published process 1.</summary>
    /// <exception cref="EmulatedKernelException">It is not there and can't be published.</exception>
    public static string FindInit(Terminal terminal, CancellationToken cancellation) =>
        InitProgram.FindOrPublish(new KernelCache(), AppContext.BaseDirectory,
            () => terminal.Error.WriteLine("publishing Conformance/Init for arm64, which is done once for each state of the sources"), cancellation);

    /// <summary>Boots it and reads what it says until it powers off, or until it is cancelled.</summary>
    /// <exception cref="EmulatedKernelException">It can't be booted, or its process 1 does not fit.</exception>
    public void Run(string kernel, MachineJob job, IEnumerable<KeyValuePair<string, string>> files, MachineReader reader, CancellationToken cancellation)
    {
        var (machine, init) = Find(kernel, cancellation);
        try
        {
            terminal.Error.WriteLine($"booting {kernel} on {machine.Cpu} in QEMU");
            Boot(machine, init, [new(MachineJob.FileName, job.Write()), .. files], reader.Read, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What has been read counts.
        }
        catch (FormatException exception)
        {
            throw new EmulatedKernelException($"{init} is of another version of the harness: {exception.Message}");
        }
    }

    /// <summary>Boots it for a campaign, as often as that takes; the corpus comes first, and once.</summary>
    /// <exception cref="EmulatedKernelException">It can't be booted.</exception>
    public MachineBoot Prepare(string kernel, IReadOnlyList<CorpusTrace> corpus, CancellationToken cancellation)
    {
        var (machine, init) = Find(kernel, cancellation);
        terminal.Error.WriteLine($"booting {kernel} on {machine.Cpu} in QEMU");
        return (job, replayed, line) =>
        {
            List<KeyValuePair<string, string>> files = [new(MachineJob.FileName, job.Write())];
            if (replayed is not null)
                files.Add(new(MachineJob.TraceFile, TraceFormat.Write(replayed)));
            else if (job is { First: 0, OneByOne: false })
                files.Add(new(MachineCorpus.FileName, MachineCorpus.Write(corpus)));
            Boot(machine, init, files, line, cancellation);
        };
    }

    private (EmulatedKernel Machine, string Init) Find(string kernel, CancellationToken cancellation)
    {
        var cache = new KernelCache();
        var machine = new EmulatedKernel { Image = KernelImage.Find(cache, kernel), Qemu = Qemu(cache), Cpu = Cpu, Pulse = MachineLine.Prefix };
        return (machine, choice.Init ?? FindInit(terminal, cancellation));
    }

    private static void Boot(EmulatedKernel machine, string init, IReadOnlyList<KeyValuePair<string, string>> files, Action<string> line, CancellationToken cancellation)
    {
        using var initramfs = new TemporaryFile();
        Initramfs.Write(initramfs.Path, init, files);
        machine.Run(initramfs.Path, said =>
        {
            // The emulator has read it before the machine says anything.
            initramfs.Dispose();
            line(said);
        }, cancellation);
    }

    /// <summary>What it is, in a line.</summary>
    public string Describe(MachineIdentity identity) =>
        string.Create(CultureInfo.InvariantCulture, $"Linux {identity.Kernel} on {Cpu} in QEMU, with the errata of {identity.Profile}");

    /// <summary>The emulator: given, fetched, or the machine's own. Older ones than 8 lack debug registers.</summary>
    private string Qemu(KernelCache cache)
    {
        var path = choice.Qemu ?? (File.Exists(cache.Qemu) ? cache.Qemu : new QemuOptions().Path);
        using var target = new QemuTarget(new QemuOptions { Path = path });
        return target.Name != QemuTarget.OldName
            ? path
            : throw new EmulatedKernelException($"{path} is too old for a kernel with KVM; 'oslock kernels fetch' brings QEMU 10, or give another with --qemu");
    }
}
