using OsLockConformance.Harness.Symbolic.Code;
using OsLockConformance.Harness.Symbolic.Terms;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>What a gate asks the solver: whether there are possible inputs without agreement.</summary>
/// <param name="Executor">What has executed the code of both sides.</param>
/// <param name="Inputs">The inputs by name.</param>
/// <param name="Possible">The inputs that there can be.</param>
/// <param name="Agreement">What holds if both sides agree, a truth value over the inputs.</param>
/// <param name="Replayable">The inputs that a trace can have: a counterexample is looked for among them.</param>
public sealed record GateProblem(SymbolicExecutor Executor, IReadOnlyDictionary<string, Term> Inputs, Term Possible, Term Agreement, Term Replayable);
