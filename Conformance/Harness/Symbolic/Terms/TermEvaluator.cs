namespace OsLockConformance.Harness.Symbolic.Terms;

/// <summary>The value of terms for given values of the inputs.</summary>
public sealed class TermEvaluator
{
    private readonly IReadOnlyList<Term> _order;
    private readonly Dictionary<Term, ulong> _values = [];

    /// <summary>Prepares the evaluation of a term.</summary>
    public TermEvaluator(Term root)
    {
        ArgumentNullException.ThrowIfNull(root);
        Root = root;
        _order = TermGraph.Of(root);
    }

    /// <summary>The term.</summary>
    public Term Root { get; }

    /// <summary>Evaluates the term; a truth value is 0 or 1.</summary>
    /// <param name="valueOf">The value of an input, without bits above its width.</param>
    public ulong Evaluate(Func<Term, ulong> valueOf)
    {
        ArgumentNullException.ThrowIfNull(valueOf);
        foreach (var term in _order)
            _values[term] = term.Operator == TermOperator.Variable ? valueOf(term) : Apply(term);
        return _values[Root];
    }

    private ulong Apply(Term term)
    {
        var operands = term.Operands;
        switch (term.Operator)
        {
            case TermOperator.Constant:
                return term.Value;
            case TermOperator.And:
                foreach (var operand in operands)
                {
                    if (_values[operand] == 0)
                        return 0;
                }
                return 1;
            case TermOperator.IfThenElse:
                return _values[operands[_values[operands[0]] != 0 ? 1 : 2]];
            default:
                return operands.Length == 1
                    ? BitVectors.Apply(term.Operator, (int)term.Value, term.Width, _values[operands[0]], operands[0].Width)
                    : BitVectors.Apply(term.Operator, operands[0].Width, _values[operands[0]], _values[operands[1]]);
        }
    }
}
