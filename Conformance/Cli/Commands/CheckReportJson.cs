namespace OsLockConformance.Cli.Commands;

/// <summary>The report of a check for programs; <c>oslock schema check</c> describes it.</summary>
/// <param name="Schema"><c>oslock-check</c>.</param>
/// <param name="SchemaVersion">The version of the schema: see <see cref="SchemaCommand"/>.</param>
/// <param name="Targets">The checks, in the order in which the targets were named.</param>
internal sealed record CheckReportJson(string Schema, int SchemaVersion, IReadOnlyList<CheckJson> Targets)
{
    public static CheckReportJson Of(IReadOnlyList<CheckOutcome> outcomes) => new("oslock-check", 1, [.. outcomes.Select(CheckJson.Of)]);
}
