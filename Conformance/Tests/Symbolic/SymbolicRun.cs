using System.Reflection;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Symbolic.Code;
using OsLockConformance.Harness.Symbolic.Terms;

namespace OsLockConformance.Tests.Symbolic;

/// <summary>A static method of numbers, executed symbolically once, and by the runtime as often as one likes.</summary>
internal sealed class SymbolicRun
{
    private const BindingFlags Anything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static;

    private readonly MethodInfo _method;
    private readonly ParameterInfo[] _parameters;
    private readonly Term?[] _inputs;
    private readonly TermEvaluator _thrown;

    public SymbolicRun(Type type, string method)
    {
        _method = type.GetMethod(method, Anything) ?? throw new ArgumentException($"{type.Name} has no {method}");
        _parameters = _method.GetParameters();
        Executor = new SymbolicExecutor();
        var state = Executor.Begin();
        var arguments = new SymbolicValue[_parameters.Length];
        _inputs = new Term?[_parameters.Length];
        for (var i = 0; i < _parameters.Length; i++)
        {
            if (_parameters[i].IsOut)
                arguments[i] = Executor.NewVariable(_parameters[i].ParameterType.GetElementType()!, ref state);
            else
                arguments[i] = Executor.Number(_inputs[i] = Executor.Terms.Variable(_parameters[i].Name!, WidthOf(_parameters[i].ParameterType)));
        }

        var result = Executor.Call(_method, ref state, arguments);
        List<Term> results = [SymbolicExecutor.NumberOf(result)];
        for (var i = 0; i < _parameters.Length; i++)
        {
            if (_parameters[i].IsOut)
                results.Add(SymbolicExecutor.NumberOf(Executor.Load(state, arguments[i])));
        }

        Results = results;
        _thrown = new TermEvaluator(Executor.Thrown);
    }

    public SymbolicExecutor Executor { get; }

    /// <summary>The result, then what the method leaves in its out parameters.</summary>
    public IReadOnlyList<Term> Results { get; }

    public IReadOnlyList<Term> Inputs => [.. _inputs.OfType<Term>()];

    /// <summary>Values that are likely to be special.</summary>
    public Dictionary<Term, ulong> Draw(ref SplittableRandom random)
    {
        var values = new Dictionary<Term, ulong>();
        foreach (var input in Inputs)
            values.Add(input, DrawBits(ref random) & (input.Width == 64 ? ulong.MaxValue : (1UL << Math.Max(input.Width, 1)) - 1));
        return values;
    }

    /// <summary>What the terms say: the results, or null if the method throws.</summary>
    public ulong[]? Evaluate(Dictionary<Term, ulong> values) =>
        _thrown.Evaluate(input => values[input]) != 0 ? null : [.. Results.Select(term => new TermEvaluator(term).Evaluate(input => values[input]))];

    /// <summary>What the runtime says.</summary>
    public ulong[]? Invoke(Dictionary<Term, ulong> values)
    {
        var arguments = new object?[_parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = _inputs[i] is { } input ? Boxed(values[input], _parameters[i].ParameterType) : null;
        object? result;
        try
        {
            result = _method.Invoke(null, arguments);
        }
        catch (TargetInvocationException)
        {
            return null;
        }

        List<object?> outs = [result, .. arguments.Where((_, i) => _parameters[i].IsOut)];
        return [.. outs.Select((value, i) => Unboxed(value!) & (Results[i].Width == 64 ? ulong.MaxValue : (1UL << Results[i].Width) - 1))];
    }

    private static ulong DrawBits(ref SplittableRandom random)
    {
        var bits = random.Next();
        return random.Below(6) switch
        {
            0 => bits & 15,
            1 => 1UL << (int)(bits & 63),
            2 => (1UL << (int)(bits & 63)) - 1,
            3 => ~(bits & 7),
            4 => bits & random.Next() & random.Next(),
            _ => bits,
        };
    }

    private static int WidthOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => 0,
        TypeCode.Byte or TypeCode.SByte => 8,
        TypeCode.Int16 or TypeCode.UInt16 => 16,
        TypeCode.Int32 or TypeCode.UInt32 => 32,
        _ => 64,
    };

    private static object Boxed(ulong value, Type type) => type.IsEnum ? Enum.ToObject(type, value) : Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => value != 0,
        TypeCode.Byte => (byte)value,
        TypeCode.Int32 => (int)value,
        TypeCode.UInt32 => (uint)value,
        TypeCode.Int64 => (long)value,
        _ => value,
    };

    private static ulong Unboxed(object value) => value switch
    {
        bool truth => truth ? 1UL : 0,
        ulong number => number,
        Enum name => Convert.ToUInt64(name, System.Globalization.CultureInfo.InvariantCulture),
        _ => (ulong)Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
    };
}
