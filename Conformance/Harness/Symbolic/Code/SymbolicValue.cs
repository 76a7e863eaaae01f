using System.Collections.Immutable;
using OsLockConformance.Harness.Symbolic.Terms;

namespace OsLockConformance.Harness.Symbolic.Code;

/// <summary>What a variable, a field or a place of the evaluation stack holds.</summary>
public abstract class SymbolicValue
{
    private protected SymbolicValue()
    {
    }
}

/// <summary>A number, a truth value of 8 bits, or an enumeration.</summary>
/// <param name="term">The value.</param>
public sealed class ScalarValue(Term term) : SymbolicValue
{
    /// <summary>The value.</summary>
    public Term Term { get; } = term;
}

/// <summary>What a structure, an object or an array holds.</summary>
/// <param name="type">Its type.</param>
/// <param name="members">The fields in the order of <see cref="TypeLayout"/>, or the elements.</param>
public sealed class AggregateValue(Type type, ImmutableArray<SymbolicValue> members) : SymbolicValue
{
    /// <summary>The type; of an object its own, not that of the variable.</summary>
    public Type Type { get; } = type;

    /// <summary>The fields or elements.</summary>
    public ImmutableArray<SymbolicValue> Members { get; } = members;

    /// <summary>A copy with another member.</summary>
    public AggregateValue With(int index, SymbolicValue member) => new(Type, Members.SetItem(index, member));
}

/// <summary>A reference to an object, or null.</summary>
/// <param name="cell">The object's cell of the memory; 0 for null.</param>
public sealed class ReferenceValue(int cell) : SymbolicValue
{
    /// <summary>The object's cell of the memory; 0 for null.</summary>
    public int Cell { get; } = cell;
}

/// <summary>A managed pointer: to a variable, to a field, or to an element.</summary>
/// <param name="cell">The cell of the memory that it points into.</param>
/// <param name="path">The numbers of the members on the way, of 32 bits; that of an array's element may be any term.</param>
public sealed class PointerValue(int cell, ImmutableArray<Term> path) : SymbolicValue
{
    /// <summary>The cell of the memory that it points into.</summary>
    public int Cell { get; } = cell;

    /// <summary>The numbers of the members on the way.</summary>
    public ImmutableArray<Term> Path { get; } = path;

    /// <summary>The pointer to a member.</summary>
    public PointerValue To(Term member) => new(Cell, Path.Add(member));
}

/// <summary>A span: a pointer to its first element, and a length.</summary>
/// <param name="elements">The pointer to the array.</param>
/// <param name="length">How many elements, of 32 bits.</param>
internal sealed class SpanValue(SymbolicValue elements, Term length) : SymbolicValue
{
    public SymbolicValue Elements { get; } = elements;

    public Term Length { get; } = length;
}

/// <summary>One of two references or pointers.</summary>
/// <param name="condition">Which of both it is.</param>
/// <param name="whenTrue">If the condition holds.</param>
/// <param name="whenFalse">If it does not.</param>
internal sealed class AlternativeValue(Term condition, SymbolicValue whenTrue, SymbolicValue whenFalse) : SymbolicValue
{
    public Term Condition { get; } = condition;

    public SymbolicValue WhenTrue { get; } = whenTrue;

    public SymbolicValue WhenFalse { get; } = whenFalse;
}

/// <summary>Something of which nothing is asked: a text, an exception that is about to be thrown.</summary>
internal sealed class OpaqueValue : SymbolicValue
{
    public static readonly OpaqueValue Instance = new();

    private OpaqueValue()
    {
    }
}
