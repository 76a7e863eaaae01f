namespace OsLockConformance.Harness.Symbolic.Terms;

/// <summary>
/// An expression over inputs: a truth value, or a bit-vector of 1 to 64 bits. Made by a <see cref="TermFactory"/>, which gives equal
/// expressions the same object, so that equality is identity and the whole is a graph whose operands have smaller ids.
/// </summary>
public sealed class Term
{
    private readonly Term[] _operands;

    internal Term(int id, TermOperator op, int width, ulong value, string? name, Term[] operands)
    {
        Id = id;
        Operator = op;
        Width = width;
        Value = value;
        Name = name;
        _operands = operands;
        ConstantLeaves = op switch
        {
            TermOperator.Constant => 1,
            TermOperator.IfThenElse => Sum(operands[1].ConstantLeaves, operands[2].ConstantLeaves),
            _ => 0,
        };
    }

    /// <summary>A number; operands have smaller ones.</summary>
    public int Id { get; }

    /// <summary>What it is.</summary>
    public TermOperator Operator { get; }

    /// <summary>How many bits it has; 0 for a truth value.</summary>
    public int Width { get; }

    /// <summary>The value of a constant, 0 or 1 for a truth value; the lowest bit that Extract takes.</summary>
    public ulong Value { get; }

    /// <summary>The name of a variable.</summary>
    public string? Name { get; }

    /// <summary>What it is applied to.</summary>
    public ReadOnlySpan<Term> Operands => _operands;

    /// <summary>Whether it is a truth value.</summary>
    public bool IsBoolean => Width == 0;

    /// <summary>Whether it is a constant.</summary>
    public bool IsConstant => Operator == TermOperator.Constant;

    /// <summary>Whether it is the truth value true.</summary>
    public bool IsTrue => IsConstant && IsBoolean && Value == 1;

    /// <summary>Whether it is the truth value false.</summary>
    public bool IsFalse => IsConstant && IsBoolean && Value == 0;

    /// <summary>How many constants a decision tree of nothing but constants has; 0 for any other term, and for a tree that is too large.</summary>
    internal int ConstantLeaves { get; }

    private static int Sum(int left, int right)
    {
        const int Most = 64;
        return left == 0 || right == 0 || left + right > Most ? 0 : left + right;
    }
}
