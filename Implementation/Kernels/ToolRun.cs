using System.ComponentModel;
using System.Diagnostics;
using OsLockConformance.Implementation.Processes;

namespace OsLockConformance.Implementation.Kernels;

/// <summary>Runs a tool to its end and gives its output; a tool that is missing, fails or takes too long is one clear line.</summary>
internal static class ToolRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Whether PATH has a tool.</summary>
    public static bool IsInstalled(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, tool)));

    public static string Output(string tool, IEnumerable<string> arguments, string folder, CancellationToken cancellation)
    {
        using var process = Start(tool, arguments, folder);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var complaints = process.StandardError.ReadToEndAsync(limit.Token);
            process.WaitForExitAsync(limit.Token).GetAwaiter().GetResult();
            // MSBuild has its errors in its output.
            var complaint = complaints.GetAwaiter().GetResult() + "\n" + (process.ExitCode == 0 ? "" : output.GetAwaiter().GetResult());
            return process.ExitCode == 0
                ? output.GetAwaiter().GetResult()
                : throw new EmulatedKernelException($"{tool} failed: {FirstError(complaint)}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new EmulatedKernelException($"{tool} has not ended within {Limit.TotalMinutes} minutes");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static string FirstError(string complaint)
    {
        var lines = complaint.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return Array.Find(lines, static line => line.StartsWith("E:", StringComparison.Ordinal))
            ?? Array.Find(lines, static line => line.Contains(": error ", StringComparison.Ordinal))
            ?? lines.LastOrDefault() ?? "it says nothing";
    }

    private static Process Start(string tool, IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(tool, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        try
        {
            return ChildProcess.Start(start);
        }
        catch (Win32Exception)
        {
            throw new EmulatedKernelException($"this needs {tool}, which is not installed: kernels are fetched with Debian's tools");
        }
    }
}
