using OsLockConformance.Cli;
using OsLockConformance.Cli.Commands;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Robustness;
using Xunit;

namespace OsLockConformance.Tests.Cli.Reports;

/// <summary>A check that ended in each way in which one can end, with the traces that belong to it.</summary>
internal static class CheckOutcomes
{
    /// <summary>What a target says of itself that no format may take as it is.</summary>
    public const string Hostile = "it says ']]>' \u0001 \uFFFF \uD800 # {\"a\": <b/>}\nand 'more'";

    /// <summary>Runs them.</summary>
    /// <param name="folder">Where the traces go.</param>
    public static IReadOnlyList<CheckOutcome> OfEveryKind(string folder)
    {
        var random = 1UL;
        CheckOutcome[] outcomes =
        [
            Of("hardware", Simulated("hardware"), new CheckOptions { Scenarios = 100, Coverage = true, CountRules = true }, folder),
            Of("oslock-v2", Simulated("oslock-v2"), new CheckOptions { Scenarios = 200, CertifyBudget = 1_000 }, folder),
            Of("linux-6.14", Simulated("linux-6.14"), new CheckOptions { Scenarios = 300, Strict = true }, folder) with { Strict = true },
            Of("crash", new BreakableTarget { FailsOver = static action => StartsWithBrk(action) ? TargetFailure.Crash : null }, Broken, folder),
            Of("hang", new BreakableTarget { FailsOver = static action => StartsWithBrk(action) ? TargetFailure.Hang : null }, Broken, folder),
            Of("flaky", new BreakableTarget { Corrupts = (action, _) => IsBrk(action) && (random = SplittableRandom.SeedOf(random, 1)) % 2 == 0 }, Broken, folder),
            Of("disturbed", new BreakableTarget { KilledAt = static execution => execution == 500 }, Broken, folder),
            Of("failed-on-the-way", new BreakableTarget { FailsOver = static action => StartsWithBrk(action) ? TargetFailure.Crash : null, MaximumStarts = 12 }, Broken, folder),
            new("exec:failed", 1, null, Hostile) { Machine = "a <machine>" },
        ];
        Assert.Equal(["conforms", "diverges", "diverges", "diverges", "diverges", "flaky", "conforms", "failed", "failed"], outcomes.Select(static outcome => outcome.Verdict));
        Assert.Contains(outcomes[3].Report!.Findings, static finding => finding.Signature.Kind == DivergenceKind.Crash);
        Assert.Contains(outcomes[4].Report!.Findings, static finding => finding.Signature.Kind == DivergenceKind.Hang);
        Assert.NotEmpty(outcomes[6].Report!.Disturbances);
        return outcomes;
    }

    /// <summary>What a check writes of them.</summary>
    public static string Text(IReadOnlyList<CheckOutcome> outcomes, OutputFormat format)
    {
        using var output = new StringWriter();
        CheckReports.Write(new Terminal(output, TextWriter.Null, IsRich: false), outcomes, format);
        return output.ToString();
    }

    private static CheckOptions Broken => new() { Scenarios = 2048, MaximumFailures = 10_000 };

    private static ITarget Simulated(string name) => TargetCatalogue.TryCreate(name, out var target) ? target : throw new ArgumentException(name);

    private static CheckOutcome Of(string name, ITarget target, CheckOptions options, string folder)
    {
        var report = new CheckRunner(target, options, new FindingFolder(folder, name)).Run();
        return new CheckOutcome(name, options.Seed, report with { Target = name }, null);
    }

    /// <summary>Rare enough that the check goes on after the failures.</summary>
    private static bool StartsWithBrk(ScenarioAction action) => action.Length > 0 && action.I0.Opcode == Opcode.BRK && action.Slot == 2;

    private static bool IsBrk(ScenarioAction action) => action.Length == 1 && action.I0.Opcode == Opcode.BRK;
}
