using System.Globalization;
using System.Reflection;
using OsLockConformance.Harness.Symbolic.Terms;

namespace OsLockConformance.Harness.Symbolic.Code;

/// <summary>
/// Executes compiled methods of this program with inputs that are not known: the results are terms over them. What runs is the very code
/// that the harness runs, not a description of it.
/// 1. A branch on a condition that is not known is followed both ways; paths that come to the same instruction go on as one, so that the
///    work grows with the code and not with the number of paths.
/// 2. The path at the lowest instruction goes first: then both ways of a branch, and the ways out of a loop, have met before what follows runs.
/// 3. A called method runs too. Virtual ones are those of the object that is there.
/// 4. An instruction or method that is not known ends the execution with <see cref="UnsupportedCodeException"/>.
/// </summary>
public sealed class SymbolicExecutor
{
    private const int DeepestCall = 64;

    private readonly Dictionary<MethodBase, MethodCode> _code = [];
    private int _instructions;
    private int _depth;

    /// <summary>Makes an executor with terms of its own.</summary>
    public SymbolicExecutor()
    {
        Terms = new TermFactory();
        Memory = new SymbolicMemory(Terms);
        Thrown = Terms.False;
    }

    /// <summary>Makes the terms.</summary>
    public TermFactory Terms { get; }

    /// <summary>When some method that was executed ends with an exception.</summary>
    public Term Thrown { get; private set; }

    /// <summary>How many instructions have been executed; one on which paths have met counts once.</summary>
    public int InstructionsExecuted => _instructions;

    internal SymbolicMemory Memory { get; }

    /// <summary>The state before anything has run.</summary>
    public SymbolicState Begin() => new(Terms.True, System.Collections.Immutable.ImmutableSortedDictionary<int, SymbolicValue>.Empty);

    /// <summary>A reference to an object of this process. It is never changed: what the code stores in it is in the state.</summary>
    public SymbolicValue Import(object instance) => Memory.ReferenceTo(instance);

    /// <summary>A constant of a type, in the form in which a variable holds it.</summary>
    public SymbolicValue Constant<T>(T value) => Memory.Import(value, typeof(T));

    /// <summary>An object whose fields are all zero; its constructor does not run.</summary>
    public SymbolicValue NewObject(Type type, ref SymbolicState state)
    {
        var cell = Memory.NewCell();
        state = state.Put(cell, Memory.ZeroObject(type));
        return new ReferenceValue(cell);
    }

    /// <summary>A variable of a type, zero at first, and a pointer to it.</summary>
    public SymbolicValue NewVariable(Type type, ref SymbolicState state)
    {
        var cell = Memory.NewCell();
        state = state.Put(cell, Memory.Zero(type));
        return new PointerValue(cell, []);
    }

    /// <summary>The value of a number: a truth value becomes 8 bits.</summary>
    public SymbolicValue Number(Term value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new ScalarValue(value.IsBoolean ? Terms.IfThenElse(value, Terms.Constant(8, 1), Terms.Constant(8, 0)) : value);
    }

    /// <summary>Whether a number is not 0.</summary>
    public Term IsTrue(SymbolicValue? value) => Terms.Not(Terms.Equal(NumberOf(value), Terms.Constant(NumberOf(value).Width, 0)));

    /// <summary>The term of a number.</summary>
    public static Term NumberOf(SymbolicValue? value) =>
        (value as ScalarValue)?.Term ?? throw new UnsupportedCodeException("a number was expected, and is none");

    /// <summary>A pointer to what is behind a reference or pointer, by the names of fields and the numbers of elements: <c>Debug.Wcr.3</c>.
    /// A field that holds a reference is followed.</summary>
    public SymbolicValue Place(SymbolicState state, SymbolicValue whole, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var pointer = whole is ReferenceValue reference ? new PointerValue(reference.Cell, []) : (PointerValue)whole;
        foreach (var name in path.Split('.'))
        {
            var value = Memory.Load(state, pointer);
            if (value is ReferenceValue { Cell: > 0 and var cell })
            {
                pointer = new PointerValue(cell, []);
                value = Memory.Load(state, pointer);
            }

            pointer = pointer.To(Terms.Constant(32, (ulong)IndexOf((AggregateValue)value, name)));
        }

        return pointer;
    }

    /// <summary>The value at a <see cref="Place"/>.</summary>
    public SymbolicValue Get(SymbolicState state, SymbolicValue whole, string path) => Memory.Load(state, Place(state, whole, path));

    /// <summary>Stores a value at a <see cref="Place"/>.</summary>
    public SymbolicState Set(SymbolicState state, SymbolicValue whole, string path, SymbolicValue value) => Memory.Store(state, Place(state, whole, path), value);

    /// <summary>Stores a number at a <see cref="Place"/>.</summary>
    public SymbolicState Set(SymbolicState state, SymbolicValue whole, string path, Term value) => Set(state, whole, path, Number(value));

    /// <summary>What a pointer points to.</summary>
    public SymbolicValue Load(SymbolicState state, SymbolicValue pointer) => Memory.Load(state, pointer);

    /// <summary>Executes a method.</summary>
    /// <param name="method">The method; a virtual one is executed as it is.</param>
    /// <param name="state">The state before, which becomes the state behind: its condition excludes what has ended with an exception.</param>
    /// <param name="arguments">The arguments, <c>this</c> first.</param>
    /// <returns>The result; null for a method without one, or if it cannot return.</returns>
    /// <exception cref="UnsupportedCodeException">There is something that the executor does not know.</exception>
    public SymbolicValue? Call(MethodBase method, ref SymbolicState state, params ReadOnlySpan<SymbolicValue> arguments)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(state);
        if (++_depth > DeepestCall)
            throw new UnsupportedCodeException($"{MethodCode.NameOf(method)} is called too deep");
        if (!_code.TryGetValue(method, out var code))
            _code.Add(method, code = MethodCode.Of(method));
        var run = new MethodRun(this, code);
        var result = run.Execute(ref state, arguments);
        _depth--;
        return result;
    }

    internal void CountInstruction() => _instructions++;

    internal void Throw(Term condition) => Thrown = Terms.Or(Thrown, condition);

    /// <summary>A number as the evaluation stack has it: 32 or 64 bits.</summary>
    internal SymbolicValue ToStack(SymbolicValue value, Type type)
    {
        if (value is not ScalarValue { Term: { Width: < 32 } term })
            return value;
        return new ScalarValue(TypeLayout.IsSigned(type) ? Terms.SignExtend(term, 32) : Terms.ZeroExtend(term, 32));
    }

    /// <summary>A number as a variable of a type has it.</summary>
    internal SymbolicValue ToStorage(SymbolicValue value, Type type)
    {
        if (value is not ScalarValue { Term: var term })
            return value;
        var width = TypeLayout.WidthOf(type);
        if (width == 0 || width > term.Width)
            throw new UnsupportedCodeException(string.Create(CultureInfo.InvariantCulture, $"a number of {term.Width} bits is stored as {type.Name}"));
        return new ScalarValue(Terms.Extract(term, 0, width));
    }

    private static int IndexOf(AggregateValue aggregate, string name)
    {
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var element))
            return element;
        var fields = TypeLayout.FieldsOf(aggregate.Type);
        for (var i = 0; i < fields.Count; i++)
        {
            // The second form is the field behind a property, the third that of a primary constructor's parameter.
            if (fields[i].Name == name || fields[i].Name == $"<{name}>k__BackingField" || fields[i].Name == $"<{name}>P")
                return i;
        }

        throw new UnsupportedCodeException($"{aggregate.Type.Name} has no field {name}");
    }
}
