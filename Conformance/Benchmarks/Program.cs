using BenchmarkDotNet.Running;
using OsLockConformance.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(ShortRun).Assembly).Run(args, new ShortRun());
