using System.CommandLine;
using OsLockConformance.Implementation.Kernels;

namespace OsLockConformance.Cli.Commands;

/// <summary><c>oslock kernels</c>: the kernels of Debian that the target <c>kvm</c> can be.</summary>
internal static class KernelsCommand
{
    public static Command Create(Terminal terminal) => new("kernels", "List, fetch or prepare the kernels that 'oslock check kvm --kernel VERSION' boots.")
    {
        CreateList(terminal),
        CreateFetch(terminal),
        CreatePrepare(terminal),
    };

    private static Command CreateList(Terminal terminal)
    {
        var command = new Command("list", "List the kernels that can be fetched, and which are there.");
        command.SetAction(_ =>
        {
            var cache = new KernelCache();
            var there = cache.List().ToDictionary(static entry => entry.Release, static entry => entry.Package);
            PlainTable.Write(terminal, ["kernel", "its errata", "package"],
                [.. KernelRelease.All.Select(release => (string[])[release.Version, release.Profile, there.GetValueOrDefault(release) ?? $"not here; 'oslock kernels fetch {release.Version}' brings it"])]);
            return ExitCode.Conforms;
        });
        return command;
    }

    private static Command CreateFetch(Terminal terminal)
    {
        var versions = new Argument<string[]>("VERSION") { Arity = ArgumentArity.ZeroOrMore, Description = "which (default: all that are not there)" };
        var command = new Command("fetch", "Fetch kernels with Debian's tools into the cache folder, and QEMU 10 with the first; nothing is installed.") { versions };
        command.SetAction(result =>
        {
            var cache = new KernelCache();
            var given = result.GetValue(versions) ?? [];
            var releases = given.Length > 0 ? [.. given.Select(Find).Distinct()] : KernelRelease.All.Except(cache.List().Select(static entry => entry.Release)).ToArray();
            using var interruption = new Interruption();
            Fetch(terminal, cache, releases, interruption.Token);
            if (releases.Length == 0)
                terminal.WriteLine(Tone.Plain, "all are there; 'oslock kernels fetch VERSION' fetches one anew");
            return ExitCode.Conforms;
        });
        return command;
    }

    private static Command CreatePrepare(Terminal terminal)
    {
        var versions = new Argument<string[]>("VERSION") { Arity = ArgumentArity.OneOrMore, Description = "which" };
        var command = new Command("prepare", "Fetch kernels that are not there, and publish Conformance/Init: after it, 'oslock check kvm' needs no network and no toolchain.") { versions };
        command.SetAction(result =>
        {
            var cache = new KernelCache();
            var wanted = result.GetRequiredValue(versions).Select(Find).Distinct().ToList();
            using var interruption = new Interruption();
            Fetch(terminal, cache, [.. wanted.Except(cache.List().Select(static entry => entry.Release))], interruption.Token);
            terminal.WriteLine(Tone.Plain, $"process 1: {KernelMachine.FindInit(terminal, interruption.Token)}");
            return ExitCode.Conforms;
        });
        return command;
    }

    private static void Fetch(Terminal terminal, KernelCache cache, KernelRelease[] releases, CancellationToken cancellation)
    {
        if (!File.Exists(cache.Qemu))
        {
            terminal.Error.WriteLine("fetching QEMU 10");
            KernelFetch.FetchQemu(cache, cancellation);
        }
        foreach (var release in releases)
        {
            terminal.Error.WriteLine($"fetching kernel {release.Version}");
            terminal.WriteLine(Tone.Plain, $"{release.Version} {KernelFetch.Fetch(cache, release, cancellation)}");
        }
    }

    private static KernelRelease Find(string version) => KernelRelease.Find(version)
        ?? throw new UsageException($"there is no kernel '{version}' to fetch; expected one of {string.Join(", ", KernelRelease.All.Select(static release => release.Version))}");
}
