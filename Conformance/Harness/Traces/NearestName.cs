namespace OsLockConformance.Harness.Traces;

/// <summary>Finds what somebody meant to write.</summary>
public static class NearestName
{
    private const int LongestWord = 64;

    /// <summary>The name that is the fewest edits away, whatever its case; null if none is near enough to be meant.</summary>
    public static string? Of(string word, IEnumerable<string> names) => Several(word, names, 1) is [var nearest] ? nearest : null;

    /// <summary>Up to <paramref name="count"/> names that are near enough to be meant, the nearest first.</summary>
    public static IReadOnlyList<string> Several(string word, IEnumerable<string> names, int count)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (word.Length > LongestWord)
            return [];
        return
        [
            .. names
                .Select(name => (Name: name, Edits: Edits(word, name)))
                .Where(candidate => candidate.Edits <= Math.Max(1, Math.Max(word.Length, candidate.Name.Length) / 3))
                .OrderBy(static candidate => candidate.Edits)
                .ThenBy(candidate => Math.Abs(candidate.Name.Length - word.Length))
                .Take(count)
                .Select(static candidate => candidate.Name),
        ];
    }

    /// <summary>Levenshtein's distance, one row at a time.</summary>
    private static int Edits(string from, string to)
    {
        var row = new int[to.Length + 1];
        for (var j = 0; j <= to.Length; j++)
            row[j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
