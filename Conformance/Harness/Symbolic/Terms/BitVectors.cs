using System.Diagnostics;

namespace OsLockConformance.Harness.Symbolic.Terms;

/// <summary>The operators on values: what folds constants and evaluates terms. A value has no bits above its width.</summary>
internal static class BitVectors
{
    /// <summary>All bits of a width; a truth value has one.</summary>
    public static ulong Mask(int width) => width is 0 ? 1 : width == 64 ? ulong.MaxValue : (1UL << width) - 1;

    /// <summary>The value as a signed number.</summary>
    public static long Signed(ulong value, int width) => (long)(value << (64 - width)) >> (64 - width);

    /// <summary>Applies an operator of one operand.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="low">The lowest bit that Extract takes.</param>
    /// <param name="width">The width of the result.</param>
    /// <param name="operand">The value.</param>
    /// <param name="operandWidth">Its width.</param>
    public static ulong Apply(TermOperator op, int low, int width, ulong operand, int operandWidth) => op switch
    {
        TermOperator.Not => operand ^ 1,
        TermOperator.Complement => ~operand & Mask(width),
        TermOperator.Extract => operand >> low & Mask(width),
        TermOperator.ZeroExtend => operand,
        TermOperator.SignExtend => (ulong)Signed(operand, operandWidth) & Mask(width),
        _ => throw new UnreachableException($"{op} does not have one operand."),
    };

    /// <summary>Applies an operator of two operands, which have the same width.</summary>
    public static ulong Apply(TermOperator op, int width, ulong left, ulong right) => op switch
    {
        TermOperator.Equal => left == right ? 1UL : 0,
        TermOperator.UnsignedLess => left < right ? 1UL : 0,
        TermOperator.SignedLess => Signed(left, width) < Signed(right, width) ? 1UL : 0,
        TermOperator.Add => left + right & Mask(width),
        TermOperator.Subtract => left - right & Mask(width),
        TermOperator.Multiply => left * right & Mask(width),
        TermOperator.UnsignedDivide => right == 0 ? Mask(width) : left / right,
        TermOperator.UnsignedRemainder => right == 0 ? left : left % right,
        TermOperator.BitwiseAnd => left & right,
        TermOperator.BitwiseOr => left | right,
        TermOperator.BitwiseXor => left ^ right,
        TermOperator.ShiftLeft => right >= (ulong)width ? 0 : left << (int)right & Mask(width),
        TermOperator.LogicalShiftRight => right >= (ulong)width ? 0 : left >> (int)right,
        TermOperator.ArithmeticShiftRight => (ulong)(Signed(left, width) >> (int)Math.Min(right, (ulong)width - 1)) & Mask(width),
        _ => throw new UnreachableException($"{op} does not have two operands."),
    };
}
