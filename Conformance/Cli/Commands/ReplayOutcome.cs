using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;

namespace OsLockConformance.Cli.Commands;

/// <summary>A trace that was replayed.</summary>
/// <param name="File">Its file, as it was given.</param>
/// <param name="Target">Where it ran.</param>
/// <param name="Trace">The trace.</param>
/// <param name="Timeline">What happened.</param>
internal sealed record ReplayOutcome(string File, string Target, TraceDocument Trace, Timeline Timeline)
{
    public int ExitCode => Timeline.Divergence is null ? Cli.ExitCode.Conforms : Cli.ExitCode.Diverges;
}
