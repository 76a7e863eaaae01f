using System.Numerics;

namespace OsLockConformance.Model.Rules;

/// <summary>A set of rules as 64 bits, so that an expectation can name the rules it rests on without allocating.</summary>
/// <param name="Bits">Bit i is rule i of <see cref="RuleId"/>.</param>
public readonly record struct RuleSet(ulong Bits)
{
    /// <summary>The set of one rule.</summary>
    public static implicit operator RuleSet(RuleId rule) => new(1UL << (int)rule);

    /// <summary>The set of one rule.</summary>
    public static RuleSet Of(RuleId rule) => rule;

    /// <summary>Union.</summary>
    public static RuleSet operator |(RuleSet left, RuleSet right) => new(left.Bits | right.Bits);

    /// <summary>Union.</summary>
    public static RuleSet BitwiseOr(RuleSet left, RuleSet right) => left | right;

    /// <summary>Whether the rule is in the set.</summary>
    public bool Contains(RuleId rule) => (Bits >> (int)rule & 1) != 0;

    /// <summary>The rules in order.</summary>
    public IEnumerable<RuleId> Enumerate()
    {
        for (var bits = Bits; bits != 0; bits &= bits - 1)
            yield return (RuleId)BitOperations.TrailingZeroCount(bits);
    }

    /// <summary>The names in order, separated by commas.</summary>
    public override string ToString() => string.Join(", ", Enumerate().Select(RuleNames.Print));
}
