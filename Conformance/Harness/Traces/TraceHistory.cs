using System.Globalization;

namespace OsLockConformance.Harness.Traces;

/// <summary>
/// What the versions of the trace format have changed. A version is the number in the first line; a trace without that line is of
/// version 0, which differs in nothing else from version 1.
/// </summary>
public sealed class TraceHistory
{
    /// <summary>The version of a trace that has no first line.</summary>
    public const int Headerless = 0;

    private readonly TraceWordChange[] _changes;

    /// <summary>A history; tests have some of their own.</summary>
    /// <param name="version">The newest version, the one that is read and written.</param>
    /// <param name="changes">The changed words, in any order.</param>
    public TraceHistory(int version, params IReadOnlyList<TraceWordChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (changes.FirstOrDefault(change => change.Since <= Headerless + 1 || change.Since > version) is { } stray)
            throw new ArgumentException($"'{stray.Word}' can only have changed in the versions 2 to {version}", nameof(changes));
        Version = version;
        _changes = [.. changes.OrderBy(static change => change.Since)];
    }

    /// <summary>The history of this program: no version after the first has changed a word yet.</summary>
    public static TraceHistory Own { get; } = new(TraceFormat.Version);

    /// <summary>The newest version, the one that is read and written.</summary>
    public int Version { get; }

    /// <summary>The first line of a trace.</summary>
    public string Header => string.Create(CultureInfo.InvariantCulture, $"{HeaderSyntax.Magic} {Version}");

    /// <summary>The first change of a word after a version; null if there is none.</summary>
    /// <param name="word">The word, whatever its case.</param>
    /// <param name="version">The version that the word was written for.</param>
    public TraceWordChange? ChangeOf(string word, int version) =>
        Array.Find(_changes, change => change.Since > version && TraceTokens.Is(change.Word, word));

    /// <summary>What became of a word, in one clause; null if it has not changed.</summary>
    internal string? Explain(string word) => ChangeOf(word, Headerless) switch
    {
        null => null,
        { Replacement: { } replacement, Since: var since } => string.Create(CultureInfo.InvariantCulture,
            $"it is {replacement} since version {since} of the format; {TraceMigration.Advice}"),
        { Since: var since } => string.Create(CultureInfo.InvariantCulture,
            $"version {since} of the format has taken it away, and nothing means the same"),
    };
}
