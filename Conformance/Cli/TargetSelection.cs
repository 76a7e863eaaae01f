using OsLockConformance.Harness.Exec;
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
    /// <param name="name">The name; for a child process its command.</param>
    /// <param name="qemu">Which QEMU.</param>
    /// <param name="patience">How long a child process may take for an answer; null for the default.</param>
    public static ITarget Create(string name, QemuOptions? qemu = null, TimeSpan? patience = null)
    {
        if (IsExec(name))
            return ExecTarget.Start(ExecOptionsOf(name, patience));
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

    /// <summary>Whether a child process is meant.</summary>
    public static bool IsExec(string name) => name.StartsWith(ExecTarget.Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name by which a target calls itself; for a child process its command, which is checked but not started.</summary>
    public static string NameOf(string name, QemuOptions qemu)
    {
        if (IsExec(name))
        {
            ExecOptionsOf(name, null);
            return name;
        }

        var target = Create(name, qemu);
        (target as IDisposable)?.Dispose();
        return target.Name;
    }

    /// <summary>The scenario on the PE that the target has, if it has only one.</summary>
    public static Scenario Fit(Scenario scenario, ITarget target) =>
        target is IFixedPe { Configuration: var only } ? scenario with { Configuration = only } : scenario;

    /// <summary>The target whose declared errata the target of a name has as well as its own, which a child process has to be asked for.</summary>
    public static IReadOnlyList<string> ErrataTargetsOf(string name, TimeSpan? patience)
    {
        if (!IsExec(name))
            return [name];
        using var target = ExecTarget.Start(ExecOptionsOf(name, patience));
        return target.ErrataOf is { } other ? [other] : [];
    }

    private static ExecOptions ExecOptionsOf(string name, TimeSpan? patience)
    {
        var command = name[ExecTarget.Prefix.Length..];
        try
        {
            var words = CommandWords.Split(command);
            return words is ["" or null, ..] or []
                ? throw new UsageException($"{ExecTarget.Prefix} expects a command, as in 'oslock check \"exec:python3 pe.py\"'")
                : Patient(new ExecOptions(words), patience);
        }
        catch (FormatException exception)
        {
            throw new UsageException($"the command '{command}' {exception.Message}");
        }
    }

    /// <summary>A patience that is longer than the usual one is for the hello too; a shorter one is not.</summary>
    private static ExecOptions Patient(ExecOptions options, TimeSpan? patience) => patience is not { } given
        ? options
        : options with { Patience = given, HelloPatience = given > options.HelloPatience ? given : options.HelloPatience };

    /// <summary>Whether the name means the target qemu.</summary>
    public static bool IsQemu(string name) =>
        name.Equals(QemuTarget.NewName, StringComparison.OrdinalIgnoreCase) || name.Equals(QemuTarget.OldName, StringComparison.OrdinalIgnoreCase);
}
