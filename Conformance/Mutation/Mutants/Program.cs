using System.Diagnostics;
using System.Text.Json;
using OsLockConformance.Mutation.Mutants;

// Tries the mutants of an assembly in which Stryker has put them all. Usage: see below; mutate.sh does it.
if (args is ["--worker"])
{
    var answers = Console.Out;
    Console.SetOut(TextWriter.Null);
    return Worker.Run(Console.In, answers);
}
if (args.Length < 3)
{
    Console.Error.WriteLine("mutants: expected Stryker's mutation-report.json, the mutated assembly, the report to write, and globs of files unless all are wanted");
    return 2;
}
var folder = Directory.CreateTempSubdirectory("oslock-mutants-").FullName;
try
{
    var report = new StrykerReport(args[0], args[3..]);
    foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
        File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    File.Copy(args[1], Path.Combine(folder, Path.GetFileName(args[1])), overwrite: true);

    using var run = new MutantRun(folder);
    var started = Stopwatch.StartNew();
    var tried = 0;
    foreach (var (mutant, verdict) in run.Run(report.Mutants))
    {
        report.Set(mutant, verdict);
        if (++tried % 100 != 0)
            continue;
        // So that a run that is cut has something to show.
        report.Write(args[2]);
        Console.WriteLine($"{tried} of {report.Mutants.Count} mutants, {started.Elapsed.TotalMinutes:F1} minutes");
    }
    report.Write(args[2]);
    Console.WriteLine($"{tried} mutants in {started.Elapsed.TotalMinutes:F1} minutes, {run.Alone} in a process of their own");
    return 0;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or FormatException or InvalidOperationException)
{
    Console.Error.WriteLine($"mutants: {exception.Message}");
    return 2;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
