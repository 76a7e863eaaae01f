using OsLockConformance.Evaluation.Results;
using Spectre.Console;

namespace OsLockConformance.Cli.Evaluations;

/// <summary>A bar on a screen while trials run; nothing elsewhere.</summary>
internal static class EvaluationProgress
{
    /// <summary>Runs <paramref name="work"/>, which gets what to call with the number of trials done and of all.</summary>
    public static EvaluationReport Around(Terminal terminal, Func<Action<int, int>?, EvaluationReport> work)
    {
        if (!terminal.IsRich)
            return work(null);
        EvaluationReport? report = null;
        terminal.Console.Progress().AutoClear(true).Start(context =>
        {
            var bar = context.AddTask("measuring rates");
            report = work((done, all) =>
            {
                bar.MaxValue = all;
                bar.Value = done;
                bar.Description = $"{done} of {all} trials";
            });
        });
        return report!;
    }
}
