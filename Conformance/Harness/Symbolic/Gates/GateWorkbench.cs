using System.Reflection;
using OsLockConformance.Harness.Symbolic.Code;
using OsLockConformance.Harness.Symbolic.Terms;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>What a gate needs to run the code of both sides: inputs, objects and variables to put them in, and methods by their names. Most of
/// them are internal, and those of a mutant are in another assembly, so that names are all there is.</summary>
internal sealed class GateWorkbench(GateSubject subject)
{
    private const BindingFlags Anything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly Dictionary<string, Term> _inputs = new(StringComparer.Ordinal);
    private SymbolicState? _state;

    public GateSubject Subject { get; } = subject;

    public SymbolicExecutor Executor { get; } = new();

    public TermFactory Terms => Executor.Terms;

    public IReadOnlyDictionary<string, Term> Inputs => _inputs;

    private SymbolicState State
    {
        get => _state ??= Executor.Begin();
        set => _state = value;
    }

    /// <summary>An input of so many bits; 0 for a truth value.</summary>
    public Term Input(string name, int width)
    {
        var input = Terms.Variable(name, width);
        _inputs.Add(name, input);
        return input;
    }

    /// <summary>An input that is a truth value.</summary>
    public Term Flag(string name) => Input(name, 0);

    public static Type Model(string name) => Known(typeof(ReferenceModel).Assembly, $"OsLockConformance.Model.Reference.{name}");

    public Type Hardware(string name) => Known(Subject.Code, $"OsLockConformance.Implementation.Hardware.{name}");

    public Type Kvm(string name) => Known(Subject.Code, $"OsLockConformance.Implementation.Kvm.{name}");

    /// <summary>A real PE, as if its registers had just been reset, in the memory of the executor.</summary>
    public SymbolicValue ProcessingElement(PeConfiguration configuration) => Executor.Import(Activator.CreateInstance(
        Hardware("ProcessingElement"), configuration, Enum.ToObject(Hardware("SynchronizationPolicy"), 0))!);

    public SymbolicValue New(Type type)
    {
        var state = State;
        var made = Executor.NewObject(type, ref state);
        State = state;
        return made;
    }

    public SymbolicValue Variable(Type type)
    {
        var state = State;
        var made = Executor.NewVariable(type, ref state);
        State = state;
        return made;
    }

    public void Set(SymbolicValue whole, string path, Term value) => State = Executor.Set(State, whole, path, value);

    public void Set(SymbolicValue whole, string path, SymbolicValue value) => State = Executor.Set(State, whole, path, value);

    public SymbolicValue Get(SymbolicValue whole, string path) => Executor.Get(State, whole, path);

    public SymbolicValue Place(SymbolicValue whole, string path) => Executor.Place(State, whole, path);

    public SymbolicValue Load(SymbolicValue pointer) => Executor.Load(State, pointer);

    public Term Number(SymbolicValue whole, string path) => SymbolicExecutor.NumberOf(Get(whole, path));

    public Term IsSet(SymbolicValue whole, string path) => Executor.IsTrue(Get(whole, path));

    /// <summary>Runs the method of a name that the type, or a base class, declares; <c>this</c> is the first argument of one that is not static.</summary>
    public SymbolicValue? Call(Type type, string method, params ReadOnlySpan<SymbolicValue> arguments)
    {
        var state = State;
        var result = Executor.Call(Find(type, method, arguments.Length), ref state, arguments);
        State = state;
        return result;
    }

    /// <summary>Runs the constructor of a class with one and returns the new object.</summary>
    public SymbolicValue Construct(Type type, params ReadOnlySpan<SymbolicValue> arguments)
    {
        var made = New(type);
        var constructor = Array.Find(type.GetConstructors(Anything & ~BindingFlags.Static), static candidate => candidate.GetParameters().Length > 0);
        var state = State;
        Executor.Call(constructor ?? throw Missing(type, ".ctor"), ref state, [made, .. arguments]);
        State = state;
        return made;
    }

    public SymbolicValue Constant<T>(T value) => Executor.Constant(value);

    /// <summary>A value of 32 bits, as an argument.</summary>
    public SymbolicValue Value32(Term condition, uint whenTrue, uint whenFalse) =>
        Executor.Number(Terms.IfThenElse(condition, Terms.Constant(32, whenTrue), Terms.Constant(32, whenFalse)));

    /// <summary>Whether some bits of a number are set.</summary>
    public Term HasBits(Term number, ulong bits) =>
        Terms.Not(Terms.Equal(Terms.Binary(TermOperator.BitwiseAnd, number, Terms.Constant(number.Width, bits)), Terms.Constant(number.Width, 0)));

    /// <summary>That some bits are set, if a condition holds.</summary>
    public Term HasBits(Term number, ulong bits, Term when) => Terms.Implies(when, HasBits(number, bits));

    /// <summary>Whether a number has a value.</summary>
    public Term IsValue(Term number, ulong value) => Terms.Equal(number, Terms.Constant(number.Width, value));

    /// <summary>Bits that are set if a condition holds.</summary>
    public Term BitsIf(Term condition, int width, ulong bits) => Terms.IfThenElse(condition, Terms.Constant(width, bits), Terms.Constant(width, 0));

    /// <summary>Bitwise or.</summary>
    public Term Join(Term first, params ReadOnlySpan<Term> others)
    {
        foreach (var other in others)
            first = Terms.Binary(TermOperator.BitwiseOr, first, other);
        return first;
    }

    /// <summary>The gate's question. That some method throws is a disagreement as well.</summary>
    /// <param name="possible">The values of the inputs that there can be; null for all.</param>
    /// <param name="agreement">What has to hold for them.</param>
    /// <param name="replayable">The values of the inputs that a trace can have; null for all.</param>
    public GateProblem Ask(Term? possible, Term agreement, Term? replayable = null) => new(
        Executor, _inputs, possible ?? Terms.True, Terms.And(agreement, Terms.Not(Executor.Thrown)), replayable ?? Terms.True);

    private static MethodInfo Find(Type type, string name, int arguments)
    {
        for (var owner = type; owner is not null; owner = owner.BaseType)
        {
            var found = Array.Find(owner.GetMethods(Anything), method => method.Name == name && method.GetParameters().Length + (method.IsStatic ? 0 : 1) == arguments);
            if (found is { IsAbstract: false })
                return found;
        }

        throw Missing(type, name);
    }

    private static Type Known(Assembly assembly, string name) =>
        assembly.GetType(name) ?? throw new UnsupportedCodeException($"there is no type {name}");

    private static UnsupportedCodeException Missing(Type type, string name) => new($"{type.Name} has no method {name} with so many arguments");
}
