using System.Globalization;
using System.Reflection;
using System.Runtime.ExceptionServices;
using OsLockConformance.Tests.Hardware;
using Xunit;
using Xunit.Sdk;

namespace OsLockConformance.Mutation.Mutants;

/// <summary>A test method of xunit's that is called directly: no discovery, no scheduling, no messages, which would cost more than the tests.</summary>
/// <param name="Method">A method with Fact or Theory.</param>
internal sealed record TestCase(MethodInfo Method)
{
    private static readonly Type[] Slow = [typeof(RandomProgramTests), typeof(AgreementTests), typeof(StateTests)];

    /// <summary>Class and method.</summary>
    public string Name => $"{Method.DeclaringType!.Name}.{Method.Name}";

    /// <summary>All tests of an assembly, by name, and those behind that take most of the time; the others take a millisecond at most and kill three mutants in four.</summary>
    /// <exception cref="NotSupportedException">A test needs more of xunit than is done here.</exception>
    public static IReadOnlyList<TestCase> AllOf(Assembly assembly)
    {
        var tests = assembly.GetExportedTypes().Where(static type => !type.IsAbstract).SelectMany(static type => type.GetMethods())
            .Where(static method => method.IsDefined(typeof(FactAttribute), inherit: true)).Select(static method => new TestCase(method)).ToArray();
        if (Array.Find(tests, static test => !test.IsSimple) is { } test)
            throw new NotSupportedException($"{test.Name}: expected a Fact or Theory without Skip that is void, in a class with a constructor without parameters that is not IDisposable");
        return [.. tests.OrderBy(static test => Array.IndexOf(Slow, test.Method.DeclaringType)).ThenBy(static test => test.Name, StringComparer.Ordinal)];
    }

    private bool IsSimple => Method.ReturnType == typeof(void) && !Method.DeclaringType!.IsAssignableTo(typeof(IDisposable))
        && Method.DeclaringType!.GetConstructor(Type.EmptyTypes) is not null
        && Method.GetCustomAttribute<FactAttribute>() is { Skip: null } fact && (fact.GetType() == typeof(FactAttribute) || fact.GetType() == typeof(TheoryAttribute));

    /// <summary>Runs it, a theory with all its rows.</summary>
    /// <param name="row">The last row that ran: where an exception comes from.</param>
    /// <exception cref="Exception">It failed, with whatever exception.</exception>
    public void Run(out int row)
    {
        row = 0;
        // The rows are read again for every mutant: they are made by what is mutated.
        foreach (var (i, arguments) in Rows().Index())
        {
            row = i;
            Call(arguments);
        }
    }

    /// <summary>Runs one row.</summary>
    /// <exception cref="Exception">It failed, with whatever exception.</exception>
    public void Run(int row) => Call(Rows().ElementAt(row));

    private IEnumerable<object?[]> Rows()
    {
        var sources = Method.GetCustomAttributes<DataAttribute>().ToArray();
        return sources.Length == 0 ? [[]] : sources.SelectMany(source => source.GetData(Method));
    }

    private void Call(object?[] row)
    {
        var arguments = Method.GetParameters()
            .Select((parameter, i) => Convert(i < row.Length ? row[i] : parameter.DefaultValue, parameter.ParameterType)).ToArray();
        try
        {
            Method.Invoke(Activator.CreateInstance(Method.DeclaringType!), arguments);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException);
        }
    }

    private static object? Convert(object? value, Type type) =>
        value is null || type.IsInstanceOfType(value) ? value
        : System.Convert.ChangeType(value, Nullable.GetUnderlyingType(type) ?? type, CultureInfo.InvariantCulture);
}
