using OsLockConformance.Harness.Symbolic.Code;
using OsLockConformance.Harness.Symbolic.Gates;
using OsLockConformance.Harness.Symbolic.Terms;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Tests.Symbolic;

/// <summary>A gate whose first part takes a solver minutes, two factors of 32 bits to be found, and whose second is refuted at once by values that
/// no trace has.</summary>
internal sealed class ArithmeticGate : Gate
{
    /// <summary>4294967291 times 4294967279, two primes.</summary>
    private const ulong Product = 18446743979220271189;

    public override string Name => "arithmetic";

    public override IReadOnlyList<RuleId> Rules => [RuleId.OSL_1];

    public override string Statement => "a number has no factors, and all others are 5";

    public override bool Concerns(GateSubject subject) => true;

    public override GateProblem State(GateSubject subject)
    {
        var executor = new SymbolicExecutor();
        var terms = executor.Terms;
        var (left, right, number) = (terms.Variable("left", 32), terms.Variable("right", 32), terms.Variable("number", 8));
        var product = terms.Binary(TermOperator.Multiply, terms.ZeroExtend(left, 64), terms.ZeroExtend(right, 64));
        var isHard = terms.Not(terms.Equal(product, terms.Constant(64, Product)));
        var isEasy = terms.Equal(number, terms.Constant(8, 5));
        var inputs = new Dictionary<string, Term> { ["left"] = left, ["right"] = right, ["number"] = number };
        return new GateProblem(executor, inputs, terms.True, terms.And(isHard, isEasy), terms.False);
    }

    public override Scenario Witness(GateValues values) => throw new NotSupportedException();
}
