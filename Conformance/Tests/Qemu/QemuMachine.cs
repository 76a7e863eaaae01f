using OsLockConformance.Implementation.Qemu;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Qemu;

/// <summary>A test that needs QEMU; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class QemuFactAttribute : FactAttribute
{
    public QemuFactAttribute() => Skip = QemuMachine.Missing;
}

/// <summary>As <see cref="QemuFactAttribute"/> with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class QemuTheoryAttribute : TheoryAttribute
{
    public QemuTheoryAttribute() => Skip = QemuMachine.Missing;
}

/// <summary>The QEMU of this machine.</summary>
internal static class QemuMachine
{
    /// <summary>Why there is none; null if there is one.</summary>
    public static string? Missing { get; } = Reason();

    private static string? Reason()
    {
        try
        {
            using var target = new QemuTarget();
            return null;
        }
        catch (TargetException exception)
        {
            return $"QEMU's Arm emulator can't run here: {exception.Message}";
        }
    }
}
