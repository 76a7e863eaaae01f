using System.Text;
using OsLockConformance.Harness.Traces;
using Xunit;

namespace OsLockConformance.Tests.Traces;

public sealed class TraceFuzzTests
{
    private const string Alphabet = "abcdABCD019xX{}[];,=|#!+-_. \t\r\n\0\u00E9\uD800";

    [Fact]
    public void Whatever_is_done_to_a_trace_it_is_read_or_refused_with_a_place_in_it()
    {
        var scenarios = new RandomScenario(seed: 2);
        var random = new Random(3);
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var text = Mutate(TraceFormat.Write(scenarios.Next()), random);
            try
            {
                var read = TraceParser.ParseText(text).Scenario;
                Assert.Equal(read, TraceParser.ParseText(TraceFormat.Write(read)).Scenario);
            }
            catch (TraceFormatException exception)
            {
                refused++;
                var lines = text.Split('\n');
                Assert.InRange(exception.Line, 1, lines.Length);
                Assert.InRange(exception.Column, 1, lines[exception.Line - 1].Length + 1);
                Assert.DoesNotContain('\n', exception.Message);
            }
        }

        Assert.InRange(refused, 5_000, 19_500);
    }

    private static string Mutate(string text, Random random)
    {
        var mutated = new StringBuilder(text);
        for (var edits = random.Next(1, 4); edits > 0 && mutated.Length > 0; edits--)
        {
            var at = random.Next(mutated.Length);
            switch (random.Next(5))
            {
                case 0:
                    mutated[at] = Alphabet[random.Next(Alphabet.Length)];
                    break;
                case 1:
                    mutated.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
                    break;
                case 2:
                    mutated.Remove(at, Math.Min(random.Next(1, 9), mutated.Length - at));
                    break;
                case 3:
                    mutated.Insert(at, mutated.ToString(at, Math.Min(random.Next(1, 9), mutated.Length - at)));
                    break;
                default:
                    mutated.Length = at;
                    break;
            }
        }

        return mutated.ToString();
    }
}
