using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Traces;

/// <summary>A trace as read from a file or to be written to one.</summary>
/// <param name="Scenario">What runs.</param>
public sealed record TraceDocument(Scenario Scenario)
{
    /// <summary>The <c>expect</c> lines in order.</summary>
    public IReadOnlyList<TraceExpectation> Expectations { get; init; } = [];

    /// <summary>The printed id of the erratum that the trace is the witness of; null if it is none's.</summary>
    public string? Erratum { get; init; }

    /// <summary>Where the target of each expectation stands; empty for a trace that was not read.</summary>
    public IReadOnlyList<TracePlace> ExpectationPlaces { get; init; } = [];

    /// <summary>Where the id of the erratum stands.</summary>
    public TracePlace ErratumPlace { get; init; }

    /// <summary>The line that each action was read from; empty for a trace that was not read.</summary>
    public IReadOnlyList<int> ActionLines { get; init; } = [];
}
