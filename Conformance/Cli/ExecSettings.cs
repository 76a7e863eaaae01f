using System.CommandLine;
using OsLockConformance.Harness.Exec;

namespace OsLockConformance.Cli;

/// <summary>The option of the targets <c>exec:COMMAND</c>.</summary>
internal sealed class ExecSettings
{
    private const string PatienceName = "--patience";

    private readonly Option<string> _patience = new(PatienceName)
    {
        Description = $"how long a target exec:COMMAND may take for an answer (default: {ExecOptions.DefaultPatience.TotalSeconds:0}s)",
        HelpName = "TIME",
    };

    /// <summary>Adds the option to a command.</summary>
    public static ExecSettings AddTo(Command command)
    {
        var settings = new ExecSettings();
        command.Options.Add(settings._patience);
        return settings;
    }

    /// <summary>What the command line says; null if it says nothing.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="targets">The targets that it names.</param>
    public TimeSpan? PatienceOf(ParseResult result, params IEnumerable<string?> targets)
    {
        if (result.GetValue(_patience) is not { } text)
            return null;
        return targets.Any(static name => name is not null && TargetSelection.IsExec(name))
            ? OptionValue.Time(text, PatienceName)
            : throw new UsageException($"{PatienceName} belongs to targets exec:COMMAND");
    }
}
