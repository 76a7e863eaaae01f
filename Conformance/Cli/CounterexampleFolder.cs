using System.Globalization;
using OsLockConformance.Harness.Files;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Symbolic.Gates;
using OsLockConformance.Harness.Traces;

namespace OsLockConformance.Cli;

/// <summary>
/// The folder that traces of counterexamples go to; made when the first one is written. A folder that can no longer be written to does not end
/// the proofs: what is refuted is still reported, without traces, and <see cref="Problem"/> says why.
/// </summary>
internal sealed class CounterexampleFolder
{
    private readonly string _path;

    /// <summary>Makes sure that the folder can be written to, or made, before any time is spent; leaves nothing behind.</summary>
    /// <exception cref="UsageException">It can't.</exception>
    public CounterexampleFolder(string path)
    {
        _path = path;
        try
        {
            WriteProbe.In(Nearest(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"--out expects a folder that can be written to, got '{path}'");
        }
    }

    /// <summary>Why traces are missing, in one line; null if none is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Writes a trace.</summary>
    /// <returns>Its path; null if it can't be written.</returns>
    public string? Write(Gate gate, GateSubject subject, GateValues counterexample, GateReplay replay)
    {
        var verdict = replay.Timeline.Divergence is null ? TraceVerdict.Conforms : TraceVerdict.Diverges;
        var trace = new TraceDocument(replay.Scenario) { Expectations = [new TraceExpectation(subject.Name, verdict, replay.Timeline.Rule)] };
        var text = TraceFormat.Write(trace, [$"gate {gate.Name} of {subject.Name}: {gate.Statement}", $"counterexample: {counterexample}", "Not shrunk."]);
        var file = Path.Combine(_path, string.Create(CultureInfo.InvariantCulture,
            $"{subject.Name.Replace(':', '-')}-{gate.Name}-{StableHash.Of(TraceFormat.Write(replay.Scenario)):x8}{TraceFormat.Extension}"));
        try
        {
            AtomicFile.Write(file, text);
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Problem = $"traces can't be written to '{_path}': {exception.Message}";
            return null;
        }
    }

    /// <summary>The innermost part of a path that is there: what the rest is made in. A file refuses to be looked into.</summary>
    private static string Nearest(string path)
    {
        var place = Path.GetFullPath(path);
        while (!Path.Exists(place) && Path.GetDirectoryName(place) is { } outer)
            place = outer;
        return place;
    }
}
