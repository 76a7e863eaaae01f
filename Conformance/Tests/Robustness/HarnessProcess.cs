using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace OsLockConformance.Tests.Robustness;

/// <summary>The command <c>oslock</c> as a process of its own, with the emulator that it has started.</summary>
internal sealed class HarnessProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _output;

    public HarnessProcess(params string[] arguments)
    {
        // A shell ignores SIGINT in what it runs in the background, such as these tests, and a child would inherit that.
        _process = Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "oslock.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
    }

    /// <summary>The id of the process.</summary>
    public int Id => _process.Id;

    /// <summary>The ids of the emulators, once there are any that run with the argument.</summary>
    public IReadOnlyList<int> Emulators(string argument)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience && !_process.HasExited)
        {
            int[] found = [.. Directory.GetDirectories("/proc").Select(Path.GetFileName)
                .Select(static name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
                .Where(id => id > 0 && ParentOf(id) == _process.Id && IsEmulator(id, argument)).Order()];
            if (found.Length > 0)
                return found;
            Thread.Sleep(50);
        }
        throw new TimeoutException("the harness has started no emulator");
    }

    /// <summary>Sends a signal, by its name.</summary>
    public static void Send(string signal, int process)
    {
        using var kill = Process.Start("kill", ["-s", signal, process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Sends a signal to the harness.</summary>
    public void Send(string signal) => Send(signal, _process.Id);

    /// <summary>Waits for the end: exit code and standard output.</summary>
    public (int ExitCode, string Output) End()
    {
        Assert.True(_process.WaitForExit(Patience), "the harness does not end");
        return (_process.ExitCode, _output.GetAwaiter().GetResult());
    }

    /// <summary>Whether a process ends within the time.</summary>
    public static bool Ends(int process, TimeSpan within)
    {
        var watch = Stopwatch.StartNew();
        while (IsRunning(process))
        {
            if (watch.Elapsed > within)
                return false;
            Thread.Sleep(50);
        }
        return true;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static bool IsEmulator(int process, string argument) =>
        Read($"/proc/{process}/cmdline").Split('\0') is [var program, ..] words && program.Contains("qemu", StringComparison.Ordinal) && words.Contains(argument);

    // A process that nobody has waited for yet is dead all the same.
    private static bool IsRunning(int process) => Stat(process) is [var state, ..] && state != "Z";

    private static int ParentOf(int process) =>
        Stat(process) is [_, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : 0;

    /// <summary>The fields of /proc/PID/stat from the state on; the name before it is in parentheses.</summary>
    private static string[] Stat(int process)
    {
        var text = Read($"/proc/{process}/stat");
        return text.Length == 0 ? [] : text[(text.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
