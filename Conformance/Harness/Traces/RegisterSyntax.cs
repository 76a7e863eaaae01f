using OsLockConformance.Model.Registers;

namespace OsLockConformance.Harness.Traces;

/// <summary>A system register by Arm's name, whatever its case.</summary>
internal static class RegisterSyntax
{
    public static SystemRegister Parse(TraceTokens tokens)
    {
        var word = tokens.PeekWord();
        if (!RegisterTable.TryFind(word, out var register))
            throw FamilyOf(word) is { } family
                ? tokens.Expected($"{family.NameOf(0)} to {family.NameOf(PeLimits.MaximumBreakpoints - 1)}")
                : tokens.Expected("a system register", RegisterTable.Registers.Select(static row => row.NameOf(0)));
        tokens.TakeWord("a system register");
        return register;
    }

    /// <summary>The family whose name the word has but for the number.</summary>
    private static RegisterDescription? FamilyOf(string word)
    {
        foreach (var row in RegisterTable.Registers)
        {
            if (!row.IsFamily)
                continue;
            var (prefix, suffix) = (row.NamePattern[..row.NamePattern.IndexOf('{', StringComparison.Ordinal)], "_EL1");
            if (word.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && word.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                return row;
        }

        return null;
    }
}
