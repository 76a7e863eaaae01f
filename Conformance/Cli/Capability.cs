using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli;

/// <summary>Whether a target can do what a trace asks for.</summary>
internal static class Capability
{
    /// <summary>Complains about the first action that the target cannot do.</summary>
    public static void Demand(ITarget target, TraceDocument trace, string file) => Demand(target.Name, target.Capabilities, trace, file, target as ISelectiveTarget);

    /// <summary>The same for a target that is somewhere else.</summary>
    public static void Demand(string name, TargetCapabilities capabilities, TraceDocument trace, string file, ISelectiveTarget? selective = null)
    {
        for (var i = 0; i < trace.Scenario.Actions.Length; i++)
        {
            ref readonly var action = ref trace.Scenario.Actions[i];
            if ((RequiredCapabilities.Of(action) & ~capabilities) != 0 || (selective is not null && selective.Substitute(action) != action))
                throw new TraceFormatException(file, trace.ActionLines[i], 1, $"expected an action that {name} can do, got '{ActionText.Of(action)}'");
        }
    }
}
