using OsLockConformance.Harness.Exec;
using OsLockConformance.Tests.Traces;

namespace OsLockConformance.Tests.Exec;

/// <summary>Child processes for the tests.</summary>
internal static class Child
{
    /// <summary>What a child of the shell says before it does what a test is about.</summary>
    public const string Hello = "echo oslock-exec 1; echo name shell; echo pe any; echo ready; ";

    /// <summary>The folder of the protocol and its example.</summary>
    public static string Folder { get; } = Path.GetFullPath(CorpusFiles.PathOf("../Exec"));

    /// <summary>The command of the example in Python.</summary>
    public static string Example(string options = "") => $"python3 '{Folder}/example/processing_element.py' {options}";

    /// <summary>Starts a command.</summary>
    public static ExecTarget Start(string command, double patience = 10) =>
        ExecTarget.Start(new ExecOptions(CommandWords.Split(command)) { Patience = TimeSpan.FromSeconds(patience) });

    /// <summary>Starts a script of the shell after its hello.</summary>
    public static ExecTarget Shell(string script, double patience = 10) =>
        ExecTarget.Start(new ExecOptions(["sh", "-c", Hello + script]) { Patience = TimeSpan.FromSeconds(patience) });

    /// <summary>Whether a process has ended within some seconds. One that waits for its parent to ask how it ended, has ended.</summary>
    public static bool HasEnded(int id)
    {
        for (var i = 0; i < 100; i++)
        {
            if (!IsRunning(id))
                return true;
            Thread.Sleep(50);
        }

        return false;
    }

    private static bool IsRunning(int id)
    {
        try
        {
            // The state is the first letter behind the name, which is in parentheses.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
