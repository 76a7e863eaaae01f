using OsLockConformance.Cli.Reports;
using OsLockConformance.Cli.Sarif;

namespace OsLockConformance.Cli.Commands;

/// <summary>Checks in every format.</summary>
internal static class CheckReports
{
    /// <summary>Writes them.</summary>
    public static void Write(Terminal terminal, IReadOnlyList<CheckOutcome> outcomes, OutputFormat format)
    {
        switch (format)
        {
            case OutputFormat.Json:
                Json.Write(terminal, CheckReportJson.Of(outcomes));
                break;
            case OutputFormat.JUnit:
                JUnitReport.Write(terminal.Output, [.. outcomes.Select(CheckSuite.Of)]);
                break;
            case OutputFormat.Tap:
                TapReport.Write(terminal.Output, [.. outcomes.Select(CheckSuite.Of)]);
                break;
            case OutputFormat.Sarif:
                Json.WriteWithoutNulls(terminal, new SarifLog([.. outcomes.Select(CheckSarif.Of)]));
                break;
            default:
                foreach (var outcome in outcomes)
                    CheckText.Write(terminal, outcome);
                break;
        }
    }
}
