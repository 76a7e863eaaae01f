namespace OsLockConformance.Cli.Sarif;

/// <summary>How a run went.</summary>
/// <param name="ExecutionSuccessful">Whether the target could be tested to the end.</param>
/// <param name="ToolExecutionNotifications">What has to be known beside the results.</param>
internal sealed record SarifInvocation(bool ExecutionSuccessful, IReadOnlyList<SarifInvocation.Notification> ToolExecutionNotifications)
{
    /// <summary>Something to know.</summary>
    /// <param name="Level"><c>error</c>, <c>warning</c> or <c>note</c>.</param>
    /// <param name="Message">What.</param>
    internal sealed record Notification(string Level, SarifMessage Message);
}
