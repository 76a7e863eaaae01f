using OsLockConformance.Cli;

namespace OsLockConformance.Tests.Cli;

/// <summary>A run of the command line in this process, with what it wrote.</summary>
internal static class CommandLineRun
{
    public static (int ExitCode, string Output, string Error) Of(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = CommandLine.Run(arguments, new Terminal(output, error, IsRich: false));
        return (exitCode, output.ToString(), error.ToString());
    }
}
