namespace OsLockConformance.Model.Reference;

/// <summary>A value of which only some bits are defined: UNKNOWN is the complement of the mask.</summary>
/// <param name="Value">The value in the bits of <paramref name="Mask"/>.</param>
/// <param name="Mask">The defined bits.</param>
public readonly record struct MaskedValue(ulong Value, ulong Mask)
{
    /// <summary>A value of which nothing is defined.</summary>
    public static readonly MaskedValue Unknown = new(0, 0);

    /// <summary>A value that is defined in all bits.</summary>
    public static MaskedValue Exactly(ulong value) => new(value, ulong.MaxValue);

    /// <summary>Whether an observed value agrees in all defined bits.</summary>
    public bool Accepts(ulong observed) => ((observed ^ Value) & Mask) == 0;
}
