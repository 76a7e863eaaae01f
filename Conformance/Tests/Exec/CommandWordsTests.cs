using OsLockConformance.Harness.Exec;
using Xunit;

namespace OsLockConformance.Tests.Exec;

public sealed class CommandWordsTests
{
    [Theory]
    [InlineData("python3 pe.py --bug stuck", "python3", "pe.py", "--bug", "stuck")]
    [InlineData("  a\t b ", "a", "b")]
    [InlineData("'my pe' \"x y\" z\\ z", "my pe", "x y", "z z")]
    [InlineData("a'b'\"c\"d", "abcd")]
    [InlineData("'' \"\"", "", "")]
    [InlineData("'a\\b' \"a\\b\" \"a\\\"b\\\\\"", "a\\b", "a\\b", "a\"b\\")]
    [InlineData("$HOME * | > `x`", "$HOME", "*", "|", ">", "`x`")]
    [InlineData("   ")]
    public void Words_are_split_as_a_shell_does_and_nothing_is_expanded(string command, params string[] words) =>
        Assert.Equal(words, CommandWords.Split(command));

    [Theory]
    [InlineData("a 'b", "has a single quote that is not closed")]
    [InlineData("a \"b", "has a double quote that is not closed")]
    [InlineData("a \"b\\\"", "has a double quote that is not closed")]
    [InlineData("a \\", "ends with a backslash that keeps nothing")]
    public void What_is_not_closed_is_refused(string command, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => CommandWords.Split(command)).Message);

    [Theory]
    [InlineData("linux-6.14", "linux-6.14")]
    [InlineData("exec:python3 pe.py", "'exec:python3 pe.py'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("", "''")]
    public void A_quoted_text_is_one_word_again(string text, string quoted)
    {
        Assert.Equal(quoted, CommandWords.Quote(text));
        Assert.Equal(text, Assert.Single(CommandWords.Split(quoted)));
    }
}
