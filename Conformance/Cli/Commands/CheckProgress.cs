using System.Diagnostics;
using OsLockConformance.Harness.Checking;
using Spectre.Console;

namespace OsLockConformance.Cli.Commands;

/// <summary>Bars on a screen, one for each target, while checks run; nothing elsewhere.</summary>
internal static class CheckProgress
{
    private const double Full = 100;

    /// <summary>Runs <paramref name="work"/>, which gets a reporter for each target by its place.</summary>
    public static void Around(Terminal terminal, IReadOnlyList<string> targets, CheckOptions options, Action<Func<int, Action<long, int>?>> work)
    {
        if (!terminal.IsRich)
        {
            work(static _ => null);
            return;
        }

        terminal.Console.Progress().AutoClear(true).Start(context =>
        {
            var bars = targets.Select(target => context.AddTask(Markup.Escape(target), autoStart: false, maxValue: Full)).ToArray();
            work(place => Reporter(bars[place], targets[place], options));
        });
    }

    private static Action<long, int> Reporter(ProgressTask bar, string target, CheckOptions options)
    {
        bar.StartTask();
        var watch = Stopwatch.StartNew();
        return (scenarios, findings) =>
        {
            bar.Value = Full * (options.Time is { } time ? watch.Elapsed / time : scenarios / (double)(options.Scenarios ?? long.MaxValue));
            bar.Description = findings == 0 ? Markup.Escape(target) : $"{Markup.Escape(target)} [red]{findings} found[/]";
        };
    }
}
