using System.Collections.Concurrent;
using System.Globalization;
using OsLockConformance.Cli.Commands;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Matrices;
using OsLockConformance.Implementation.Kernels;

namespace OsLockConformance.Cli.Matrices;

/// <summary>Checks the columns of a matrix, as many at a time as there are cores.</summary>
/// <param name="terminal">Where to say what goes on.</param>
/// <param name="targets">The columns.</param>
/// <param name="options">How each is checked.</param>
/// <param name="traces">The folder for the traces of findings.</param>
internal sealed class MatrixRun(Terminal terminal, IReadOnlyList<MatrixTarget> targets, CheckOptions options, string traces)
{
    /// <summary>The option that names the folder for traces.</summary>
    public const string TracesOption = "--traces";

    /// <summary>A real kernel executes a few hundred scenarios a second: 'oslock check kvm' shrinks thoroughly.</summary>
    private const int KernelShrinkBudget = 500;

    private const string NotBegun = "interrupted before it began";

    private readonly MatrixColumn[] _columns = new MatrixColumn[targets.Count];
    private readonly Lock _line = new();

    /// <summary>Why traces of findings are missing, in one line; null if none is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Runs all of them; after a cancellation, reports what was done until then.</summary>
    public IReadOnlyList<MatrixColumn> Run(CancellationToken cancellation)
    {
        var ready = WithInit(cancellation);
        // The folder is asked for before any time is spent.
        FindingFolder[] folders = [.. ready.Select(target => new FindingFolder(traces, target.Kernel is null ? null : target.Column, TracesOption))];
        CheckProgress.Around(terminal, [.. ready.Select(static target => target.Column)], options, reporterOf => Parallel.ForEach(
            Partitioner.Create(QuickFirst(ready), EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            place => _columns[place] = RunOne(ready[place], folders[place], reporterOf(place) ?? Quiet, cancellation)));
        Problem = folders.Select(static folder => folder.Problem).FirstOrDefault(static problem => problem is not null);
        return _columns;
    }

    private static void Quiet(long scenarios, int findings)
    {
        // Without a screen each target has a line when it is done.
    }

    /// <summary>Real kernels take the longest, and an interruption shall lose as little as it can.</summary>
    private static IEnumerable<int> QuickFirst(MatrixTarget[] targets) =>
        Enumerable.Range(0, targets.Length).OrderBy(place => targets[place].Kernel is not null);

    /// <summary>Process 1 of the real kernels is published once, before they start side by side.</summary>
    private MatrixTarget[] WithInit(CancellationToken cancellation)
    {
        if (!targets.Any(NeedsInit))
            return [.. targets];
        try
        {
            var init = KernelMachine.FindInit(terminal, cancellation);
            return [.. targets.Select(target => NeedsInit(target) ? target with { Kernel = target.Kernel! with { Init = init } } : target)];
        }
        catch (Exception exception) when (exception is EmulatedKernelException or OperationCanceledException)
        {
            return [.. targets.Select(target => NeedsInit(target) ? target with { Error = exception.Message.ReplaceLineEndings(" ") } : target)];
        }
    }

    private static bool NeedsInit(MatrixTarget target) => target is { Error: null, Kernel: { Kernel: not null, Init: null } };

    private MatrixColumn RunOne(MatrixTarget target, FindingFolder folder, Action<long, int> progress, CancellationToken cancellation)
    {
        if ((target.Error ?? (cancellation.IsCancellationRequested ? NotBegun : null)) is { } error)
            return Say(new MatrixColumn(target.Column, null, error) { Description = target.Description, Profile = target.Profile });
        var own = target.Kernel is null ? options : options with { ThoroughlyShrunk = 0, LaterShrinkBudget = KernelShrinkBudget };
        var outcome = TargetCheck.Run(terminal, target.Target, target.Qemu, target.Kernel ?? new KernelChoice(null, null, null, null), patience: null, own, folder, workers: 1, progress, cancellation);
        return Say(new MatrixColumn(target.Column, outcome.Report, outcome.Error)
        {
            Description = outcome.Machine ?? target.Description,
            Profile = target.Kernel is null ? null : outcome.Simulated ?? target.Profile,
        });
    }

    private MatrixColumn Say(MatrixColumn column)
    {
        lock (_line)
        {
            terminal.Error.WriteLine(column.Report is { } report
                ? string.Create(CultureInfo.InvariantCulture, $"{column.Name}: {report.Scenarios:N0} scenarios, {report.Replayed.Count} traces, {report.Findings.Count} found, {report.Elapsed.TotalSeconds:F1} s{MatrixWords.EndOf(report)}")
                : $"{column.Name} could not run: {column.Error}");
        }
        return column;
    }
}
