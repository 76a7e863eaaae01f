using System.Globalization;
using OsLockConformance.Harness.Twins;
using OsLockConformance.Model.Errata;

namespace OsLockConformance.Harness.RealKernels;

/// <summary>A <see cref="DifferenceSeen"/> on the serial line: fields between tabs.</summary>
public static class MachineDifference
{
    private const char Separator = '\t';
    private const char LineSeparator = '\u001F';

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static DifferenceSeen Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(Separator) is [var kind, var subject, var errata, var twinErrata, var count, var scenario, var actions, var observed, var twinObserved]
            ? new DifferenceSeen(
                new Difference(Enum.Parse<DifferenceKind>(kind), subject, SetOf(errata), SetOf(twinErrata)),
                long.Parse(count, CultureInfo.InvariantCulture), long.Parse(scenario, CultureInfo.InvariantCulture), actions.Split(LineSeparator), observed, twinObserved)
            : throw new FormatException($"expected a difference, got '{text}'");
    }

    /// <summary>Writes it.</summary>
    public static string Write(DifferenceSeen seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var difference = seen.Difference;
        return string.Join(Separator, difference.Kind, difference.Subject, Number((long)(ulong)difference.Errata), Number((long)(ulong)difference.TwinErrata),
            Number(seen.Count), Number(seen.Scenario), string.Join(LineSeparator, seen.Actions), seen.Observed, seen.TwinObserved);
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static ErratumId SetOf(string text) => (ErratumId)(ulong)long.Parse(text, CultureInfo.InvariantCulture);
}
