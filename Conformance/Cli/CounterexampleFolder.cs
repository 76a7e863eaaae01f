using System.Globalization;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Symbolic.Gates;
using OsLockConformance.Harness.Traces;

namespace OsLockConformance.Cli;

/// <summary>The folder that traces of counterexamples go to; made when the first one is written.</summary>
internal sealed class CounterexampleFolder(string path)
{
    /// <summary>Writes a trace.</summary>
    /// <returns>Its path.</returns>
    public string Write(Gate gate, GateSubject subject, GateValues counterexample, GateReplay replay)
    {
        var verdict = replay.Timeline.Divergence is null ? TraceVerdict.Conforms : TraceVerdict.Diverges;
        var trace = new TraceDocument(replay.Scenario) { Expectations = [new TraceExpectation(subject.Name, verdict, replay.Timeline.Rule)] };
        var text = TraceFormat.Write(trace, [$"gate {gate.Name} of {subject.Name}: {gate.Statement}", $"counterexample: {counterexample}", "Not shrunk."]);
        var file = Path.Combine(path, string.Create(CultureInfo.InvariantCulture,
            $"{subject.Name.Replace(':', '-')}-{gate.Name}-{StableHash.Of(TraceFormat.Write(replay.Scenario)):x8}{TraceFormat.Extension}"));
        try
        {
            Directory.CreateDirectory(path);
            File.WriteAllText(file, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"--out expects a folder that can be written to, got '{path}'");
        }

        return file;
    }
}
