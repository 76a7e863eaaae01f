using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Tests.Properties;

/// <summary>A scenario as FsCheck sees it: what it prints is the trace, which can be saved and replayed.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="IsShrunk">Whether it is the end of a shrink, beyond which there is nothing simpler to offer.</param>
public sealed record GeneratedScenario(Scenario Scenario, bool IsShrunk = false)
{
    /// <summary>The text of the trace, on lines of its own.</summary>
    public override string ToString() => "\n" + TraceFormat.Write(Scenario);
}
