using OsLockConformance.Harness.Coverage;

namespace OsLockConformance.Cli.Coverages;

/// <summary>Coverage for programs.</summary>
/// <param name="Cells">Cells that can be met or were, in order.</param>
internal sealed record CoverageJson(IReadOnlyList<CoverageJson.CellJson> Cells)
{
    /// <summary>A cell.</summary>
    /// <param name="Kind"><c>rule</c>, <c>erratum</c>, <c>action</c>, <c>event</c> or <c>instruction</c>.</param>
    /// <param name="Subject">The rule, or whatever it is.</param>
    /// <param name="Level"><c>EL0</c>, <c>EL1</c>, or <c>-</c> outside of a block.</param>
    /// <param name="Oslk">OSLSR_EL1.OSLK.</param>
    /// <param name="GuestDebug">What userspace debugs with.</param>
    /// <param name="Count">How often it was met.</param>
    /// <param name="State"><c>met</c>, <c>never-met</c>, or <c>unexplored</c> if the exploration of the model does not reach it.</param>
    internal sealed record CellJson(string Kind, string Subject, string Level, int Oslk, string GuestDebug, long Count, string State);

    public static CoverageJson Of(CoverageReport coverage) =>
        new([.. coverage.Reachable.Met().Union(coverage.Unexpected).Select(cell => Of(cell, coverage))]);

    private static CellJson Of(CoverageCell cell, CoverageReport coverage) => new(
        cell.Subject.Kind.ToString().ToLowerInvariant(),
        cell.Subject.ToString(),
        cell.Context.Level,
        cell.Context.OsLock ? 1 : 0,
        cell.Context.GuestDebug.Print(),
        coverage.Met[cell],
        coverage.Met[cell] == 0 ? "never-met" : coverage.Reachable[cell] == 0 ? "unexplored" : "met");
}
