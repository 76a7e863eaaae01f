using System.Text;

namespace OsLockConformance.Harness.Traces;

/// <summary>
/// The tokens of one line: words (letters, digits and <c>_ - . : /</c>) and single marks. Blanks separate tokens and mean
/// nothing else; a <c>#</c> ends the line, except where an immediate is expected and a digit follows.
/// </summary>
internal sealed class TraceTokens(string file, int line, string text, TraceHistory? history = null)
{
    private const int LongestQuote = 40;

    private int _position;

    /// <summary>The number of the line.</summary>
    public int Line => line;

    /// <summary>Where the next token stands.</summary>
    public TracePlace Place
    {
        get
        {
            Peek();
            return new TracePlace(line, _position + 1);
        }
    }

    /// <summary>Whether nothing but blanks and a comment is left.</summary>
    public bool AtEnd => Peek() is '\0' or '#';

    /// <summary>The next mark or first character of a word; <c>\0</c> at the end of the line.</summary>
    public char Peek()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
            _position++;
        return _position < text.Length ? text[_position] : '\0';
    }

    /// <summary>Takes the mark if it is next.</summary>
    public bool TryTake(char mark)
    {
        if (Peek() != mark)
            return false;
        _position++;
        return true;
    }

    /// <summary>Takes the mark.</summary>
    public void Take(char mark, string expected)
    {
        if (!TryTake(mark))
            throw Expected(expected);
    }

    /// <summary>Takes <c>#</c> before a digit: the assembler's sign of an immediate.</summary>
    public void SkipImmediateSign()
    {
        if (Peek() == '#' && _position + 1 < text.Length && char.IsAsciiDigit(text[_position + 1]))
            _position++;
    }

    /// <summary>The next word without taking it; empty if a mark or the end is next.</summary>
    public string PeekWord()
    {
        Peek();
        var end = _position;
        while (end < text.Length && IsWordCharacter(text[end]))
            end++;
        return text[_position..end];
    }

    /// <summary>Takes a word.</summary>
    public string TakeWord(string expected)
    {
        var word = PeekWord();
        if (word.Length == 0)
            throw Expected(expected);
        _position += word.Length;
        return word;
    }

    /// <summary>Takes the word if it is next, whatever its case.</summary>
    public bool TryTakeWord(string wanted)
    {
        if (!Is(PeekWord(), wanted))
            return false;
        _position += wanted.Length;
        return true;
    }

    /// <summary>Demands that only a comment is left.</summary>
    public void TakeEnd()
    {
        if (!AtEnd)
            throw Expected("the end of the line");
    }

    /// <summary>Whether two words are the same, whatever their case.</summary>
    public static bool Is(string word, string wanted) => string.Equals(word, wanted, StringComparison.OrdinalIgnoreCase);

    /// <summary>The complaint that something else was expected at the next token, with what became of it, or the nearest of the names
    /// that were possible.</summary>
    public TraceFormatException Expected(string what, IEnumerable<string>? names = null)
    {
        Peek();
        var word = PeekWord();
        if ((history ?? TraceHistory.Own).Explain(word) is { } past)
            return new(file, line, _position + 1, $"expected {what}, got {Quote(_position)}: {past}");
        var suggestion = names is null || word.Length == 0 ? null : NearestName.Of(word, names);
        return ExpectedAt(_position, suggestion is null ? what : $"{what} (did you mean {suggestion}?)");
    }

    private TraceFormatException ExpectedAt(int position, string what) =>
        new(file, line, position + 1, $"expected {what}, got {Quote(position)}");

    private string Quote(int position)
    {
        if (position >= text.Length)
            return "the end of the line";
        if (text[position] == '#')
            return "a comment";
        var word = PeekWord();
        var quoted = word.Length == 0 ? text.Substring(position, 1) : word[..Math.Min(word.Length, LongestQuote)];
        var printable = new StringBuilder("'");
        foreach (var character in quoted)
            printable.Append(char.IsControl(character) || char.IsSurrogate(character) ? '?' : character);
        return printable.Append(word.Length > LongestQuote ? "…'" : "'").ToString();
    }

    /// <summary>Whether the character can be part of a word.</summary>
    public static bool IsWordCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.' or ':' or '/';
}
