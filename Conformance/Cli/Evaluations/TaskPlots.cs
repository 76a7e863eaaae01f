using System.Globalization;
using System.Xml.Linq;
using OsLockConformance.Evaluation.Results;

namespace OsLockConformance.Cli.Evaluations;

/// <summary>
/// The plots of an evaluation, as SVG that stretches to any width: bars and marks only, all text is beside them. A plot of a task has a lane
/// for each approach, in their order.
/// </summary>
internal static class TaskPlots
{
    /// <summary>The right end of the search plots.</summary>
    public const string MostActionsText = "10 million";

    /// <summary>The right end of the plots of shrunk scenarios.</summary>
    public const string MostStepsText = "100";

    private const int Width = 100;
    private const int Lane = 4;
    private const double Mark = 1.2;
    private const int ActionDecades = 7;
    private const int StepDecades = 2;

    /// <summary>How many tasks are in each bucket.</summary>
    public static XElement Stack(int[] counts)
    {
        var plot = Plot(Math.Max(1, counts.Sum()), 1, string.Join(", ", counts));
        var left = 0;
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            if (counts[bucket] > 0)
                plot.Add(Rectangle($"bucket{bucket}", left, 0, counts[bucket], 1));
            left += counts[bucket];
        }
        return plot;
    }

    /// <summary>A share of the whole width.</summary>
    public static XElement Bar(double share)
    {
        var plot = Plot(1, 1, string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %"));
        plot.Add(Rectangle("approach0", 0, 0, share, 1));
        return plot;
    }

    /// <summary>Actions until the first failure.</summary>
    public static XElement Search(IReadOnlyList<TaskResult> row)
    {
        var plot = Lanes(row, ActionDecades, "actions until the first failure");
        for (var lane = 0; lane < row.Count; lane++)
        {
            if (Sample.Median(row[lane].Actions) is { } median)
                Add(plot, lane, ActionDecades, median, Sample.Percentile(row[lane].Actions, 90) ?? median, median);
        }
        return plot;
    }

    /// <summary>Steps of the shrunk scenarios, from the mean of their references on.</summary>
    public static XElement Shrunk(IReadOnlyList<TaskResult> row)
    {
        var plot = Lanes(row, StepDecades, "steps of the shrunk scenarios");
        for (var lane = 0; lane < row.Count; lane++)
        {
            if (Sample.Mean(row[lane].Steps) is { } mean)
                Add(plot, lane, StepDecades, row[lane].References[0], mean, mean);
        }
        return plot;
    }

    private static XElement Lanes(IReadOnlyList<TaskResult> row, int decades, string label)
    {
        var plot = Plot(Width, Lane * row.Count, label);
        for (var decade = 1; decade < decades; decade++)
            plot.Add(Rectangle("grid", (double)Width * decade / decades, 0, 0.2, Lane * row.Count));
        return plot;
    }

    /// <summary>A line from one value to another and a mark at a third.</summary>
    private static void Add(XElement plot, int lane, int decades, double from, double to, double mark)
    {
        var (left, right, at) = (At(from, decades), At(to, decades), At(mark, decades));
        plot.Add(Rectangle($"approach{lane}", left, (Lane * lane) + 1.5, Math.Max(0.2, right - left), 1));
        plot.Add(Rectangle($"approach{lane}", Math.Min(Width - Mark, at), (Lane * lane) + 0.5, Mark, 3));
    }

    private static double At(double value, int decades) => Math.Clamp(Width * Math.Log10(Math.Max(1, value)) / decades, 0, Width);

    private static XElement Plot(double width, double height, string label) => new("svg",
        new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width:0.###} {height:0.###}")),
        new XAttribute("preserveAspectRatio", "none"), new XAttribute("role", "img"), new XAttribute("aria-label", label));

    private static XElement Rectangle(string name, double x, double y, double width, double height) => new("rect",
        new XAttribute("class", name), Of("x", x), Of("y", y), Of("width", width), Of("height", height), "");

    private static XAttribute Of(string name, double value) => new(name, value.ToString("0.###", CultureInfo.InvariantCulture));
}
