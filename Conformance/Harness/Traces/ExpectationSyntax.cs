using System.Text;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Harness.Traces;

/// <summary>
/// An <c>expect</c> line: targets, then <c>conforms</c>, or <c>diverges</c> and perhaps a rule. Neighbours that say the same
/// are written on one line.
/// </summary>
internal static class ExpectationSyntax
{
    private const string Conforms = "conforms";
    private const string Diverges = "diverges";

    /// <summary>Reads what follows the word <c>expect</c>.</summary>
    public static void Parse(TraceTokens tokens, List<TraceExpectation> expectations, List<TracePlace> places)
    {
        List<string> targets = [];
        while (!IsVerdict(tokens.PeekWord()))
        {
            var place = tokens.Place;
            targets.Add(tokens.TakeWord(targets.Count == 0 ? "the name of a target" : "'conforms', 'diverges' or the name of a target"));
            places.Add(place);
        }
        if (targets.Count == 0)
            throw tokens.Expected("the name of a target");

        var verdict = tokens.TryTakeWord(Conforms) ? TraceVerdict.Conforms : TraceVerdict.Diverges;
        RuleId? rule = null;
        if (verdict == TraceVerdict.Diverges)
        {
            tokens.TryTakeWord(Diverges);
            if (!tokens.AtEnd)
                rule = ParseRule(tokens);
        }

        foreach (var target in targets)
            expectations.Add(new TraceExpectation(target, verdict, rule));
    }

    public static void Write(StringBuilder text, IReadOnlyList<TraceExpectation> expectations)
    {
        for (var i = 0; i < expectations.Count; i++)
        {
            var (target, verdict, rule) = expectations[i];
            text.Append(i > 0 && SaysTheSame(expectations[i - 1], expectations[i]) ? "" : HeaderSyntax.Expect).Append(' ').Append(target);
            if (i + 1 < expectations.Count && SaysTheSame(expectations[i], expectations[i + 1]))
                continue;
            text.Append(' ').Append(verdict == TraceVerdict.Conforms ? Conforms : Diverges);
            if (rule is { } id)
                text.Append(' ').Append(id.Print());
            text.Append('\n');
        }
    }

    private static bool SaysTheSame(TraceExpectation first, TraceExpectation second) =>
        first.Verdict == second.Verdict && first.Rule == second.Rule;

    private static bool IsVerdict(string word) => TraceTokens.Is(word, Conforms) || TraceTokens.Is(word, Diverges);

    private static RuleId ParseRule(TraceTokens tokens)
    {
        if (RuleCatalogue.Find(tokens.PeekWord()) is not { } rule)
            throw tokens.Expected("the id of a rule", RuleCatalogue.All.Select(static known => known.Name));
        tokens.TakeWord("the id of a rule");
        return rule.Id;
    }
}
