using System.Globalization;
using OsLockConformance.Harness.RealKernels;
using OsLockConformance.Implementation.Kernels;
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
        var cache = new KernelCache();
        var machine = new EmulatedKernel { Image = KernelImage.Find(cache, kernel), Qemu = Qemu(cache), Cpu = Cpu };
        var init = choice.Init ?? FindInit(terminal, cancellation);
        var initramfs = Path.GetTempFileName();
        try
        {
            Initramfs.Write(initramfs, init, [new(MachineJob.FileName, job.Write()), .. files]);
            terminal.Error.WriteLine($"booting {kernel} on {machine.Cpu} in QEMU");
            machine.Run(initramfs, reader.Read, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What has been read counts.
        }
        catch (FormatException exception)
        {
            throw new EmulatedKernelException($"{init} is of another version of the harness: {exception.Message}");
        }
        finally
        {
            File.Delete(initramfs);
        }
    }

    /// <summary>What it is, in a line.</summary>
    public string Describe(MachineIdentity identity) =>
        string.Create(CultureInfo.InvariantCulture, $"Linux {identity.Release} on {Cpu} in QEMU, with the errata of {identity.Profile}");

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
