using System.Reflection;
using OsLockConformance.Harness.Traces;

namespace OsLockConformance.Harness.Exports;

/// <summary>What a report says of the program that wrote it.</summary>
internal static class HarnessVersion
{
    /// <summary>Name and version, and the version of the trace format.</summary>
    public static string Text { get; } =
        $"OsLockConformance {typeof(HarnessVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion}, {TraceFormat.Header}";
}
