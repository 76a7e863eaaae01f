using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using OsLockConformance.Implementation.Processes;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Exec;

/// <summary>
/// One run of a child process, spoken to in lines. A thread of its own reads what the child writes, so that neither side ever waits for the
/// other to read. The child is ended, with all processes that it started, when this is disposed of and when this process ends; if this
/// process is killed, see <see cref="ChildProcess"/>, and what the child started reads the end of its input.
/// </summary>
internal sealed class ExecProcess : IDisposable
{
    /// <summary>Characters of a line that a message quotes.</summary>
    private const int LongestQuote = 80;

    /// <summary>Lines that are read ahead; a child that writes on and on is not read further.</summary>
    private const int ReadAhead = 256;

    private const int SignalBase = 128;

    private const int LastSignal = 64;

    /// <summary>How long a child that has closed its output may take to end, and its last words to arrive.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly Stream _input;
    private readonly BlockingCollection<string> _lines = new(ReadAhead);
    private readonly Thread _errorReader;
    private string _lastError = "";

    private ExecProcess(Process process)
    {
        _process = process;
        _input = process.StandardInput.BaseStream;
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
        new Thread(ReadOutput) { IsBackground = true, Name = "output of the child process" }.Start();
        _errorReader = new Thread(ReadError) { IsBackground = true, Name = "errors of the child process" };
        _errorReader.Start();
    }

    /// <summary>The id of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Starts the child.</summary>
    /// <exception cref="TargetException">There is no such program, or it can't be started.</exception>
    public static ExecProcess Start(ExecOptions options)
    {
        var start = new ProcessStartInfo(options.Words[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var word in options.Words.Skip(1))
            start.ArgumentList.Add(word);
        try
        {
            return new ExecProcess(ChildProcess.Start(start));
        }
        catch (Win32Exception exception)
        {
            // The exception's own message is about folders; the number says what is wrong.
            throw new TargetException($"'{options.Words[0]}' can't be started: {new Win32Exception(exception.NativeErrorCode).Message}", exception);
        }
    }

    /// <summary>Sends lines.</summary>
    /// <exception cref="TargetException">The child has ended.</exception>
    public void Send(StringBuilder lines)
    {
        if (_lines.TryTake(out var early))
            throw new TargetException(TargetFailure.Crash, $"the child process wrote {Quote(early)} without being asked");
        try
        {
            _input.Write(Encoding.UTF8.GetBytes(lines.ToString()));
            _input.Flush();
        }
        catch (IOException)
        {
            throw Ended();
        }
    }

    /// <summary>Takes the next line.</summary>
    /// <param name="what">What the line should be, for the message.</param>
    /// <param name="patience">How long it may take.</param>
    /// <exception cref="TargetException">The child has ended, or does not answer.</exception>
    public string Receive(string what, TimeSpan patience)
    {
        if (_lines.TryTake(out var line, (int)Math.Min(int.MaxValue, patience.TotalMilliseconds)))
            return line;
        if (_lines.IsCompleted)
            throw Ended();
        throw new TargetException(TargetFailure.Hang, string.Create(CultureInfo.InvariantCulture,
            $"the child process has not sent {what} for {patience.TotalSeconds:0.###} s and was ended"));
    }

    /// <summary>The beginning of a line in quotes, for a message.</summary>
    public static string Quote(string line)
    {
        var text = new StringBuilder("'");
        foreach (var character in line.AsSpan(0, Math.Min(line.Length, LongestQuote)))
            text.Append(char.IsControl(character) || char.IsSurrogate(character) ? '?' : character);
        return text.Append(line.Length > LongestQuote ? "…'" : "'").ToString();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        Kill();
        _process.WaitForExit(Grace);
        // Ends the reader's wait for room; its thread ends with the pipe.
        _lines.CompleteAdding();
        _process.Dispose();
    }

    private void KillAtExit(object? sender, EventArgs arguments) => Kill();

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It, or a process that it started, has ended meanwhile.
        }
    }

    private TargetException Ended()
    {
        if (!_process.WaitForExit(Grace))
            return new TargetException(TargetFailure.Crash, $"the child process has closed its standard output and goes on{LastWords()}");
        _errorReader.Join(Grace);
        var code = _process.ExitCode;
        var how = code is > SignalBase and <= SignalBase + LastSignal
            ? string.Create(CultureInfo.InvariantCulture, $"was ended by signal {code - SignalBase}")
            : string.Create(CultureInfo.InvariantCulture, $"ended with exit code {code}");
        return new TargetException(TargetFailure.Crash, $"the child process {how}{LastWords()}") { ExitCode = code };
    }

    private string LastWords() => Volatile.Read(ref _lastError) is { Length: > 0 } last ? $": {Quote(last)}" : "";

    private void ReadOutput()
    {
        var reader = new LineReader(_process.StandardOutput.BaseStream);
        try
        {
            while (reader.Read() is { } line)
                _lines.Add(line);
        }
        catch (InvalidOperationException)
        {
            // Nobody wants more lines.
        }

        _lines.CompleteAdding();
    }

    private void ReadError()
    {
        var reader = new LineReader(_process.StandardError.BaseStream);
        while (reader.Read() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
                Volatile.Write(ref _lastError, line.Trim());
        }
    }
}
