using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using Perfolizer.Horology;

namespace OsLockConformance.Benchmarks;

/// <summary>What is measured by default: a short job of a few seconds a benchmark, with times, rates and allocations.</summary>
public sealed class ShortRun : ManualConfig
{
    /// <summary>Puts it together.</summary>
    public ShortRun()
    {
        AddJob(Job.Default.WithWarmupCount(12).WithIterationCount(5).WithIterationTime(TimeInterval.FromMilliseconds(250)));
        AddColumnProvider(DefaultColumnProviders.Descriptor, DefaultColumnProviders.Params, DefaultColumnProviders.Statistics, DefaultColumnProviders.Metrics);
        AddColumn(new RateColumn());
        HideColumns(Column.Error, Column.Median, Column.Gen0, Column.Gen1, Column.Gen2);
        AddDiagnoser(MemoryDiagnoser.Default);
        AddExporter(MarkdownExporter.GitHub);
        AddLogger(ConsoleLogger.Default);
        WithOptions(ConfigOptions.JoinSummary | ConfigOptions.DisableLogFile);
        // A machine that is busy with other things builds slowly.
        WithBuildTimeout(TimeSpan.FromMinutes(10));
    }
}
