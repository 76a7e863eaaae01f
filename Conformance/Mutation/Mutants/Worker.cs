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

    /// <summary>Stands before the name of a test that did not end until the mutant was turned off.</summary>
    public const string Endless = "?";

    /// <summary>
    /// Seconds of processor time that an answer may take before the mutant is turned off, which ends most loops that have no end with it. All tests take two in a
    /// new process and one later on, so that this is a verdict of the mutant's and not of the machine's.
    /// </summary>
    public const int Limit = 4;

    /// <summary>Stands before the name of a test that failed without the mutant as well: it has left something behind in this process.</summary>
    public const string StillFails = "!";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

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
        var isEndless = false;
        var end = Environment.CpuUsage.TotalTime + TimeSpan.FromSeconds(Limit);
        control.TurnOn(mutant);
        (TestCase Test, int Row)? failure = null;
        using (new Timer(_ => isEndless |= TurnOffAfter(end, control), null, Poll, Poll))
        {
            foreach (var test in tests)
            {
                if (Passes(test, out var row) && !Volatile.Read(ref isEndless))
                    continue;
                failure = (test, row);
                break;
            }
        }
        control.TurnOn(MutantSwitch.None);
        if (failure is not { } failed)
            return "";
        return (Passes(() => failed.Test.Run(failed.Row)) ? "" : StillFails) + (Volatile.Read(ref isEndless) ? Endless : "") + failed.Test.Name;
    }

    private static bool TurnOffAfter(TimeSpan end, MutantSwitch control)
    {
        if (Environment.CpuUsage.TotalTime < end)
            return false;
        control.TurnOn(MutantSwitch.None);
        return true;
    }

    private static bool Passes(TestCase test, out int row)
    {
        var at = 0;
        var passes = Passes(() => test.Run(out at));
        row = at;
        return passes;
    }

    private static bool Passes(Action test)
    {
        try
        {
            test();
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
