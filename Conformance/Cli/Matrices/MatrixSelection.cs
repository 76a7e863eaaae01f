using OsLockConformance.Cli.Commands;
using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Kernels;
using OsLockConformance.Implementation.Qemu;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli.Matrices;

/// <summary>
/// Which columns a matrix has:
/// 1. targets that are named, and each kernel that is named on each CPU;
/// 2. kernels alone: before them the profile of each, since the comparison of the two is the point;
/// 3. nothing named: the simulated targets, QEMU if it is there, and all kernels that have been fetched;
/// 4. everything: the same, with what is not there too.
/// </summary>
internal sealed record MatrixSelection(string[] Targets, bool All, string[] Kernels, string[] Cpus, string? Qemu, string? Init)
{
    private const string QemuSummary = "QEMU's Arm emulator, bare metal";

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<MatrixTarget> Columns()
    {
        if (All && Targets.Length > 0)
            throw new UsageException("name targets or say --all, not both");
        var cache = new KernelCache();
        string[] kernels = [.. KernelsOf(cache).Distinct()];
        if (kernels.Length == 0 && (Cpus.Length > 0 || Init is not null))
            throw new UsageException("--cpu and --init belong to real kernels: 'oslock matrix --kernel 6.1'");
        MatrixTarget[] columns =
        [
            .. SimulatedOf(kernels),
            .. QemuOf(cache),
            .. Targets.Where(static name => KvmCheck.IsMeantBy(name)).Take(kernels.Length == 0 ? 1 : 0).Select(_ => OwnKernel()),
            .. kernels.SelectMany(kernel => CpusOfKernels.Select(cpu => OfKernel(kernel, cpu))),
        ];
        return [.. columns.DistinctBy(static column => column.Column)];
    }

    private bool HasNames => Targets.Length > 0 || Kernels.Length > 0;

    private string[] CpusOfKernels => Cpus.Length > 0 ? Cpus : [KernelMachine.NvheCpu, KernelMachine.VheCpu];

    private IEnumerable<string> KernelsOf(KernelCache cache)
    {
        if (All)
            return KernelRelease.All.Select(static release => release.Version).Concat(Kernels);
        return HasNames ? Kernels : cache.List().Select(static entry => entry.Release.Version);
    }

    private IEnumerable<MatrixTarget> SimulatedOf(string[] kernels)
    {
        IEnumerable<string> names = Targets.Where(static name => !KvmCheck.IsMeantBy(name) && !TargetSelection.IsQemu(name)).Select(static name => TargetSelection.NameOf(name, new QemuOptions()));
        if (Targets.Length == 0 && Kernels.Length > 0 && !All)
            names = kernels.Select(static kernel => KernelRelease.Find(kernel)?.Profile).OfType<string>();
        else if (Targets.Length == 0)
            names = TargetSelection.Simulated;
        return names.Select(static name => new MatrixTarget(name, name) { Description = TargetCatalogue.Describe(name) });
    }

    private IEnumerable<MatrixTarget> QemuOf(KernelCache cache)
    {
        var isNamed = All || Targets.Any(TargetSelection.IsQemu);
        if (!isNamed && HasNames)
            yield break;
        if (OfQemu(Qemu is null ? new QemuOptions() : new QemuOptions { Path = Qemu }) is var column && (isNamed || Qemu is not null || column.Error is null))
            yield return column;
        // The newer one, where it has been fetched for the kernels, beside an installed one of Debian 12.
        if (Targets.Length == 0 && Qemu is null && File.Exists(cache.Qemu))
            yield return OfQemu(new QemuOptions { Path = cache.Qemu });
    }

    private static MatrixTarget OfQemu(QemuOptions options)
    {
        try
        {
            var name = TargetSelection.NameOf(QemuTarget.NewName, options);
            return new MatrixTarget(name, name) { Qemu = options, Description = $"{QemuSummary}, {options.Cpu}" };
        }
        catch (TargetException exception)
        {
            return new MatrixTarget(QemuTarget.NewName, QemuTarget.NewName) { Qemu = options, Description = QemuSummary, Error = exception.Message.ReplaceLineEndings(" ") };
        }
    }

    private MatrixTarget OwnKernel()
    {
        var choice = new KernelChoice(null, Init, Qemu, null);
        KvmCheck.Demand(choice);
        return new MatrixTarget(KvmCheck.Name, KvmCheck.Name) { Kernel = choice };
    }

    private MatrixTarget OfKernel(string kernel, string cpu) => new($"{KvmCheck.Name}-{kernel}-{cpu}", KvmCheck.Name)
    {
        Kernel = new KernelChoice(kernel, Init, Qemu, cpu),
        Profile = KernelRelease.Find(kernel)?.Profile,
        Error = ErrorOf(kernel),
    };

    private static string? ErrorOf(string kernel)
    {
        try
        {
            KernelImage.Find(new KernelCache(), kernel);
            return null;
        }
        catch (EmulatedKernelException exception)
        {
            return exception.Message.ReplaceLineEndings(" ");
        }
    }
}
