using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using OsLockConformance.Implementation.Processes;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Qemu;

/// <summary>
/// One run of QEMU with the monitor, spoken to through its standard input and output. Whatever goes wrong ends the process and is
/// one sentence. If this process is killed, QEMU ends too: see <see cref="ChildProcess"/>; where that can't be had, the monitor reads the end
/// of its input, unless the guest spins.
/// </summary>
internal sealed class QemuProcess : IDisposable
{
    private const int MaximumErrorText = 400;

    // When it is full, QEMU drops all translations at once: that is cheaper than dropping those of a page that is written, one by one, and
    // what is left stays in the host's caches. Of 8 to 512 MiB, 16 took the least time with the pool's size.
    private const int TranslationMegabytes = 16;

    // Its output is closed a moment before it has ended.
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly Stream _input;
    private readonly Stream _output;
    private readonly Timer _watchdog;
    private readonly Lock _errorLock = new();
    private string _errorText = "";
    private TimeSpan _patience;
    private bool _expired;

    private QemuProcess(Process process)
    {
        _process = process;
        _input = process.StandardInput.BaseStream;
        _output = process.StandardOutput.BaseStream;
        _watchdog = new Timer(static state => ((QemuProcess)state!).Expire(), this, Timeout.Infinite, Timeout.Infinite);
        process.ErrorDataReceived += (_, line) => KeepErrorText(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>The id of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Starts QEMU and reads the monitor's greeting.</summary>
    public static QemuProcess Start(QemuOptions options, Span<byte> hello)
    {
        QemuProcess? qemu = null;
        try
        {
            // QEMU has read it when the greeting is here; otherwise there will never be one.
            using var image = new TemporaryFile();
            File.WriteAllBytes(image.Path, MonitorImage.Build());
            qemu = new QemuProcess(Launch(options, image.Path));
            qemu.Exchange([], hello, options.Patience);
            return qemu;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TargetException($"the monitor for QEMU can't be written to the folder for temporary files: {exception.Message}", exception);
        }
        catch (TargetException exception)
        {
            qemu?.Dispose();
            // Before the greeting nothing was asked of it: it can't be started.
            throw new TargetException(exception.Message, exception);
        }
    }

    /// <summary>Sends a message and receives the answer. A QEMU that hangs does not read either, so the watchdog is there for both.</summary>
    public void Exchange(ReadOnlySpan<byte> message, Span<byte> answer, TimeSpan patience)
    {
        _patience = patience;
        _watchdog.Change(patience, Timeout.InfiniteTimeSpan);
        try
        {
            _input.Write(message);
            _input.Flush();
            _output.ReadExactly(answer);
        }
        catch (IOException)
        {
            throw Failure();
        }
        finally
        {
            _watchdog.Change(Timeout.Infinite, Timeout.Infinite);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _process.WaitForExit();
        _watchdog.Dispose();
        _process.Dispose();
    }

    private static Process Launch(QemuOptions options, string image)
    {
        var start = new ProcessStartInfo(options.Path)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            "-nodefaults", "-display", "none", "-serial", "none", "-monitor", "none", "-nic", "none", "-no-reboot",
            "-m", MonitorLayout.Megabytes.ToString(CultureInfo.InvariantCulture),
            "-M", options.EntersAtEl2 ? "virt,virtualization=on" : "virt", "-cpu", options.Cpu,
            "-semihosting-config", "enable=on,target=native", "-kernel", image, "-accel", $"tcg,tb-size={TranslationMegabytes}",
        ];
        if (options.DataFolder is not null)
        {
            start.ArgumentList.Add("-L");
            start.ArgumentList.Add(options.DataFolder);
        }
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            return ChildProcess.Start(start);
        }
        catch (Win32Exception exception)
        {
            throw new TargetException($"'{options.Path}' can't be started: {exception.Message}; QEMU is in the package qemu-system-arm", exception);
        }
    }

    private TargetException Failure()
    {
        // If it has ended by itself, its exit code says why.
        if (Volatile.Read(ref _expired) || !_process.WaitForExit(EndsWithin))
            Kill();
        _process.WaitForExit();
        if (Volatile.Read(ref _expired))
            return new TargetException(TargetFailure.Hang, $"QEMU has not answered for {_patience.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s and was ended");
        string text;
        lock (_errorLock)
            text = _errorText;
        var exitCode = _process.ExitCode;
        return new TargetException(TargetFailure.Crash, text.Length > 0
            ? $"QEMU ended: {text}"
            : $"QEMU ended with exit code {exitCode.ToString(CultureInfo.InvariantCulture)}")
        {
            ExitCode = exitCode,
        };
    }

    private void Expire()
    {
        Volatile.Write(ref _expired, true);
        Kill();
    }

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended meanwhile.
        }
    }

    private void KeepErrorText(string? line)
    {
        if (line is null)
            return;
        lock (_errorLock)
        {
            if (_errorText.Length < MaximumErrorText)
                _errorText = _errorText.Length == 0 ? line : $"{_errorText} {line}";
        }
    }
}
