using OsLockConformance.Harness.Corpora;
using OsLockConformance.Harness.Traces;
using Xunit;

namespace OsLockConformance.Tests.Traces;

public sealed class CorpusTests
{
    public static TheoryData<string> Files => CorpusFiles.All;

    [Theory]
    [MemberData(nameof(Files))]
    public void A_committed_trace_says_what_it_shows_and_what_is_expected_and_survives_a_round_trip(string name)
    {
        var path = CorpusFiles.PathOf(name);
        Assert.StartsWith("# ", File.ReadLines(path).ElementAt(1), StringComparison.Ordinal);
        // Demands that the targets and the erratum are known, too.
        var trace = CorpusFile.Read(path).Document;
        Assert.NotEmpty(trace.Scenario.Actions);
        Assert.True(trace.Expectations.Count > 0 || trace.Erratum is not null, "the trace expects nothing");
        Assert.Equal(trace.Scenario, trace.Scenario.Normalized());
        var again = TraceParser.ParseText(TraceFormat.Write(trace));
        Assert.Equal(trace.Scenario, again.Scenario);
        Assert.Equal(trace.Expectations, again.Expectations);
        Assert.Equal(trace.Erratum, again.Erratum);
    }
}
