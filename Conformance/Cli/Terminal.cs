using Spectre.Console;

namespace OsLockConformance.Cli;

/// <summary>Where a command writes.</summary>
/// <param name="Output">Results.</param>
/// <param name="Error">Complaints and progress.</param>
/// <param name="IsRich">A person reads <paramref name="Output"/> on a screen: tables may have lines and colours.</param>
public sealed record Terminal(TextWriter Output, TextWriter Error, bool IsRich)
{
    /// <summary>The console of this process; plain text if it goes to a file or a pipe.</summary>
    public static Terminal OfProcess() => new(System.Console.Out, System.Console.Error, !System.Console.IsOutputRedirected);

    /// <summary><see cref="Output"/> for Spectre.Console.</summary>
    public IAnsiConsole Console { get; } = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Output),
        Ansi = IsRich ? AnsiSupport.Detect : AnsiSupport.No,
        Interactive = IsRich ? InteractionSupport.Detect : InteractionSupport.No,
    });

    /// <summary>Writes a line, in one piece however long it is, so that it can be copied.</summary>
    public void WriteLine(Tone tone, string text) => Output.WriteLine(Colour(tone) is { } colour && HasColours ? $"\e[{colour}m{text}\e[0m" : text);

    private bool HasColours => IsRich && Console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors;

    /// <summary>The parameter of SGR (ECMA-48) for a foreground colour.</summary>
    private static string? Colour(Tone tone) => tone switch
    {
        Tone.Good => "32",
        Tone.Bad => "31",
        Tone.Notice => "33",
        Tone.Faint => "90",
        _ => null,
    };
}
