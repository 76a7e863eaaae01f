using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Checking;

/// <summary>What a target must be able to do for an action or a scenario.</summary>
public static class RequiredCapabilities
{
    /// <summary>What the action needs.</summary>
    public static TargetCapabilities Of(in ScenarioAction action) =>
        action.Kind == ActionKind.Run && HasEvents(action) ? TargetCapabilities.BoundaryEvents : ActionTable.Describe(action.Kind).Needs;

    /// <summary>What the scenario needs.</summary>
    public static TargetCapabilities Of(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var required = TargetCapabilities.Guest;
        foreach (ref readonly var action in scenario.Actions.AsSpan())
            required |= Of(action);
        return required;
    }

    private static bool HasEvents(in ScenarioAction action)
    {
        for (var i = 0; i <= action.Length; i++)
        {
            if (action.EventAt(i).Kind != BoundaryEventKind.None)
                return true;
        }
        return false;
    }
}
