using System.Text;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Reports;

/// <summary>Actions and their parts as the lines of a trace.</summary>
public static class ActionText
{
    /// <summary>The action as its trace line.</summary>
    public static string Of(in ScenarioAction action)
    {
        var text = new StringBuilder();
        ActionSyntax.Write(text, action);
        return text.ToString();
    }

    /// <summary>The instruction as it stands in a trace line.</summary>
    public static string Of(in Instruction instruction)
    {
        var text = new StringBuilder();
        InstructionSyntax.Write(text, instruction);
        return text.ToString();
    }

    /// <summary>The event as it stands in a trace line, <c>!preempt</c>.</summary>
    public static string Of(in BoundaryEvent boundaryEvent)
    {
        var text = new StringBuilder();
        BoundaryEventSyntax.Write(text, boundaryEvent);
        return text.ToString();
    }

    /// <summary>The configuration as its trace line.</summary>
    public static string Of(PeConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var text = new StringBuilder();
        ConfigurationSyntax.Write(text, configuration);
        return text.ToString();
    }
}
