using OsLockConformance.Harness.Checking;
using System.CommandLine;
using System.Globalization;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Harness.Reports;
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
        var certification = CertificationSettings.New();
        var command = new Command("shrink", "Shrink a trace that diverges and write the shortest one found to standard output.") 
        {
            file, target, strict, accept,
        };
        certification.AddTo(command);
        var qemuSettings = QemuSettings.AddTo(command);
        var execSettings = ExecSettings.AddTo(command);
        command.SetAction(result => Shrink(terminal, qemuSettings.Of(result), execSettings.PatienceOf(result, result.GetValue(target)), result.GetRequiredValue(file), result.GetRequiredValue(target), Acceptance.Of(result.GetValue(strict), result.GetValue(accept)), certification.Of(result)));
        return command;
    }

    private static int Shrink(Terminal terminal, QemuOptions qemu, TimeSpan? patience, string file, string targetName, Acceptance acceptance, long certifyBudget)
    {
        var trace = TraceParser.ParseFile(file);
        using var end = new OrderlyEnd();
        var target = TargetSelection.Create(targetName, qemu, patience);
        using var disposable = target as IDisposable;
        var accepted = acceptance.For(target);
        Capability.Demand(target, trace, file);
        if (Run(TargetSelection.Fit(trace.Scenario, target), target, accepted, certifyBudget) is not { } shrunk)
        {
            terminal.Error.WriteLine($"{target.Name} conforms: there is nothing to shrink");
            return ExitCode.Conforms;
        }

        var rule = RuleRefinement.Of(shrunk.Signature, shrunk.Scenario);
        var expectation = new TraceExpectation(target.Name, TraceVerdict.Diverges, rule);
        terminal.Output.Write(TraceFormat.Write(
            new TraceDocument(shrunk.Scenario) { Expectations = [expectation] },
            [$"{target.Name} breaks {rule.Print()}: {shrunk.Signature}", .. shrunk.Minimality is { } minimality ? (string[])[$"{minimality}"] : []]));
        if (shrunk.Minimality is not null)
            WriteOthers(terminal, shrunk);
        terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{trace.Scenario.Actions.Length} actions shrunk to {shrunk.Scenario.Actions.Length} with {shrunk.Executions:N0} executions{(shrunk.BudgetExhausted ? ", the most that are allowed" : "")}{Search(shrunk)}"));
        return ExitCode.Diverges;
    }

    private static string Search(ShrinkResult shrunk) => shrunk switch
    {
        { Transitions: 0 } => "",
        { IsSimplest: true } => string.Create(CultureInfo.InvariantCulture, $", the simplest of its vocabulary after {shrunk.Transitions:N0} transitions of a search"),
        _ => string.Create(CultureInfo.InvariantCulture, $" and {shrunk.Transitions:N0} transitions of a search that did not finish"),
    };

    /// <summary>Other divergences of fewer steps that the search has met.</summary>
    private static void WriteOthers(Terminal terminal, ShrinkResult shrunk)
    {
        foreach (var (signature, scenario) in shrunk.Met.Where(met => ScenarioOrder.StepsOf(met.Scenario) < ScenarioOrder.StepsOf(shrunk.Scenario)))
        {
            terminal.Error.WriteLine($"on the way: {signature.Rule.Print()} {signature}");
            foreach (ref readonly var action in scenario.Actions.AsSpan())
                terminal.Error.WriteLine($"  {ActionText.Of(action)}");
        }
    }

    private static ShrinkResult? Run(Scenario scenario, ITarget target, ErratumId accepted, long certifyBudget)
    {
        try
        {
            var runner = new LockstepRunner(target, accepted);
            if (runner.Run(scenario.Configuration, scenario.Actions, out var divergence))
                return null;
            return certifyBudget == 0
                ? Shrinker.Shrink(runner, scenario, divergence)
                : CertifiedShrinker.Shrink(runner, scenario, divergence, searchBudget: certifyBudget);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new TargetFailedException(target, exception);
        }
    }
}
