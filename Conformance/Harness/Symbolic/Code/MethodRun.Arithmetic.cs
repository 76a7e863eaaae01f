using OsLockConformance.Harness.Symbolic.Terms;

namespace OsLockConformance.Harness.Symbolic.Code;

internal sealed partial class MethodRun
{
    private SymbolicState? ArithmeticStep(in CodeInstruction at, SymbolicState state)
    {
        var name = at.OpCode.Name!;
        if (ConstantOf(at) is { } constant)
            return state.Push(new ScalarValue(constant));
        switch (name)
        {
            case "add" or "sub" or "mul" or "div.un" or "rem.un" or "and" or "or" or "xor" or "shl" or "shr" or "shr.un":
                state = state.Pop(2, out var operands);
                return state.Push(new ScalarValue(Compute(name, SymbolicExecutor.NumberOf(operands[0]), SymbolicExecutor.NumberOf(operands[1]), at)));
            case "ceq" or "cgt" or "cgt.un" or "clt" or "clt.un":
                state = state.Pop(2, out var compared);
                var holds = Compare(name, compared[0], compared[1], at);
                return state.Push(new ScalarValue(Terms.IfThenElse(holds, Terms.Constant(32, 1), Terms.Constant(32, 0))));
            case "not":
                state = state.Pop(out var inverted);
                return state.Push(new ScalarValue(Terms.Complement(SymbolicExecutor.NumberOf(inverted))));
            case "neg":
                state = state.Pop(out var negated);
                var number = SymbolicExecutor.NumberOf(negated);
                return state.Push(new ScalarValue(Terms.Binary(TermOperator.Subtract, Terms.Constant(number.Width, 0), number)));
            default:
                if (!name.StartsWith("conv.", StringComparison.Ordinal))
                    return null;
                state = state.Pop(out var converted);
                return Convert(name, SymbolicExecutor.NumberOf(converted)) is { } result ? state.Push(new ScalarValue(result)) : null;
        }
    }

    private Term? ConstantOf(in CodeInstruction at)
    {
        var name = at.OpCode.Name!;
        if (name == "ldc.i8")
            return Terms.Constant(64, (ulong)at.Operand);
        if (!name.StartsWith("ldc.i4", StringComparison.Ordinal))
            return null;
        return Terms.Constant(32, name switch
        {
            "ldc.i4" or "ldc.i4.s" => (ulong)at.Operand,
            "ldc.i4.m1" => ulong.MaxValue,
            _ => (ulong)(name[^1] - '0'),
        });
    }

    private Term Compute(string name, Term left, Term right, in CodeInstruction at)
    {
        if (name.StartsWith("sh", StringComparison.Ordinal))
        {
            // A compiler of C# masks the number of places itself, so that what happens with more than there are is never asked.
            right = right.Width > left.Width ? Terms.Extract(right, 0, left.Width) : Terms.ZeroExtend(right, left.Width);
        }
        else if (left.Width != right.Width || (name is "div.un" or "rem.un" && !(right.IsConstant && right.Value != 0)))
        {
            throw Unknown(at);
        }

        return Terms.Binary(
            name switch
            {
                "add" => TermOperator.Add,
                "sub" => TermOperator.Subtract,
                "mul" => TermOperator.Multiply,
                "div.un" => TermOperator.UnsignedDivide,
                "rem.un" => TermOperator.UnsignedRemainder,
                "and" => TermOperator.BitwiseAnd,
                "or" => TermOperator.BitwiseOr,
                "xor" => TermOperator.BitwiseXor,
                "shl" => TermOperator.ShiftLeft,
                "shr" => TermOperator.ArithmeticShiftRight,
                _ => TermOperator.LogicalShiftRight,
            },
            left,
            right);
    }

    /// <summary>The condition of a comparison, or of a branch on one.</summary>
    private Term Compare(string name, SymbolicValue left, SymbolicValue right, in CodeInstruction at)
    {
        var condition = name.EndsWith(".s", StringComparison.Ordinal) ? name[..^2] : name;
        if (left is not ScalarValue || right is not ScalarValue)
        {
            // Only whether references are the same; "cgt.un" with null is how a compiler writes "is not null".
            var same = IsSameReference(left, right) ?? throw Unknown(at);
            return condition switch
            {
                "ceq" or "beq" => same,
                "cgt.un" or "bne.un" => Terms.Not(same),
                _ => throw Unknown(at),
            };
        }

        var one = SymbolicExecutor.NumberOf(left);
        var other = SymbolicExecutor.NumberOf(right);
        if (one.Width != other.Width)
            throw Unknown(at);
        return condition switch
        {
            "ceq" or "beq" => Terms.Equal(one, other),
            "bne.un" => Terms.Not(Terms.Equal(one, other)),
            "clt" or "blt" => Terms.Binary(TermOperator.SignedLess, one, other),
            "clt.un" or "blt.un" => Terms.Binary(TermOperator.UnsignedLess, one, other),
            "cgt" or "bgt" => Terms.Binary(TermOperator.SignedLess, other, one),
            "cgt.un" or "bgt.un" => Terms.Binary(TermOperator.UnsignedLess, other, one),
            "ble" => Terms.Not(Terms.Binary(TermOperator.SignedLess, other, one)),
            "ble.un" => Terms.Not(Terms.Binary(TermOperator.UnsignedLess, other, one)),
            "bge" => Terms.Not(Terms.Binary(TermOperator.SignedLess, one, other)),
            "bge.un" => Terms.Not(Terms.Binary(TermOperator.UnsignedLess, one, other)),
            _ => throw Unknown(at),
        };
    }

    private Term? IsSameReference(SymbolicValue left, SymbolicValue right) => (left, right) switch
    {
        (AlternativeValue either, _) when IsSameReference(either.WhenTrue, right) is { } one && IsSameReference(either.WhenFalse, right) is { } other
            => Terms.IfThenElse(either.Condition, one, other),
        (_, AlternativeValue) => IsSameReference(right, left),
        (ReferenceValue one, ReferenceValue other) => Terms.Boolean(one.Cell == other.Cell),
        _ => null,
    };

    /// <summary>The number in another width; the stack has 32 or 64 bits, so that a narrower one is made wider again.</summary>
    private Term? Convert(string name, Term number) => name switch
    {
        "conv.i1" => Terms.SignExtend(Terms.Extract(number, 0, 8), 32),
        "conv.u1" => Terms.ZeroExtend(Terms.Extract(number, 0, 8), 32),
        "conv.i2" => Terms.SignExtend(Terms.Extract(number, 0, 16), 32),
        "conv.u2" => Terms.ZeroExtend(Terms.Extract(number, 0, 16), 32),
        "conv.i4" or "conv.u4" => Terms.Extract(number, 0, 32),
        "conv.i8" or "conv.i" => Terms.SignExtend(number, 64),
        "conv.u8" or "conv.u" => Terms.ZeroExtend(number, 64),
        _ => null,
    };
}
