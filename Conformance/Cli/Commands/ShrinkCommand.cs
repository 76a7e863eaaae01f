using OsLockConformance.Harness.Checking;
using System.CommandLine;
using System.Globalization;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation.Qemu;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli.Commands;

/// <summary><c>oslock shrink FILE</c>: the shortest trace that shows what a trace shows, on standard output.</summary>
internal static class ShrinkCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "a trace that diverges" };
        var target = new Option<string>("--target") { Description = "where it diverges", HelpName = "TARGET", Required = true };
        var strict = Acceptance.StrictOption();
        var accept = Acceptance.AcceptOption();
        var command = new Command("shrink", "Shrink a trace that diverges and write the shortest one found to standard output.") 
        {
            file, target, strict, accept,
        };
        var qemuSettings = QemuSettings.AddTo(command);
        var execSettings = ExecSettings.AddTo(command);
        command.SetAction(result => Shrink(terminal, qemuSettings.Of(result), execSettings.PatienceOf(result, result.GetValue(target)), result.GetRequiredValue(file), result.GetRequiredValue(target), Acceptance.Of(result.GetValue(strict), result.GetValue(accept))));
        return command;
    }

    private static int Shrink(Terminal terminal, QemuOptions qemu, TimeSpan? patience, string file, string targetName, Acceptance acceptance)
    {
        var trace = TraceParser.ParseFile(file);
        using var end = new OrderlyEnd();
        var target = TargetSelection.Create(targetName, qemu, patience);
        using var disposable = target as IDisposable;
        var accepted = acceptance.For(target);
        Capability.Demand(target, trace, file);
        if (Run(TargetSelection.Fit(trace.Scenario, target), target, accepted) is not { } shrunk)
        {
            terminal.Error.WriteLine($"{target.Name} conforms: there is nothing to shrink");
            return ExitCode.Conforms;
        }

        var rule = RuleRefinement.Of(shrunk.Signature, shrunk.Scenario);
        var expectation = new TraceExpectation(target.Name, TraceVerdict.Diverges, rule);
        terminal.Output.Write(TraceFormat.Write(
            new TraceDocument(shrunk.Scenario) { Expectations = [expectation] },
            [$"{target.Name} breaks {rule.Print()}: {shrunk.Signature}"]));
        terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{trace.Scenario.Actions.Length} actions shrunk to {shrunk.Scenario.Actions.Length} with {shrunk.Executions:N0} executions{(shrunk.BudgetExhausted ? ", the most that are allowed" : "")}"));
        return ExitCode.Diverges;
    }

    private static ShrinkResult? Run(Scenario scenario, ITarget target, ErratumId accepted)
    {
        try
        {
            var runner = new LockstepRunner(target, accepted);
            return runner.Run(scenario.Configuration, scenario.Actions, out _) ? null : Shrinker.Shrink(runner, scenario);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new TargetFailedException(target, exception);
        }
    }
}
