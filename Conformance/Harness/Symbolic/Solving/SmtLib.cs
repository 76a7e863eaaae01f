using System.Diagnostics;
using System.Globalization;
using System.Text;
using OsLockConformance.Harness.Symbolic.Terms;

namespace OsLockConformance.Harness.Symbolic.Solving;

/// <summary>Terms as SMT-LIB 2 in the logic QF_BV.</summary>
public static class SmtLib
{
    /// <summary>Declares the inputs that the terms are made of and defines every other term under a name of its own, so that the text is as
    /// long as the graph and not as the tree.</summary>
    public static string Define(params ReadOnlySpan<Term> terms)
    {
        var text = new StringBuilder();
        foreach (var term in TermGraph.Of(terms))
        {
            if (term.Operator == TermOperator.Variable)
                text.Append(CultureInfo.InvariantCulture, $"(declare-const {NameOf(term)} {SortOf(term)})\n");
            else if (!term.IsConstant)
                text.Append(CultureInfo.InvariantCulture, $"(define-fun {NameOf(term)} () {SortOf(term)} {Body(term)})\n");
        }

        return text.ToString();
    }

    /// <summary>The name under which <see cref="Define"/> has the term; the value of a constant.</summary>
    public static string NameOf(Term term)
    {
        ArgumentNullException.ThrowIfNull(term);
        return term.Operator switch
        {
            TermOperator.Constant => Literal(term.Width, term.Value),
            TermOperator.Variable => $"|{term.Name}|",
            _ => string.Create(CultureInfo.InvariantCulture, $"t{term.Id}"),
        };
    }

    /// <summary>A value.</summary>
    public static string Literal(int width, ulong value) => width == 0
        ? value != 0 ? "true" : "false"
        : string.Create(CultureInfo.InvariantCulture, $"(_ bv{value} {width})");

    private static string SortOf(Term term) =>
        term.IsBoolean ? "Bool" : string.Create(CultureInfo.InvariantCulture, $"(_ BitVec {term.Width})");

    private static string Body(Term term)
    {
        var text = new StringBuilder("(").Append(Head(term));
        foreach (var operand in term.Operands)
            text.Append(' ').Append(NameOf(operand));
        return text.Append(')').ToString();
    }

    private static string Head(Term term) => term.Operator switch
    {
        TermOperator.Not => "not",
        TermOperator.And => "and",
        TermOperator.Equal => "=",
        TermOperator.UnsignedLess => "bvult",
        TermOperator.SignedLess => "bvslt",
        TermOperator.IfThenElse => "ite",
        TermOperator.Add => "bvadd",
        TermOperator.Subtract => "bvsub",
        TermOperator.Multiply => "bvmul",
        TermOperator.UnsignedDivide => "bvudiv",
        TermOperator.UnsignedRemainder => "bvurem",
        TermOperator.BitwiseAnd => "bvand",
        TermOperator.BitwiseOr => "bvor",
        TermOperator.BitwiseXor => "bvxor",
        TermOperator.Complement => "bvnot",
        TermOperator.ShiftLeft => "bvshl",
        TermOperator.LogicalShiftRight => "bvlshr",
        TermOperator.ArithmeticShiftRight => "bvashr",
        TermOperator.Extract => string.Create(CultureInfo.InvariantCulture, $"(_ extract {term.Value + (ulong)term.Width - 1} {term.Value})"),
        TermOperator.ZeroExtend => string.Create(CultureInfo.InvariantCulture, $"(_ zero_extend {term.Width - term.Operands[0].Width})"),
        TermOperator.SignExtend => string.Create(CultureInfo.InvariantCulture, $"(_ sign_extend {term.Width - term.Operands[0].Width})"),
        _ => throw new UnreachableException($"{term.Operator} has no operands."),
    };
}
