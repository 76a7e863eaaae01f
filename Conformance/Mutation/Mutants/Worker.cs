using System.Globalization;
using System.Reflection;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Mutation.Mutants;

/// <summary>
/// A process that runs the tests with one mutant after the other. A line of its input is the number of a mutant, or -1 for none, and is answered with the
/// name of the first test that failed, or an empty line; the line "static" is answered with the mutants in static initializers.
/// </summary>
internal static class Worker
{
    /// <summary>What asks for the mutants in static initializers.</summary>
    public const string Static = "static";

    /// <summary>Stands before the name of a test that failed without the mutant as well: it has left something behind in this process.</summary>
    public const char StillFails = '!';

    private static readonly Assembly[] Assemblies =
        [typeof(RuleId).Assembly, typeof(TargetCatalogue).Assembly, typeof(LockstepRunner).Assembly, typeof(AgreementTests).Assembly];

    /// <summary>Answers until the input ends.</summary>
    public static int Run(TextReader input, TextWriter output)
    {
        var control = MutantSwitch.Of(Assemblies);
        var tests = TestCase.AllOf(typeof(AgreementTests).Assembly);
        while (input.ReadLine() is { } line)
        {
            output.WriteLine(line == Static ? string.Join(' ', control.InStaticInitializers(Assemblies))
                : FirstFailure(tests, control, int.Parse(line, CultureInfo.InvariantCulture)));
            output.Flush();
        }
        return 0;
    }

    private static string FirstFailure(IEnumerable<TestCase> tests, MutantSwitch control, int mutant)
    {
        control.TurnOn(mutant);
        var failed = tests.FirstOrDefault(static test => !Passes(test));
        control.TurnOn(MutantSwitch.None);
        return failed is null ? "" : Passes(failed) ? failed.Name : StillFails + failed.Name;
    }

    private static bool Passes(TestCase test)
    {
        try
        {
            test.Run();
            return true;
        }
#pragma warning disable CA1031 // A mutant may throw anything, and whatever it is, a test has noticed.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
