namespace OsLockConformance.Model.Reference;

/// <summary>What may happen: a set over {no, yes}. Where the architecture allows both, the set has both members.</summary>
[Flags]
public enum Possibility : byte
{
    /// <summary>It does not happen.</summary>
    No = 1,
    /// <summary>It happens.</summary>
    Yes = 2,
    /// <summary>Either is allowed.</summary>
    Either = 3,
}

/// <summary>The three-valued logic of <see cref="Possibility"/>.</summary>
public static class Possibilities
{
    /// <summary>The possibility of a plain truth value.</summary>
    public static Possibility Of(bool value) => value ? Possibility.Yes : Possibility.No;

    /// <summary>Both must happen.</summary>
    public static Possibility And(this Possibility left, Possibility right) =>
        ((left | right) & Possibility.No) | (left & right & Possibility.Yes);

    /// <summary>One of both must happen.</summary>
    public static Possibility Or(this Possibility left, Possibility right) =>
        (left & right & Possibility.No) | ((left | right) & Possibility.Yes);

    /// <summary>Whether it may happen.</summary>
    public static bool MayBe(this Possibility possibility) => (possibility & Possibility.Yes) != 0;

    /// <summary>Whether it must happen.</summary>
    public static bool MustBe(this Possibility possibility) => possibility == Possibility.Yes;
}
