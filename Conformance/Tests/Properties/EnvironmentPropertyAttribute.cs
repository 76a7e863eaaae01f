using FsCheck.Xunit;

namespace OsLockConformance.Tests.Properties;

/// <summary>A property of the target that the environment names; skipped where it names none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EnvironmentPropertyAttribute : PropertyAttribute
{
    private const string Variable = "OSLOCK_TARGET";

    /// <summary>Skips the property if there is no target.</summary>
    public EnvironmentPropertyAttribute() => Skip = Target is null ? $"{Variable} names no target" : null;

    /// <summary>The name of the target; null for none.</summary>
    public static string? Target { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } name ? name : null;
}
