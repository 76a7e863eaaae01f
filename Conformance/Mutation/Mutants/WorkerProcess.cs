using System.Diagnostics;
using System.Globalization;

namespace OsLockConformance.Mutation.Mutants;

/// <summary>A worker, seen from outside; whoever asks it for something too hard finds it ended.</summary>
internal sealed class WorkerProcess : IDisposable
{
    /// <summary>Seconds of processor time after which a worker that does not answer is ended: turning the mutant off has not helped.</summary>
    private const int Limit = 2 * Worker.Limit;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private readonly Process _process;

    /// <summary>Starts a worker.</summary>
    /// <param name="folder">Holds this program and the tests, with the mutated assembly in its place.</param>
    public WorkerProcess(string folder)
    {
        var start = new ProcessStartInfo(Path.Combine(folder, Path.GetFileName(Environment.ProcessPath!)))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "--worker" },
            // A mutant that allocates without end fails instead of taking the machine's memory.
            Environment = { ["DOTNET_GCHeapHardLimit"] = "0x40000000", ["DOTNET_DbgEnableMiniDump"] = "0" },
        };
        _process = Process.Start(start)!;
        // The message of a crash, for example of a stack overflow, can be long; nobody reads it.
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
    }

    /// <summary>Runs the tests with a mutant.</summary>
    /// <returns>The name of the test that failed, an empty text if none did, or null if the process did not answer and is no more.</returns>
    public string? Try(int mutant) => Ask(mutant.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sends a line and waits for the answer.</summary>
    /// <returns>The answer, or null if there was none and the process is no more.</returns>
    public string? Ask(string line)
    {
        try
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
            var answer = _process.StandardOutput.ReadLineAsync();
            for (var end = Used() + Limit; !answer.Wait(Poll);)
            {
                if (Used() > end)
                {
                    _process.Kill();
                    return null;
                }
            }
            return answer.Result;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private double Used()
    {
        _process.Refresh();
        return _process.TotalProcessorTime.TotalSeconds;
    }
}
