using System.Globalization;
using OsLockConformance.Harness.Twins;
using OsLockConformance.Model.Errata;

namespace OsLockConformance.Cli.Commands;

/// <summary>What a twin showed, for people.</summary>
internal static class TwinText
{
    public static void Write(Terminal terminal, TwinReport twin)
    {
        terminal.WriteLine(twin.Differences.Any(static seen => seen.Difference.Kind == DifferenceKind.TwinDiverges) ? Tone.Bad : Tone.Plain, string.Create(CultureInfo.InvariantCulture,
            $"  twin {twin.Name}: {twin.Actions:N0} actions side by side in {twin.Scenarios:N0} scenarios, of which {twin.Parted:N0} parted"));
        foreach (var seen in twin.Differences.OrderBy(static seen => seen.Difference.Kind).ThenByDescending(static seen => seen.Count))
            Write(terminal, seen);
    }

    private static void Write(Terminal terminal, DifferenceSeen seen)
    {
        var difference = seen.Difference;
        var isExplained = difference.Kind is DifferenceKind.Below;
        terminal.WriteLine(isExplained ? Tone.Faint : Tone.Notice, string.Create(CultureInfo.InvariantCulture, $"    {KindOf(difference)}: {difference.Subject}, {(seen.Count == 1 ? "once" : $"{seen.Count:N0} times")}"));
        // What needs no explanation needs no example.
        if (isExplained)
            return;
        terminal.WriteLine(Tone.Faint, string.Create(CultureInfo.InvariantCulture, $"      scenario {seen.Scenario}"));
        foreach (var action in seen.Actions)
            terminal.WriteLine(Tone.Plain, $"        {action}");
        terminal.WriteLine(Tone.Plain, $"      {seen.Observed}");
        terminal.WriteLine(Tone.Plain, $"      twin: {seen.TwinObserved}");
    }

    private static string KindOf(Difference difference) => difference.Kind switch
    {
        DifferenceKind.TwinDiverges => "the twin diverges",
        DifferenceKind.Erratum => $"declared deviation ({string.Join("; ", Names("not the twin's", difference.Errata).Concat(Names("the twin's alone", difference.TwinErrata)))})",
        DifferenceKind.OpenChoice => "open choice",
        DifferenceKind.Below => $"below ({string.Join(", ", ErratumCatalogue.NamesOf(difference.Errata))})",
        _ => "left open by the model",
    };

    private static IEnumerable<string> Names(string whose, ErratumId errata) =>
        errata == ErratumId.None ? [] : [$"{string.Join(", ", ErratumCatalogue.NamesOf(errata))}: {whose}"];
}
