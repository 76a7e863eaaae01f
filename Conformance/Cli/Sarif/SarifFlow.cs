namespace OsLockConformance.Cli.Sarif;

/// <summary>The way through a trace.</summary>
internal static class SarifFlow
{
    /// <summary>The actions as the only flow of a result; null if there are none.</summary>
    public static IReadOnlyList<SarifResult.CodeFlow>? Of(IReadOnlyList<SarifLocation> actions) => actions.Count == 0
        ? null
        : [new([new([.. actions.Select(static action => new SarifResult.FlowLocation(action))])])];
}
