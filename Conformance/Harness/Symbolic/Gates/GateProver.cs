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
    private static readonly TimeSpan InterruptionPeriod = TimeSpan.FromMilliseconds(50);

    /// <summary>Proves or refutes a gate of a subject.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended, or Ctrl-C was pressed while the solver worked.</exception>
    /// <exception cref="SolverException">There is no solver.</exception>
    /// <exception cref="Code.UnsupportedCodeException">The code does something that the executor does not know.</exception>
    public GateProof Prove(Gate gate, GateSubject subject, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(gate);
        var clock = Stopwatch.StartNew();
        var problem = gate.State(subject);
        var (verdict, counterexample) = Solve(problem, cancellation);
        // A truth value is one bit.
        var bits = problem.Inputs.Values.Sum(static input => Math.Max(input.Width, 1));
        return new GateProof(gate, verdict, clock.Elapsed, bits, problem.Executor.InstructionsExecuted, counterexample);
    }

    private (GateVerdict Verdict, GateValues? Counterexample) Solve(GateProblem problem, CancellationToken cancellation)
    {
        (GateVerdict Verdict, GateValues? Counterexample) worst = (GateVerdict.Proved, null);
        foreach (var part in TermFactory.Conjuncts(problem.Agreement))
        {
            var answer = Solve(problem, part, cancellation);
            if (answer.Verdict == GateVerdict.Refuted)
                return answer;
            if (answer.Verdict > worst.Verdict)
                worst = answer;
        }

        return worst;
    }

    private (GateVerdict Verdict, GateValues? Counterexample) Solve(GateProblem problem, Term part, CancellationToken cancellation)
    {
        var terms = problem.Executor.Terms;
        var disagreement = terms.And(problem.Possible, terms.Not(part));
        var (answer, values) = Ask(problem, disagreement, cancellation);
        switch (answer)
        {
            case Satisfiability.Unsatisfiable:
                return (GateVerdict.Proved, null);
            case Satisfiability.Unknown:
                return (GateVerdict.Undecided, null);
        }

        var (again, replayable) = Ask(problem, terms.And(disagreement, problem.Replayable), cancellation);
        return again == Satisfiability.Satisfiable ? (GateVerdict.Refuted, replayable) : (GateVerdict.RefutedBeyondTraces, values);
    }

    /// <summary>Whether there are such inputs, and which. A solver of its own for each question: one that may be asked again does not use
    /// Z3's methods for bit-vectors alone, and takes many times as long.</summary>
    private (Satisfiability Answer, GateValues? Values) Ask(GateProblem problem, Term wanted, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return AskSolver(problem, wanted, cancellation);
        }
        catch (SolverException) when (cancellation.IsCancellationRequested)
        {
            // What is ended in the middle may complain as well.
            throw new OperationCanceledException(cancellation);
        }
    }

    private (Satisfiability Answer, GateValues? Values) AskSolver(GateProblem problem, Term wanted, CancellationToken cancellation)
    {
        using var solver = new Z3Solver();
        // Again and again: an interruption before the solver has begun is without effect.
        using var interruption = new Timer(_ => { if (cancellation.IsCancellationRequested) solver.Interrupt(); }, null, InterruptionPeriod, InterruptionPeriod);
        solver.Limit(timeLimit);
        solver.Tell(SmtLib.Define([wanted, .. problem.Inputs.Values]));
        solver.Tell($"(assert {SmtLib.NameOf(wanted)})");
        var answer = solver.Check();
        cancellation.ThrowIfCancellationRequested();
        if (answer == Satisfiability.Unknown && solver.WasInterruptedFromKeyboard())
            throw new OperationCanceledException();
        return (answer, answer == Satisfiability.Satisfiable ? ValuesOf(solver, problem) : null);
    }

    private static GateValues ValuesOf(Z3Solver solver, GateProblem problem) =>
        new([.. problem.Inputs.OrderBy(static input => input.Value.Id).Select(input => KeyValuePair.Create(input.Key, solver.ValueOf(input.Value)))]);
}
