using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Client;

namespace OsLockConformance.TestLogger;

/// <summary>
/// Attaches the trace of a failed conformance test to its result, so that a TRX file has it and a CI server shows it beside the failure.
/// xunit 2 has no attachments; the message of such a test names the trace, in the line that replays it. Loggers get the same result, in the
/// order of the command line, so this one has to stand before those that write files: <c>--logger oslock-traces --logger trx</c>.
/// </summary>
[ExtensionUri("logger://oslock/traces")]
[FriendlyName("oslock-traces")]
public sealed partial class TraceAttachmentLogger : ITestLogger
{
    private static readonly Uri Source = new("executor://oslock/traces");

    /// <inheritdoc/>
    public void Initialize(TestLoggerEvents events, string testRunDirectory)
    {
        ArgumentNullException.ThrowIfNull(events);
        events.TestResult += static (_, arguments) => Attach(arguments.Result);
    }

    /// <summary>Attaches the traces that the message of a failed test names and that are there.</summary>
    /// <param name="result">The result of the test.</param>
    public static void Attach(TestResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Outcome != TestOutcome.Failed || result.ErrorMessage is not { } message)
            return;
        var traces = Trace().Matches(message).Select(static match => match.Groups[1].Value).Where(File.Exists).Distinct().ToArray();
        if (traces.Length == 0)
            return;
        var attachments = new AttachmentSet(Source, "Traces");
        foreach (var trace in traces)
            attachments.Attachments.Add(new UriDataAttachment(new Uri(Path.GetFullPath(trace)), "the trace, which 'oslock replay' shows"));
        result.Attachments.Add(attachments);
    }

    [GeneratedRegex(@"\boslock replay (\S.*?\.oslock)\b")]
    private static partial Regex Trace();
}
