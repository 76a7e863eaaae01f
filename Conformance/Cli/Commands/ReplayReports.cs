using OsLockConformance.Cli.Reports;
using OsLockConformance.Cli.Sarif;

namespace OsLockConformance.Cli.Commands;

/// <summary>A replay in every format.</summary>
internal static class ReplayReports
{
    /// <summary>Writes it.</summary>
    /// <returns>The exit code.</returns>
    public static int Write(Terminal terminal, OutputFormat format, ReplayOutcome outcome)
    {
        switch (format)
        {
            case OutputFormat.Json:
                Json.Write(terminal, ReplayReport.Of(outcome));
                break;
            case OutputFormat.JUnit:
                JUnitReport.Write(terminal.Output, [ReplaySuite.Of(outcome)]);
                break;
            case OutputFormat.Tap:
                TapReport.Write(terminal.Output, [ReplaySuite.Of(outcome)]);
                break;
            case OutputFormat.Sarif:
                Json.WriteWithoutNulls(terminal, new SarifLog([ReplaySarif.Of(outcome)]));
                break;
            default:
                TimelineText.Write(terminal, outcome.Target, outcome.Timeline);
                break;
        }

        return outcome.ExitCode;
    }
}
