using System.Diagnostics;
using OsLockConformance.Harness.Symbolic.Solving;
using OsLockConformance.Harness.Symbolic.Terms;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>
/// Proves gates:
/// 1. the compiled code of both sides is executed on inputs that are not known;
/// 2. the solver looks for inputs on which they disagree, in one thing after the other; if there are none, that is the proof;
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
        (GateVerdict Verdict, GateValues? Counterexample) worst = (GateVerdict.Proved, null);
        foreach (var part in TermFactory.Conjuncts(problem.Agreement))
        {
            var answer = Solve(problem, part);
            if (answer.Verdict == GateVerdict.Refuted)
                return answer;
            if (worst.Verdict == GateVerdict.Proved)
                worst = answer;
        }

        return worst;
    }

    private (GateVerdict Verdict, GateValues? Counterexample) Solve(GateProblem problem, Term part)
    {
        var terms = problem.Executor.Terms;
        var disagreement = terms.And(problem.Possible, terms.Not(part));
        var (answer, values) = Ask(problem, disagreement);
        switch (answer)
        {
            case Satisfiability.Unsatisfiable:
                return (GateVerdict.Proved, null);
            case Satisfiability.Unknown:
                return (GateVerdict.Undecided, null);
        }

        var (again, replayable) = Ask(problem, terms.And(disagreement, problem.Replayable));
        return again == Satisfiability.Satisfiable ? (GateVerdict.Refuted, replayable) : (GateVerdict.RefutedBeyondTraces, values);
    }

    /// <summary>Whether there are such inputs, and which. A solver of its own for each question: one that may be asked again does not use
    /// Z3's methods for bit-vectors alone, and takes many times as long.</summary>
    private (Satisfiability Answer, GateValues? Values) Ask(GateProblem problem, Term wanted)
    {
        using var solver = new Z3Solver();
        solver.Limit(timeLimit);
        solver.Tell(SmtLib.Define([wanted, .. problem.Inputs.Values]));
        solver.Tell($"(assert {SmtLib.NameOf(wanted)})");
        var answer = solver.Check();
        return (answer, answer == Satisfiability.Satisfiable ? ValuesOf(solver, problem) : null);
    }

    private static GateValues ValuesOf(Z3Solver solver, GateProblem problem) =>
        new([.. problem.Inputs.OrderBy(static input => input.Value.Id).Select(input => KeyValuePair.Create(input.Key, solver.ValueOf(input.Value)))]);
}
