using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using OsLockConformance.Implementation.Processes;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kernels;

/// <summary>How an arm64 kernel is booted in QEMU.</summary>
public sealed record EmulatedKernel
{
    /// <summary>The kernel's image.</summary>
    public required string Image { get; init; }
    /// <summary>The emulator: version 10 or newer, since older ones lack debug registers.</summary>
    public required string Qemu { get; init; }
    /// <summary>The CPU: cortex-a57 makes KVM run nVHE, cortex-a76 VHE.</summary>
    public string Cpu { get; init; } = "cortex-a76";
    /// <summary>How long the serial line may be silent before the machine is taken to hang.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(120);
    /// <summary>How the lines of the program in the machine begin; it has one every few seconds, so that the silence that counts is shorter
    /// from the first one on.</summary>
    public string? Pulse { get; init; }
    /// <summary>How long the serial line may be silent then.</summary>
    public TimeSpan SilenceAfterPulse { get; init; } = TimeSpan.FromSeconds(45);

    // Page table isolation, which follows from a randomized kernel, changes page tables at every system call: an emulator then fills
    // its TLB anew, and a call takes four times as long. Neither touches how KVM treats a guest's debug registers.
    private const string CommandLine = "console=ttyAMA0 panic=-1 quiet loglevel=1 nokaslr mitigations=off";

    /// <summary>
    /// Boots it with an initramfs and hands over every line of the serial line until the machine powers off. The emulator is always
    /// ended, whatever happens, even if this process is killed: see <see cref="ChildProcess"/>.
    /// </summary>
    /// <exception cref="EmulatedKernelException">The emulator cannot be started, died, or the machine fell silent.</exception>
    public void Run(string initramfs, Action<string> line, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(line);
        using var process = Start(initramfs);
        using var watchdog = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var silence = Silence;
        var complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            while (true)
            {
                watchdog.CancelAfter(silence);
                var next = process.StandardOutput.ReadLineAsync(watchdog.Token).AsTask().GetAwaiter().GetResult();
                if (next is null)
                    break;
                if (Pulse is not null && next.StartsWith(Pulse, StringComparison.Ordinal))
                    silence = SilenceAfterPulse;
                line(next.TrimEnd('\r'));
            }
            process.WaitForExit();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new EmulatedKernelException(string.Create(CultureInfo.InvariantCulture,
                $"the machine that boots {Path.GetFileName(Image)} has said nothing for {silence.TotalSeconds} s"), TargetFailure.Hang);
        }
        finally
        {
            End(process);
        }
        if (process.ExitCode != 0)
        {
            var said = complaints.GetAwaiter().GetResult().ReplaceLineEndings(" ").Trim();
            throw new EmulatedKernelException($"{Qemu} ended with {process.ExitCode}{(said.Length == 0 ? "" : ": ")}{said}", TargetFailure.Crash);
        }
    }

    private static void End(Process process)
    {
        if (process.HasExited)
            return;
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    private Process Start(string initramfs)
    {
        if (!File.Exists(Image))
            throw new EmulatedKernelException($"there is no kernel image {Image}");
        string[] arguments =
        [
            "-nodefaults", "-nic", "none", "-nographic", "-serial", "stdio", "-monitor", "none", "-no-reboot",
            "-M", "virt,virtualization=on,gic-version=3", "-cpu", Cpu == "max" ? "max,pauth-impdef=on" : Cpu, "-m", "512",
            "-kernel", Image, "-initrd", initramfs, "-append", CommandLine,
        ];
        var start = new ProcessStartInfo(Qemu, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return ChildProcess.Start(start);
        }
        catch (Win32Exception exception)
        {
            throw new EmulatedKernelException($"{Qemu} cannot be started: {exception.Message}");
        }
    }
}
