using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>A counterexample as a program, run on model and target in lockstep.</summary>
/// <param name="Scenario">The program.</param>
/// <param name="Timeline">What was expected and observed.</param>
public sealed record GateReplay(Scenario Scenario, Timeline Timeline)
{
    /// <summary>Replays a counterexample on the subject's target.</summary>
    public static GateReplay Of(Gate gate, GateSubject subject, GateValues counterexample)
    {
        ArgumentNullException.ThrowIfNull(gate);
        ArgumentNullException.ThrowIfNull(subject);
        var scenario = gate.Witness(counterexample);
        return new GateReplay(scenario, Timeline.Of(scenario, new LockstepRunner(subject.CreateTarget(), subject.Accepted)));
    }
}
