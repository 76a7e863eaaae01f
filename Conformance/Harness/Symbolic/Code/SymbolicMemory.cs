using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using OsLockConformance.Harness.Symbolic.Terms;

namespace OsLockConformance.Harness.Symbolic.Code;

/// <summary>
/// The memory that the executed code sees: cells for objects, arrays and variables. Objects of this process come into it as they are, the
/// first time that they are looked at; what the executed code changes is in a <see cref="SymbolicState"/> and never in them.
/// </summary>
internal sealed class SymbolicMemory(TermFactory terms)
{
    private readonly Dictionary<object, int> _cellsOfObjects = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, object> _objects = [];
    private readonly Dictionary<int, SymbolicValue> _initial = [];
    private int _cells;

    /// <summary>null.</summary>
    public static ReferenceValue Null { get; } = new(0);

    /// <summary>A cell that nothing else uses.</summary>
    public int NewCell() => ++_cells;

    /// <summary>A reference to an object of this process.</summary>
    public ReferenceValue ReferenceTo(object instance)
    {
        if (!_cellsOfObjects.TryGetValue(instance, out var cell))
        {
            cell = NewCell();
            _cellsOfObjects.Add(instance, cell);
            _objects.Add(cell, instance);
        }

        return new ReferenceValue(cell);
    }

    /// <summary>A value of this process, as a variable of some type holds it.</summary>
    public SymbolicValue Import(object? value, Type type)
    {
        if (value is null)
            return Null;
        if (TypeLayout.WidthOf(type) is > 0 and var width)
            return new ScalarValue(terms.Constant(width, Bits(value)));
        if (!type.IsValueType)
            return ReferenceTo(value);
        if (TypeLayout.InlineLength(type) > 0 || TypeLayout.IsSpan(type))
            throw new UnsupportedCodeException($"a value of {type.Name} can't be taken over");
        return new AggregateValue(type, ImportFields(value, type));
    }

    /// <summary>What a variable of a type holds before anything is stored in it.</summary>
    public SymbolicValue Zero(Type type)
    {
        if (TypeLayout.WidthOf(type) is > 0 and var width)
            return new ScalarValue(terms.Constant(width, 0));
        if (!type.IsValueType)
            return Null;
        if (TypeLayout.IsSpan(type))
            return new SpanValue(Null, terms.Constant(32, 0));
        if (TypeLayout.InlineLength(type) is > 0 and var length)
            return new AggregateValue(type, [.. Enumerable.Repeat(Zero(TypeLayout.InlineElement(type)), length)]);
        return ZeroObject(type);
    }

    /// <summary>The fields of a new object or structure.</summary>
    public AggregateValue ZeroObject(Type type) => new(type, [.. TypeLayout.FieldsOf(type).Select(field => Zero(field.FieldType))]);

    /// <summary>What a cell holds.</summary>
    public SymbolicValue Read(SymbolicState state, int cell) => state.Memory.TryGetValue(cell, out var value) ? value : InitialOf(cell);

    /// <summary>The object, structure or array behind a reference.</summary>
    public AggregateValue ObjectBehind(SymbolicState state, SymbolicValue reference) =>
        reference is ReferenceValue { Cell: > 0 and var cell } && Read(state, cell) is AggregateValue aggregate
            ? aggregate
            : throw new UnsupportedCodeException("an object that is not known, or may be one of several");

    /// <summary>What a pointer points to, in the form in which it is stored.</summary>
    public SymbolicValue Load(SymbolicState state, SymbolicValue place) => place switch
    {
        PointerValue pointer => Member(Read(state, pointer.Cell), pointer.Path.AsSpan()),
        AlternativeValue either => Merge(either.Condition, Load(state, either.WhenTrue), Load(state, either.WhenFalse)),
        _ => throw new UnsupportedCodeException("a read through something that is no pointer"),
    };

    /// <summary>Stores a value, given in the form in which it is stored.</summary>
    public SymbolicState Store(SymbolicState state, SymbolicValue place, SymbolicValue value)
    {
        switch (place)
        {
            case PointerValue pointer:
                return state.Put(pointer.Cell, WithMember(Read(state, pointer.Cell), pointer.Path.AsSpan(), value));
            case AlternativeValue either:
                state = Store(state, either.WhenTrue, Merge(either.Condition, value, Load(state, either.WhenTrue)));
                return Store(state, either.WhenFalse, Merge(either.Condition, Load(state, either.WhenFalse), value));
            default:
                throw new UnsupportedCodeException("a write through something that is no pointer");
        }
    }

    /// <summary>One value if a condition holds, another if it does not.</summary>
    public SymbolicValue Merge(Term condition, SymbolicValue whenTrue, SymbolicValue whenFalse)
    {
        if (AreSame(whenTrue, whenFalse))
            return whenTrue;
        if (condition.IsConstant)
            return condition.IsTrue ? whenTrue : whenFalse;
        switch (whenTrue, whenFalse)
        {
            case (ScalarValue left, ScalarValue right):
                return new ScalarValue(terms.IfThenElse(condition, left.Term, right.Term));
            case (AggregateValue left, AggregateValue right) when left.Type == right.Type && left.Members.Length == right.Members.Length:
                return new AggregateValue(left.Type, [.. left.Members.Zip(right.Members, (one, other) => Merge(condition, one, other))]);
            case (SpanValue left, SpanValue right):
                return new SpanValue(Merge(condition, left.Elements, right.Elements), terms.IfThenElse(condition, left.Length, right.Length));
            case (ReferenceValue or PointerValue or AlternativeValue, ReferenceValue or PointerValue or AlternativeValue):
                return new AlternativeValue(condition, whenTrue, whenFalse);
            default:
                throw new UnsupportedCodeException("two paths meet with values of different kinds");
        }
    }

    /// <summary>Two paths that meet. They exclude each other.</summary>
    public SymbolicState Merge(SymbolicState one, SymbolicState other)
    {
        var left = TermFactory.Conjuncts(one.Condition);
        var right = TermFactory.Conjuncts(other.Condition);
        var shared = left.Intersect(right).ToArray();
        var onlyOne = terms.And([.. left.Except(shared)]);
        var condition = terms.And([.. shared, terms.Or(onlyOne, terms.And([.. right.Except(shared)]))]);
        var memory = one.Memory;
        foreach (var cell in one.Memory.Keys.Union(other.Memory.Keys))
            memory = memory.SetItem(cell, MergeCell(onlyOne, one, other, cell));
        return new SymbolicState(condition, memory) { Stack = [.. one.Stack.Zip(other.Stack, (left, right) => Merge(onlyOne, left, right))] };
    }

    /// <summary>What was made on one of both paths is reached on that alone.</summary>
    private SymbolicValue MergeCell(Term condition, SymbolicState one, SymbolicState other, int cell)
    {
        if (_objects.ContainsKey(cell) || (one.Memory.ContainsKey(cell) && other.Memory.ContainsKey(cell)))
            return Merge(condition, Read(one, cell), Read(other, cell));
        return one.Memory.TryGetValue(cell, out var value) ? value : other.Memory[cell];
    }

    private SymbolicValue InitialOf(int cell)
    {
        if (_initial.TryGetValue(cell, out var value))
            return value;
        var instance = _objects.TryGetValue(cell, out var known) ? known : throw new UnsupportedCodeException("a variable that is not there any more");
        value = instance switch
        {
            string or Delegate => OpaqueValue.Instance,
            Array { Rank: 1 } array => new AggregateValue(array.GetType(), ImportElements(array, array.GetType().GetElementType()!)),
            _ => new AggregateValue(instance.GetType(), ImportFields(instance, instance.GetType())),
        };
        _initial.Add(cell, value);
        return value;
    }

    private ImmutableArray<SymbolicValue> ImportElements(IEnumerable array, Type type) => [.. array.Cast<object?>().Select(element => Import(element, type))];

    private ImmutableArray<SymbolicValue> ImportFields(object instance, Type type) =>
        [.. TypeLayout.FieldsOf(type).Select(field => Import(field.GetValue(instance), field.FieldType))];

    private SymbolicValue Member(SymbolicValue whole, ReadOnlySpan<Term> path)
    {
        if (path.IsEmpty)
            return whole;
        var aggregate = Whole(whole);
        if (path[0].IsConstant)
            return Member(aggregate.Members[(int)path[0].Value], path[1..]);
        var chosen = Member(aggregate.Members[^1], path[1..]);
        for (var i = aggregate.Members.Length - 2; i >= 0; i--)
            chosen = Merge(terms.Equal(path[0], terms.Constant(32, (ulong)i)), Member(aggregate.Members[i], path[1..]), chosen);
        return chosen;
    }

    private SymbolicValue WithMember(SymbolicValue whole, ReadOnlySpan<Term> path, SymbolicValue value)
    {
        if (path.IsEmpty)
            return value;
        var aggregate = Whole(whole);
        if (path[0].IsConstant)
        {
            var index = (int)path[0].Value;
            return aggregate.With(index, WithMember(aggregate.Members[index], path[1..], value));
        }

        for (var i = 0; i < aggregate.Members.Length; i++)
        {
            var changed = WithMember(aggregate.Members[i], path[1..], value);
            aggregate = aggregate.With(i, Merge(terms.Equal(path[0], terms.Constant(32, (ulong)i)), changed, aggregate.Members[i]));
        }

        return aggregate;
    }

    private static AggregateValue Whole(SymbolicValue value) =>
        value as AggregateValue ?? throw new UnsupportedCodeException("a member of something that has none");

    private static bool AreSame(SymbolicValue one, SymbolicValue other) => ReferenceEquals(one, other) || (one, other) switch
    {
        (ScalarValue left, ScalarValue right) => left.Term == right.Term,
        (ReferenceValue left, ReferenceValue right) => left.Cell == right.Cell,
        (PointerValue left, PointerValue right) => left.Cell == right.Cell && left.Path.SequenceEqual(right.Path),
        _ => false,
    };

    private static ulong Bits(object value) => value switch
    {
        bool truth => truth ? 1UL : 0,
        char character => character,
        nuint number => number,
        nint number => (ulong)number,
        ulong number => number,
        Enum name => Bits(Convert.ChangeType(name, name.GetTypeCode(), System.Globalization.CultureInfo.InvariantCulture)),
        _ => (ulong)Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
    };
}
