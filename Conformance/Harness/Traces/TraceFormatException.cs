using System.Globalization;

namespace OsLockConformance.Harness.Traces;

/// <summary>A trace that cannot be read: where, and what was expected there.</summary>
/// <param name="file">The file as it was given.</param>
/// <param name="line">The line, from 1.</param>
/// <param name="column">The column, from 1.</param>
/// <param name="explanation">One sentence without a full stop: what was expected and what was there.</param>
public sealed class TraceFormatException(string file, int line, int column, string explanation)
    : FormatException(string.Create(CultureInfo.InvariantCulture, $"{file}:{line}:{column}: {explanation}"))
{
    /// <summary>The file as it was given.</summary>
    public string File { get; } = file;

    /// <summary>The line, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>The column, from 1.</summary>
    public int Column { get; } = column;

    /// <summary>What was expected and what was there.</summary>
    public string Explanation { get; } = explanation;
}
