using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Qemu;

/// <summary>
/// One run of QEMU with the monitor, spoken to through its standard input and output. Whatever goes wrong ends the process and is
/// one sentence. If this process is killed, the monitor reads the end of its input and QEMU ends too.
/// </summary>
internal sealed class QemuProcess : IDisposable
{
    private const int MaximumErrorText = 400;

    private readonly QemuOptions _options;
    private readonly Process _process;
    private readonly Stream _input;
    private readonly Stream _output;
    private readonly Timer _watchdog;
    private readonly Lock _errorLock = new();
    private string _errorText = "";
    private bool _expired;

    private QemuProcess(QemuOptions options, Process process)
    {
        _options = options;
        _process = process;
        _input = process.StandardInput.BaseStream;
        _output = process.StandardOutput.BaseStream;
        _watchdog = new Timer(static state => ((QemuProcess)state!).Expire(), this, Timeout.Infinite, Timeout.Infinite);
        process.ErrorDataReceived += (_, line) => KeepErrorText(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>Starts QEMU and reads the monitor's greeting.</summary>
    public static QemuProcess Start(QemuOptions options, Span<byte> hello)
    {
        var image = Path.GetTempFileName();
        QemuProcess? qemu = null;
        try
        {
            File.WriteAllBytes(image, MonitorImage.Build());
            qemu = new QemuProcess(options, Launch(options, image));
            qemu.Receive(hello);
            return qemu;
        }
        catch (IOException exception)
        {
            throw new TargetException($"the monitor for QEMU can't be written to the folder for temporary files: {exception.Message}", exception);
        }
        catch (TargetException)
        {
            qemu?.Dispose();
            throw;
        }
        finally
        {
            // QEMU has read it: the greeting is here, or there will never be one.
            File.Delete(image);
        }
    }

    /// <summary>Sends a message and receives the answer.</summary>
    public void Exchange(ReadOnlySpan<byte> message, Span<byte> answer)
    {
        try
        {
            _input.Write(message);
            _input.Flush();
        }
        catch (IOException)
        {
            throw Failure();
        }
        Receive(answer);
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
            "-semihosting-config", "enable=on,target=native", "-kernel", image,
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
            return Process.Start(start) ?? throw new TargetException($"'{options.Path}' can't be started");
        }
        catch (Win32Exception exception)
        {
            throw new TargetException($"'{options.Path}' can't be started: {exception.Message}; QEMU is in the package qemu-system-arm", exception);
        }
    }

    private void Receive(Span<byte> answer)
    {
        _watchdog.Change(_options.Patience, Timeout.InfiniteTimeSpan);
        try
        {
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

    private TargetException Failure()
    {
        Kill();
        _process.WaitForExit();
        if (Volatile.Read(ref _expired))
            return new TargetException($"QEMU has not answered for {_options.Patience.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s and was ended");
        string text;
        lock (_errorLock)
            text = _errorText;
        return new TargetException(text.Length > 0
            ? $"QEMU ended: {text}"
            : $"QEMU ended with exit code {_process.ExitCode.ToString(CultureInfo.InvariantCulture)}");
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
            // If it has ended by itself, its exit code says why: wait a moment for that.
            if (!Volatile.Read(ref _expired) && _output.CanRead && _process.WaitForExit(0))
                return;
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
