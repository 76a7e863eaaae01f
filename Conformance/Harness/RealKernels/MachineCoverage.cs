using System.Globalization;
using OsLockConformance.Harness.Coverage;

namespace OsLockConformance.Harness.RealKernels;

/// <summary>
/// Coverage over the serial line, which is slow: only counts that have changed since they were last sent, as <c>number:count</c>. A later
/// count takes the place of an earlier one.
/// </summary>
internal sealed class MachineCoverage
{
    private const int PairsOfLine = 32;

    private readonly long[] _sent = new long[CoverageCounter.Numbers];

    /// <summary>The lines to send, without their first word.</summary>
    public IEnumerable<string> Write(CoverageCounter counter) => Changed(counter).Chunk(PairsOfLine).Select(static pairs => string.Join(' ', pairs));

    /// <summary>Takes a line that was sent.</summary>
    public static void Read(string text, CoverageCounter counter)
    {
        foreach (var pair in text.Split(' '))
        {
            if (pair.Split(':') is not [var left, var right] || !int.TryParse(left, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number >= CoverageCounter.Numbers
                || !long.TryParse(right, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                throw new FormatException($"expected the number of a cell and its count, got '{pair}'");
            counter[number] = count;
        }
    }

    private IEnumerable<string> Changed(CoverageCounter counter)
    {
        for (var number = 0; number < _sent.Length; number++)
        {
            if (counter[number] == _sent[number])
                continue;
            _sent[number] = counter[number];
            yield return string.Create(CultureInfo.InvariantCulture, $"{number}:{counter[number]}");
        }
    }
}
