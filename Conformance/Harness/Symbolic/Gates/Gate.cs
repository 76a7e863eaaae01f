using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>A decision that model and implementation take from register values, each in its own code.</summary>
public abstract class Gate
{
    /// <summary>Its name in kebab-case.</summary>
    public abstract string Name { get; }

    /// <summary>The rules that decide.</summary>
    public abstract IReadOnlyList<RuleId> Rules { get; }

    /// <summary>What is proved, in one sentence.</summary>
    public abstract string Statement { get; }

    /// <summary>Whether the subject has this gate.</summary>
    public abstract bool Concerns(GateSubject subject);

    /// <summary>Executes both sides on inputs that are not known.</summary>
    public abstract GateProblem State(GateSubject subject);

    /// <summary>A program in which the inputs have these values and the decision can be seen.</summary>
    public abstract Scenario Witness(GateValues values);
}
