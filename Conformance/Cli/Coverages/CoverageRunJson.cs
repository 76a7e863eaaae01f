using OsLockConformance.Cli.Commands;

namespace OsLockConformance.Cli.Coverages;

/// <summary>A run of <c>oslock coverage</c> for programs: what <c>check --format json</c> says, and what the generator draws.</summary>
/// <param name="Check">The check, with its coverage.</param>
/// <param name="Generator">The generator; null if the target failed.</param>
internal sealed record CoverageRunJson(CheckJson Check, StatisticsJson? Generator);
