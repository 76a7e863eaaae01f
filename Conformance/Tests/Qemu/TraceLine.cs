using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Tests.Qemu;

internal static class TraceLine
{
    /// <summary>An action, written as in a trace.</summary>
    public static ScenarioAction Parse(string line) => TraceParser.ParseText($"oslock-trace 1\nconfig\n{line}\n").Scenario.Actions[0];
}
