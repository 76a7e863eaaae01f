using System.CommandLine;
using OsLockConformance.Harness.Traces;

namespace OsLockConformance.Cli;

/// <summary>What is wrong with a command line, in one line.</summary>
internal static class ParseComplaint
{
    private const string Help = "'oslock --help' shows how it is used";

    public static string Of(ParseResult result)
    {
        // Nothing was said at all, or only what belongs before a command.
        if (result.UnmatchedTokens.Count == 0 && result.CommandResult.Command.Subcommands is { Count: > 0 } commands)
            return $"expected a command, one of {string.Join(", ", commands.Select(static command => command.Name))}; {Help}";
        return result.UnmatchedTokens is [var word, ..] ? Of(result.CommandResult.Command, word) : $"{result.Errors[0].Message.TrimEnd('.')}; {Help}";
    }

    /// <summary>Complains about a word that is neither a command nor an option, with the nearest that is.</summary>
    public static string Of(Command command, string word)
    {
        var names = command.Subcommands.Select(static known => known.Name).Concat(command.Options.Select(static known => known.Name));
        var suggestion = NearestName.Of(word, names) is { } near ? $"did you mean {near}?" : Help;
        return $"'{word}' is not known here; {suggestion}";
    }
}
