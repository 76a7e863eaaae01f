using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Qemu;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli;

/// <summary>Targets by the names that a user gives.</summary>
internal static class TargetSelection
{
    private const int MostSuggestions = 3;
    private const string Deferred = "hardware-deferred";

    /// <summary>The seven KVM profiles and the simulated hardware.</summary>
    public static string[] Simulated => [.. TargetCatalogue.Names.Where(static name => name != Deferred && TargetCatalogue.BaseProfileOf(name) is null)];

    /// <summary>Makes the target of a name. Both names of QEMU mean the QEMU that the options name; its version says which it is.</summary>
    public static ITarget Create(string name, QemuOptions? qemu = null)
    {
        if (IsQemu(name))
            return new QemuTarget(qemu);
        if (TargetCatalogue.TryCreate(name, out var target))
            return target;
        if (Commands.KvmCheck.IsMeantBy(name))
            throw new UsageException("kvm is a real kernel, which only 'oslock check kvm' runs; here give the simulated kernel of its version with --target");
        var near = NearestName.Several(name, [.. TargetCatalogue.Names, QemuTarget.NewName], MostSuggestions);
        throw new UsageException(near.Count == 0
            ? $"there is no target '{name}'; 'oslock targets' lists them"
            : $"there is no target '{name}'; did you mean {string.Join(" or ", near)}?");
    }

    /// <summary>The name by which a target calls itself.</summary>
    public static string NameOf(string name, QemuOptions qemu)
    {
        var target = Create(name, qemu);
        (target as IDisposable)?.Dispose();
        return target.Name;
    }

    /// <summary>The scenario on the PE that the target has, if it has only one.</summary>
    public static Scenario Fit(Scenario scenario, ITarget target) =>
        target is IFixedPe { Configuration: var only } ? scenario with { Configuration = only } : scenario;

    /// <summary>Whether the name means the target qemu.</summary>
    public static bool IsQemu(string name) =>
        name.Equals(QemuTarget.NewName, StringComparison.OrdinalIgnoreCase) || name.Equals(QemuTarget.OldName, StringComparison.OrdinalIgnoreCase);
}
