using System.Collections.Concurrent;
using System.Diagnostics;

namespace OsLockConformance.Implementation.Processes;

/// <summary>
/// Starts processes that do not outlive this one, not even if it is killed: setpriv (util-linux) asks the kernel to kill the
/// process when its parent dies. For the kernel the parent is the thread that started it, therefore one thread, which never ends, starts
/// all of them. Without setpriv they are started all the same, and a killed harness leaves them to themselves.
/// </summary>
public static class ChildProcess
{
    private const string Setpriv = "setpriv";

    private static readonly BlockingCollection<Action> Requests = [];
    private static readonly Lazy<string?> SetprivPath = new(static () => Find(Setpriv));
    private static readonly Lazy<Thread> Starter = new(StartStarter);

    /// <summary>Whether a process ends when this one is killed.</summary>
    public static bool EndsWithParent => SetprivPath.Value is not null;

    /// <summary>Starts a process.</summary>
    /// <param name="start">How; its arguments have to be in <see cref="ProcessStartInfo.ArgumentList"/>.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The program is not there or cannot be executed.</exception>
    public static Process Start(ProcessStartInfo start)
    {
        ArgumentNullException.ThrowIfNull(start);
        // What cannot be executed is started as it is: the complaint is then about the program and not about setpriv.
        if (SetprivPath.Value is not { } setpriv || Find(start.FileName) is null)
            return Process.Start(start)!;
        var arguments = start.ArgumentList.ToArray();
        start.ArgumentList.Clear();
        foreach (var argument in (string[])["--pdeathsig", "KILL", "--", start.FileName, .. arguments])
            start.ArgumentList.Add(argument);
        start.FileName = setpriv;
        _ = Starter.Value;
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add(() => Answer(started, start));
        return started.Task.GetAwaiter().GetResult();
    }

    private static void Answer(TaskCompletionSource<Process> started, ProcessStartInfo start)
    {
        try
        {
            started.SetResult(Process.Start(start)!);
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
        {
            started.SetException(exception);
        }
    }

    private static Thread StartStarter()
    {
        var thread = new Thread(static () =>
        {
            foreach (var request in Requests.GetConsumingEnumerable())
                request();
        })
        {
            IsBackground = true,
            Name = "starts child processes",
        };
        thread.Start();
        return thread;
    }

    /// <summary>The file that a name or a path stands for; null if there is none that can be executed.</summary>
    private static string? Find(string program)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        IEnumerable<string> candidates = program.Contains('/', StringComparison.Ordinal)
            ? [program]
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program));
        return candidates.FirstOrDefault(IsExecutable);
    }

    private static bool IsExecutable(string path) => File.Exists(path)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
