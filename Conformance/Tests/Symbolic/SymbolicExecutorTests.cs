using System.Globalization;
using System.Reflection;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Symbolic.Code;
using OsLockConformance.Harness.Symbolic.Solving;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Reference;
using Xunit;

namespace OsLockConformance.Tests.Symbolic;

/// <summary>The executor against the runtime: the same methods, the same inputs, the same results.</summary>
public sealed class SymbolicExecutorTests
{
    private const int Samples = 4000;
    private const int SamplesForTheSolver = 60;

    private static readonly Assembly Model = typeof(ReferenceModel).Assembly;
    private static readonly Assembly Implementation = typeof(TargetCatalogue).Assembly;

    private static readonly string[] Refused =
    [
        nameof(SampleCode.FloatingPoint), nameof(SampleCode.WithHandler), nameof(SampleCode.StaticThatChanges), nameof(SampleCode.DivisionByInput),
        nameof(SampleCode.WithoutEnd), nameof(SampleCode.Boxed),
    ];

    public static TheoryData<string> SampleMethods => new(typeof(SampleCode)
        .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Select(static method => method.Name)
        .Except(Refused));

    public static TheoryData<string> RefusedMethods => new(Refused);

    public static TheoryData<string, string> GateMethods => new()
    {
        { "OsLockConformance.Model.Reference.Watchpoints", "BytesMatch" },
        { "OsLockConformance.Model.Reference.PrivilegeMatch", "Matches" },
        { "OsLockConformance.Model.Reference.Breakpoints", "AddressMatches" },
        { "OsLockConformance.Model.Reference.Possibilities", "And" },
        { "OsLockConformance.Model.Reference.Possibilities", "Or" },
        { "OsLockConformance.Model.Reference.RegisterMasks", "WatchpointControl" },
        { "OsLockConformance.Implementation.Hardware.WatchpointUnit", "WatchedBytes" },
        { "OsLockConformance.Implementation.Hardware.PrivilegeMatch", "Matches" },
        { "OsLockConformance.Implementation.Hardware.BreakpointControl", "LBN" },
        { "OsLockConformance.Implementation.Hardware.ProcessingElement", "IsIllegalExceptionReturn" },
    };

    [Theory]
    [MemberData(nameof(SampleMethods))]
    public void Terms_say_what_the_runtime_says(string method) => Compare(new SymbolicRun(typeof(SampleCode), method));

    [Theory]
    [MemberData(nameof(GateMethods))]
    public void Terms_of_a_gate_say_what_the_runtime_says(string type, string method) => Compare(new SymbolicRun(TypeOf(type), method));

    [Z3Theory]
    [MemberData(nameof(SampleMethods))]
    public void The_solver_reads_the_terms_as_they_are_meant(string method) => CompareWithSolver(new SymbolicRun(typeof(SampleCode), method));

    [Z3Theory]
    [MemberData(nameof(GateMethods))]
    public void The_solver_reads_the_terms_of_a_gate_as_they_are_meant(string type, string method) => CompareWithSolver(new SymbolicRun(TypeOf(type), method));

    [Theory]
    [MemberData(nameof(RefusedMethods))]
    public void What_the_executor_does_not_know_is_refused(string method) =>
        Assert.Throws<UnsupportedCodeException>(() => new SymbolicRun(typeof(SampleCode), method));

    [Fact]
    public void An_exception_for_some_inputs_is_reported_for_just_those()
    {
        var run = new SymbolicRun(typeof(SampleCode), nameof(SampleCode.ThrowsForSome));
        Assert.Null(run.Evaluate(new() { [run.Inputs[0]] = 1001 }));
        Assert.Equal([1001UL], run.Evaluate(new() { [run.Inputs[0]] = 1000 })!);
    }

    private static void Compare(SymbolicRun run)
    {
        var random = new SplittableRandom(1);
        for (var i = 0; i < Samples; i++)
        {
            var values = run.Draw(ref random);
            Assert.Equal(run.Invoke(values), run.Evaluate(values));
        }
    }

    /// <summary>For the inputs that the runtime got, the solver must not find another result.</summary>
    private static void CompareWithSolver(SymbolicRun run)
    {
        using var solver = new Z3Solver();
        solver.Tell(SmtLib.Define([.. run.Results, .. run.Inputs]));
        var random = new SplittableRandom(2);
        for (var i = 0; i < SamplesForTheSolver; i++)
        {
            var values = run.Draw(ref random);
            if (run.Invoke(values) is not { } expected)
                continue;
            var inputs = run.Inputs.Select(input => $"(= {SmtLib.NameOf(input)} {SmtLib.Literal(input.Width, values[input])})");
            var results = run.Results.Select((result, at) => $"(= {SmtLib.NameOf(result)} {SmtLib.Literal(result.Width, expected[at])})");
            solver.Tell($"(push)(assert (and true {string.Join(' ', inputs)}))");
            Assert.Equal(Satisfiability.Satisfiable, solver.Check());
            solver.Tell($"(assert (not (and {string.Join(' ', results)} true)))");
            Assert.Equal(Satisfiability.Unsatisfiable, solver.Check());
            solver.Tell("(pop)");
        }
    }

    private static Type TypeOf(string name) => Model.GetType(name) ?? Implementation.GetType(name)
        ?? throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"there is no type {name}"));
}
