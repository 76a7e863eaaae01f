namespace OsLockConformance.Harness.Traces;

/// <summary>
/// Where the comment of a line begins. A <c>#</c> before a digit is the sign of an immediate where an immediate can be: after the mnemonic
/// of BRK, SVC and UDF, and after the comma of MSR DAIFSet and DAIFClr.
/// </summary>
internal static class CommentSyntax
{
    public const char Mark = '#';

    private static readonly string[] BeforeImmediate = ["brk", "svc", "udf", ","];

    /// <summary>The position of the mark; the length of the line if it has no comment.</summary>
    public static int Find(string line)
    {
        for (var i = line.IndexOf(Mark, StringComparison.Ordinal); i >= 0; i = line.IndexOf(Mark, i + 1))
        {
            if (!IsImmediate(line, i))
                return i;
        }
        return line.Length;
    }

    /// <summary>The text of a line's comment, without the mark; null if it has none.</summary>
    public static string? TextOf(string line)
    {
        var start = Find(line);
        return start < line.Length ? line[(start + 1)..].Trim() : null;
    }

    private static bool IsImmediate(string line, int mark)
    {
        if (mark + 1 >= line.Length || !char.IsAsciiDigit(line[mark + 1]))
            return false;
        var before = line[..mark].TrimEnd();
        return Array.Exists(BeforeImmediate, word => before.EndsWith(word, StringComparison.OrdinalIgnoreCase));
    }
}
