using System.CommandLine;
using OsLockConformance.Harness.Checking;

namespace OsLockConformance.Cli;

/// <summary>The options that say how much is run, and from which seed.</summary>
internal sealed class BudgetSettings
{
    private readonly Option<string> _tests;
    private readonly Option<string> _time = new("--time") { Description = "time for each target instead: 500ms, 30s, 2m", HelpName = "TIME" };
    private readonly Option<string> _seed = new("--seed") { Description = "seed of the campaign (default: 1)", HelpName = "S" };

    private BudgetSettings(string defaultTests) =>
        _tests = new("--tests") { Description = $"scenarios for each target (default: {defaultTests})", HelpName = "N" };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="defaultTests">What the help says of the default.</param>
    public static BudgetSettings AddTo(Command command, string defaultTests)
    {
        var settings = new BudgetSettings(defaultTests);
        command.Options.Add(settings._tests);
        command.Options.Add(settings._time);
        command.Options.Add(settings._seed);
        return settings;
    }

    /// <summary>Whether neither a number of scenarios nor a time was given.</summary>
    public bool IsDefault(ParseResult result) => result.GetValue(_tests) is null && result.GetValue(_time) is null;

    /// <summary>The options with what the command line says.</summary>
    public CheckOptions Of(ParseResult result, CheckOptions options)
    {
        var (tests, time, seed) = (result.GetValue(_tests), result.GetValue(_time), result.GetValue(_seed));
        if (tests is not null && time is not null)
            throw new UsageException("--tests and --time exclude each other");
        if (tests is not null)
            options = options with { Scenarios = OptionValue.Count(tests) };
        if (time is not null)
            options = options with { Scenarios = null, Time = OptionValue.Time(time) };
        return seed is null ? options : options with { Seed = OptionValue.Seed(seed) };
    }
}
