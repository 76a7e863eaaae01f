namespace OsLockConformance.Harness.Symbolic.Terms;

/// <summary>The terms that some term is made of.</summary>
internal static class TermGraph
{
    /// <summary>Each term once, operands before what is made of them, the roots last; without recursion, since a graph can be deep.</summary>
    public static IReadOnlyList<Term> Of(params ReadOnlySpan<Term> roots)
    {
        var seen = new HashSet<Term>();
        var pending = new Stack<Term>();
        foreach (var root in roots)
            pending.Push(root);
        while (pending.TryPop(out var term))
        {
            if (!seen.Add(term))
                continue;
            foreach (var operand in term.Operands)
                pending.Push(operand);
        }

        return [.. seen.OrderBy(static term => term.Id)];
    }
}
