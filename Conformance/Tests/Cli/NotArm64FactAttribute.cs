using System.Runtime.InteropServices;
using Xunit;

namespace OsLockConformance.Tests.Cli;

/// <summary>A fact of machines that have no KVM for arm64.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NotArm64FactAttribute : FactAttribute
{
    public NotArm64FactAttribute() =>
        Skip = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "this machine may have KVM for arm64" : null;
}
