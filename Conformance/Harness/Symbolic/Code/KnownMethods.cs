using System.Collections.Immutable;
using System.Numerics;
using System.Reflection;
using OsLockConformance.Harness.Symbolic.Terms;

namespace OsLockConformance.Harness.Symbolic.Code;

/// <summary>The methods of .NET whose code is not executed, because it is the runtime's own or has instructions of a CPU in it.</summary>
internal static class KnownMethods
{
    /// <summary>Applies a method if it is one of these.</summary>
    /// <returns>Whether it is.</returns>
    public static bool TryApply(
        SymbolicExecutor executor, MethodRun run, MethodBase method, ImmutableArray<SymbolicValue> arguments, ref SymbolicState state, out SymbolicValue? result)
    {
        result = method.DeclaringType switch
        {
            var type when type == typeof(BitOperations) => OfBits(executor.Terms, method, Number(arguments[0])),
            var type when type == typeof(Math) && arguments.Length == 2 => OfMath(executor.Terms, method, Number(arguments[0]), Number(arguments[1])),
            var type when type == typeof(Array) && method.Name == nameof(Array.Clear) && arguments.Length == 1 => Clear(executor, arguments[0], ref state),
            { Name: "<PrivateImplementationDetails>" } => OfInlineArray(executor, method, arguments),
            { } type when TypeLayout.IsSpan(type) => OfSpan(executor, run, method, arguments, ref state),
            _ => null,
        };
        // The constructor of the base of all classes does nothing.
        return result is not null || method.DeclaringType == typeof(object) && method.IsConstructor;
    }

    private static Term Number(SymbolicValue value) => SymbolicExecutor.NumberOf(value);

    private static ScalarValue? OfBits(TermFactory terms, MethodBase method, Term value) => method.Name switch
    {
        nameof(BitOperations.TrailingZeroCount) => new ScalarValue(TrailingZeroCount(terms, value)),
        nameof(BitOperations.PopCount) => new ScalarValue(PopCount(terms, value)),
        nameof(BitOperations.IsPow2) when !TypeLayout.IsSigned(method.GetParameters()[0].ParameterType) => new ScalarValue(IsPow2(terms, value)),
        _ => null,
    };

    private static OpaqueValue Clear(SymbolicExecutor executor, SymbolicValue array, ref SymbolicState state)
    {
        var elements = executor.Memory.ObjectBehind(state, array);
        var zero = executor.Memory.Zero(elements.Type.GetElementType()!);
        state = state.Put(((ReferenceValue)array).Cell, new AggregateValue(elements.Type, [.. Enumerable.Repeat(zero, elements.Members.Length)]));
        // Not null: the method was applied. It has no result that anybody could take.
        return OpaqueValue.Instance;
    }

    private static Term TrailingZeroCount(TermFactory terms, Term value)
    {
        var count = terms.Constant(32, (ulong)value.Width);
        for (var bit = value.Width - 1; bit >= 0; bit--)
            count = terms.IfThenElse(terms.Equal(terms.Extract(value, bit, 1), terms.Constant(1, 1)), terms.Constant(32, (ulong)bit), count);
        return count;
    }

    private static Term PopCount(TermFactory terms, Term value)
    {
        var count = terms.Constant(32, 0);
        for (var bit = 0; bit < value.Width; bit++)
            count = terms.Binary(TermOperator.Add, count, terms.ZeroExtend(terms.Extract(value, bit, 1), 32));
        return count;
    }

    /// <summary>Exactly one bit is set, of a number without a sign.</summary>
    private static Term IsPow2(TermFactory terms, Term value)
    {
        var zero = terms.Constant(value.Width, 0);
        var withoutLowest = terms.Binary(TermOperator.BitwiseAnd, value, terms.Binary(TermOperator.Subtract, value, terms.Constant(value.Width, 1)));
        var holds = terms.And(terms.Equal(withoutLowest, zero), terms.Not(terms.Equal(value, zero)));
        return terms.IfThenElse(holds, terms.Constant(32, 1), terms.Constant(32, 0));
    }

    private static ScalarValue? OfMath(TermFactory terms, MethodBase method, Term left, Term right)
    {
        if (method.Name is not (nameof(Math.Min) or nameof(Math.Max)))
            return null;
        var less = terms.Binary(
            TypeLayout.IsSigned(method.GetParameters()[0].ParameterType) ? TermOperator.SignedLess : TermOperator.UnsignedLess, left, right);
        return new ScalarValue(method.Name == nameof(Math.Min) ? terms.IfThenElse(less, left, right) : terms.IfThenElse(less, right, left));
    }

    /// <summary>What a compiler of C# makes of an access of an inline array.</summary>
    private static SymbolicValue? OfInlineArray(SymbolicExecutor executor, MethodBase method, ImmutableArray<SymbolicValue> arguments) => method.Name switch
    {
        "InlineArrayFirstElementRef" or "InlineArrayFirstElementRefReadOnly" => Element(arguments[0], executor.Terms.Constant(32, 0)),
        "InlineArrayElementRef" or "InlineArrayElementRefReadOnly" => Element(arguments[0], Number(arguments[1])),
        "InlineArrayAsSpan" or "InlineArrayAsReadOnlySpan" => new SpanValue(arguments[0], Number(arguments[1])),
        _ => null,
    };

    private static SymbolicValue? OfSpan(
        SymbolicExecutor executor, MethodRun run, MethodBase method, ImmutableArray<SymbolicValue> arguments, ref SymbolicState state)
    {
        if (method.Name is not ("get_Item" or "get_Length") || executor.Memory.Load(state, arguments[0]) is not SpanValue span)
            return null;
        if (method.Name == "get_Length")
            return new ScalarValue(span.Length);
        state = run.CheckBounds(state, Number(arguments[1]), span.Length, out var index);
        return Element(span.Elements, index);
    }

    private static SymbolicValue Element(SymbolicValue array, Term index) => array switch
    {
        PointerValue pointer => pointer.To(index),
        AlternativeValue either => new AlternativeValue(either.Condition, Element(either.WhenTrue, index), Element(either.WhenFalse, index)),
        _ => throw new UnsupportedCodeException("an element of something that is no array"),
    };
}
