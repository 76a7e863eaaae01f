using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Errata;

namespace OsLockConformance.Harness.Checking;

/// <summary>
/// How far a check has come: what it takes to go on with it as if it had not been interrupted. All numbers are of the scenarios whose
/// divergences have been dealt with; those of a round that was cut short are run again.
/// </summary>
/// <param name="Target">The target.</param>
/// <param name="Scenarios">Scenarios that are done: the next one of the campaign has this number, counted from <see cref="CheckOptions.First"/>.</param>
/// <param name="Actions">Actions compared.</param>
/// <param name="Elapsed">Time spent.</param>
/// <param name="Accepted">The errata that are accepted by now.</param>
public sealed record CampaignState(string Target, long Scenarios, long Actions, TimeSpan Elapsed, ErratumId Accepted)
{
    /// <summary>The findings, in the order in which they came.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The flaky scenarios.</summary>
    public IReadOnlyList<FlakyScenario> Flaky { get; init; } = [];

    /// <summary>Signatures that are not reported again.</summary>
    public IReadOnlyList<Signature> Known { get; init; } = [];

    /// <summary>The names of the invariants that are not asked any more.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>How often each accepted erratum was relied on, by bit number of <see cref="ErratumId"/>.</summary>
    public IReadOnlyList<long> ErrataSeen { get; init; } = [];
}
