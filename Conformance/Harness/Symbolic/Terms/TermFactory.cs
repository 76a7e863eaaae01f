using System.Globalization;

namespace OsLockConformance.Harness.Symbolic.Terms;

/// <summary>
/// Makes terms. Equal ones are the same object. What is simplified is what lets the executor see that a branch is not taken and that two
/// paths together are the path before them; all else is the solver's work:
/// 1. operators on constants are applied;
/// 2. an operator on a decision tree of constants goes to its leaves, so that a comparison of a flag with 0 is the condition of the flag;
/// 3. conjunctions are sets, an operand that follows from the others is dropped, and there is no disjunction but a negated conjunction.
/// </summary>
public sealed class TermFactory
{
    private readonly Dictionary<Key, List<Term>> _terms = [];
    private readonly Dictionary<string, Term> _variables = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Makes a factory; terms of two factories do not mix.</summary>
    public TermFactory()
    {
        False = Boolean(false);
        True = Boolean(true);
    }

    /// <summary>False.</summary>
    public Term False { get; }

    /// <summary>True.</summary>
    public Term True { get; }

    /// <summary>The inputs in the order in which they were made.</summary>
    public IReadOnlyCollection<Term> Variables => _variables.Values;

    /// <summary>A truth value.</summary>
    public Term Boolean(bool value) => Make(TermOperator.Constant, 0, value ? 1UL : 0, []);

    /// <summary>A bit-vector; bits of <paramref name="value"/> above the width are dropped.</summary>
    public Term Constant(int width, ulong value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 64);
        return Make(TermOperator.Constant, width, value & BitVectors.Mask(width), []);
    }

    /// <summary>A new input.</summary>
    /// <param name="name">Its name, which no other input has.</param>
    /// <param name="width">How many bits it has; 0 for a truth value.</param>
    public Term Variable(string name, int width)
    {
        var variable = new Term(_count++, TermOperator.Variable, width, 0, name, []);
        _variables.Add(name, variable);
        return variable;
    }

    /// <summary>Negation.</summary>
    public Term Not(Term operand)
    {
        ArgumentNullException.ThrowIfNull(operand);
        return operand.Operator == TermOperator.Not ? operand.Operands[0] : Unary(TermOperator.Not, 0, operand);
    }

    /// <summary>Disjunction, as a negated conjunction.</summary>
    public Term Or(params ReadOnlySpan<Term> operands)
    {
        var negated = new Term[operands.Length];
        for (var i = 0; i < operands.Length; i++)
            negated[i] = Not(operands[i]);
        return Not(And(negated));
    }

    /// <summary>Implication.</summary>
    public Term Implies(Term premise, Term conclusion) => Or(Not(premise), conclusion);

    /// <summary>Whether both truth values are the same.</summary>
    public Term Same(Term left, Term right) => IfThenElse(left, right, Not(right));

    /// <summary>Conjunction.</summary>
    public Term And(params ReadOnlySpan<Term> operands)
    {
        var set = new SortedSet<Term>(ById);
        foreach (var operand in operands)
            set.UnionWith(Conjuncts(operand));
        // Dropping a part of one operand can make another follow.
        while (Reduce(set))
        {
        }

        if (set.Contains(False))
            return False;
        return set.Count switch
        {
            0 => True,
            1 => set.Min!,
            _ => Make(TermOperator.And, 0, 0, [.. set]),
        };
    }

    /// <summary>The operands of a conjunction; of any other truth value itself, and of true none.</summary>
    public static IReadOnlyList<Term> Conjuncts(Term term)
    {
        ArgumentNullException.ThrowIfNull(term);
        return term.IsTrue ? [] : term.Operator == TermOperator.And ? [.. term.Operands] : [term];
    }

    /// <summary>Equality of two bit-vectors of the same width, or of two truth values.</summary>
    public Term Equal(Term left, Term right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.IsBoolean)
            return Same(left, right);
        if (left == right)
            return True;
        if (left.IsConstant)
            (left, right) = (right, left);
        // An operand that was made wider cannot equal a value that does not fit.
        if (left.Operator == TermOperator.ZeroExtend && right.IsConstant)
        {
            var narrow = left.Operands[0];
            return right.Value <= BitVectors.Mask(narrow.Width) ? Equal(narrow, Constant(narrow.Width, right.Value)) : False;
        }
        return left.Id <= right.Id ? Binary(TermOperator.Equal, left, right) : Binary(TermOperator.Equal, right, left);
    }

    /// <summary><paramref name="whenTrue"/> if the condition holds, <paramref name="whenFalse"/> otherwise.</summary>
    public Term IfThenElse(Term condition, Term whenTrue, Term whenFalse)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(whenTrue);
        ArgumentNullException.ThrowIfNull(whenFalse);
        RequireSameWidth(whenTrue, whenFalse);
        if (condition.IsConstant)
            return condition.IsTrue ? whenTrue : whenFalse;
        if (condition.Operator == TermOperator.Not)
            return IfThenElse(condition.Operands[0], whenFalse, whenTrue);
        if (whenTrue.Operator == TermOperator.IfThenElse && whenTrue.Operands[0] == condition)
            whenTrue = whenTrue.Operands[1];
        if (whenFalse.Operator == TermOperator.IfThenElse && whenFalse.Operands[0] == condition)
            whenFalse = whenFalse.Operands[2];
        if (whenTrue == whenFalse)
            return whenTrue;
        if (!whenTrue.IsBoolean)
            return Make(TermOperator.IfThenElse, whenTrue.Width, 0, [condition, whenTrue, whenFalse]);
        if (whenTrue.IsConstant)
            return whenTrue.IsTrue ? Or(condition, whenFalse) : And(Not(condition), whenFalse);
        if (whenFalse.IsConstant)
            return whenFalse.IsTrue ? Or(Not(condition), whenTrue) : And(condition, whenTrue);
        return Make(TermOperator.IfThenElse, 0, 0, [condition, whenTrue, whenFalse]);
    }

    /// <summary>An operator of two operands of the same width.</summary>
    public Term Binary(TermOperator op, Term left, Term right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        RequireSameWidth(left, right);
        if (left.ConstantLeaves > 0 && right.IsConstant)
            return MapLeaves(left, leaf => OfConstants(op, leaf, right));
        if (right.ConstantLeaves > 0 && left.IsConstant)
            return MapLeaves(right, leaf => OfConstants(op, left, leaf));
        return WithoutEffect(op, left, right) ?? Make(op, IsComparison(op) ? 0 : left.Width, 0, [left, right]);
    }

    /// <summary>All bits inverted.</summary>
    public Term Complement(Term operand)
    {
        ArgumentNullException.ThrowIfNull(operand);
        return Unary(TermOperator.Complement, operand.Width, operand);
    }

    /// <summary>The bits from <paramref name="low"/> on.</summary>
    public Term Extract(Term operand, int low, int width)
    {
        ArgumentNullException.ThrowIfNull(operand);
        if (low == 0 && width == operand.Width)
            return operand;
        if (low == 0 && operand.Operator is TermOperator.ZeroExtend or TermOperator.SignExtend)
        {
            var narrow = operand.Operands[0];
            return narrow.Width >= width ? Extract(narrow, 0, width) : Unary(operand.Operator, width, narrow);
        }
        return Unary(TermOperator.Extract, width, operand, low);
    }

    /// <summary>Made wider with zeros.</summary>
    public Term ZeroExtend(Term operand, int width)
    {
        ArgumentNullException.ThrowIfNull(operand);
        return width == operand.Width ? operand : Unary(TermOperator.ZeroExtend, width, operand);
    }

    /// <summary>Made wider with copies of the sign.</summary>
    public Term SignExtend(Term operand, int width)
    {
        ArgumentNullException.ThrowIfNull(operand);
        return width == operand.Width ? operand : Unary(TermOperator.SignExtend, width, operand);
    }

    private static readonly Comparer<Term> ById = Comparer<Term>.Create(static (left, right) => left.Id.CompareTo(right.Id));

    /// <summary>Drops what follows from the rest of a conjunction.</summary>
    /// <returns>Whether something changed.</returns>
    private bool Reduce(SortedSet<Term> set)
    {
        foreach (var operand in set)
        {
            if (operand.IsTrue)
                return set.Remove(operand);
            if (operand.IsFalse)
                continue;
            if (set.Contains(Not(operand)))
                return set.Count > 1 && Become(set, False);
            if (operand.Operator != TermOperator.Not || operand.Operands[0].Operator != TermOperator.And)
                continue;
            // not (a and b) is not b where a holds, and holds anyway where a does not.
            var inner = Conjuncts(operand.Operands[0]);
            if (inner.Any(part => set.Contains(Not(part))))
                return set.Remove(operand);
            var open = inner.Where(part => !set.Contains(part)).ToArray();
            if (open.Length == inner.Count)
                continue;
            set.Remove(operand);
            set.UnionWith(Conjuncts(Not(And(open))));
            return true;
        }

        return false;
    }

    private static bool Become(SortedSet<Term> set, Term only)
    {
        set.Clear();
        set.Add(only);
        return true;
    }

    private Term Unary(TermOperator op, int width, Term operand, int low = 0) => operand.ConstantLeaves > 0
        ? MapLeaves(operand, leaf => Folded(width, BitVectors.Apply(op, low, width, leaf.Value, leaf.Width)))
        : Make(op, width, (ulong)low, [operand]);

    private Term OfConstants(TermOperator op, Term left, Term right) =>
        Folded(IsComparison(op) ? 0 : left.Width, BitVectors.Apply(op, left.Width, left.Value, right.Value));

    private Term Folded(int width, ulong value) => width == 0 ? Boolean(value != 0) : Constant(width, value);

    private Term MapLeaves(Term tree, Func<Term, Term> map) => tree.IsConstant
        ? map(tree)
        : IfThenElse(tree.Operands[0], MapLeaves(tree.Operands[1], map), MapLeaves(tree.Operands[2], map));

    /// <summary>The result of an operator that changes nothing, or whose result is a constant; null for any other.</summary>
    private Term? WithoutEffect(TermOperator op, Term left, Term right)
    {
        var zero = right.IsConstant && right.Value == 0;
        var leftZero = left.IsConstant && left.Value == 0;
        var ones = right.IsConstant && right.Value == BitVectors.Mask(right.Width);
        return op switch
        {
            TermOperator.BitwiseAnd when zero => right,
            TermOperator.BitwiseAnd when leftZero => left,
            TermOperator.BitwiseAnd when ones || left == right => left,
            TermOperator.BitwiseOr when zero || left == right => left,
            TermOperator.BitwiseOr or TermOperator.Add or TermOperator.BitwiseXor when leftZero => right,
            TermOperator.BitwiseXor or TermOperator.Subtract when left == right => Constant(left.Width, 0),
            TermOperator.BitwiseXor or TermOperator.Add or TermOperator.Subtract when zero => left,
            TermOperator.ShiftLeft or TermOperator.LogicalShiftRight or TermOperator.ArithmeticShiftRight when zero => left,
            TermOperator.UnsignedLess when zero || left == right => False,
            TermOperator.SignedLess when left == right => False,
            _ => null,
        };
    }

    private static bool IsComparison(TermOperator op) => op is TermOperator.Equal or TermOperator.UnsignedLess or TermOperator.SignedLess;

    private static void RequireSameWidth(Term left, Term right)
    {
        if (left.Width != right.Width)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Operands of {left.Width} and {right.Width} bits do not go together."));
    }

    private Term Make(TermOperator op, int width, ulong value, Term[] operands)
    {
        var hash = new HashCode();
        foreach (var operand in operands)
            hash.Add(operand.Id);
        var key = new Key(op, width, value, hash.ToHashCode());
        if (!_terms.TryGetValue(key, out var candidates))
            _terms.Add(key, candidates = []);
        foreach (var candidate in candidates)
        {
            if (candidate.Operands.SequenceEqual(operands))
                return candidate;
        }

        var made = new Term(_count++, op, width, value, null, operands);
        candidates.Add(made);
        return made;
    }

    private readonly record struct Key(TermOperator Operator, int Width, ulong Value, int OperandsHash);
}
