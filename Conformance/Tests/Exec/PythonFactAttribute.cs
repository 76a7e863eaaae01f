using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace OsLockConformance.Tests.Exec;

/// <summary>A test that needs Python 3; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute() => Skip = Python.Missing;
}

/// <summary>As <see cref="PythonFactAttribute"/> with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonTheoryAttribute : TheoryAttribute
{
    public PythonTheoryAttribute() => Skip = Python.Missing;
}

/// <summary>The Python of this machine.</summary>
internal static class Python
{
    /// <summary>Why there is none; null if there is one.</summary>
    public static string? Missing { get; } = Reason();

    private static string? Reason()
    {
        try
        {
            using var python = Process.Start("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 6))"]);
            python.WaitForExit();
            return python.ExitCode == 0 ? null : "python3 is older than 3.6";
        }
        catch (Win32Exception)
        {
            return "python3 can't be started here";
        }
    }
}
