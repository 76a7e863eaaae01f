using System.Diagnostics;
using OsLockConformance.Harness.Symbolic.Solving;
using OsLockConformance.Harness.Symbolic.Terms;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>
/// Proves gates:
/// 1. the compiled code of both sides is executed on inputs that are not known;
/// 2. the solver looks for inputs on which they disagree; if there are none, that is the proof;
/// 3. otherwise it looks for such inputs that a program of the vocabulary can bring about.
/// </summary>
/// <param name="timeLimit">The longest time for one question to the solver.</param>
public sealed class GateProver(TimeSpan timeLimit)
{
    /// <summary>Proves or refutes a gate of a subject.</summary>
    /// <exception cref="SolverException">There is no solver.</exception>
    /// <exception cref="Code.UnsupportedCodeException">The code does something that the executor does not know.</exception>
    public GateProof Prove(Gate gate, GateSubject subject)
    {
        ArgumentNullException.ThrowIfNull(gate);
        var clock = Stopwatch.StartNew();
        var problem = gate.State(subject);
        var (verdict, counterexample) = Solve(problem);
        // A truth value is one bit.
        var bits = problem.Inputs.Values.Sum(static input => Math.Max(input.Width, 1));
        return new GateProof(gate, verdict, clock.Elapsed, bits, problem.Executor.InstructionsExecuted, counterexample);
    }

    private (GateVerdict Verdict, GateValues? Counterexample) Solve(GateProblem problem)
    {
        var terms = problem.Executor.Terms;
        var disagreement = terms.And(problem.Possible, terms.Not(problem.Agreement));
        using var solver = new Z3Solver();
        solver.Limit(timeLimit);
        solver.Tell(SmtLib.Define([disagreement, problem.Replayable, .. problem.Inputs.Values]));
        solver.Tell($"(assert {SmtLib.NameOf(disagreement)})");
        switch (solver.Check())
        {
            case Satisfiability.Unsatisfiable:
                return (GateVerdict.Proved, null);
            case Satisfiability.Unknown:
                return (GateVerdict.Undecided, null);
        }

        var values = ValuesOf(solver, problem);
        solver.Tell($"(assert {SmtLib.NameOf(problem.Replayable)})");
        return solver.Check() == Satisfiability.Satisfiable
            ? (GateVerdict.Refuted, ValuesOf(solver, problem))
            : (GateVerdict.RefutedBeyondTraces, values);
    }

    private static GateValues ValuesOf(Z3Solver solver, GateProblem problem) =>
        new([.. problem.Inputs.OrderBy(static input => input.Value.Id).Select(input => KeyValuePair.Create(input.Key, solver.ValueOf(input.Value)))]);
}
