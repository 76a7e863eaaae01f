using System.Numerics;

namespace OsLockConformance.Model.Registers;

/// <summary>A named field of a register.</summary>
/// <param name="Name">Arm's name.</param>
/// <param name="High">Most significant bit, 0 to 63.</param>
/// <param name="Low">Least significant bit.</param>
public readonly record struct RegisterField(string Name, int High, int Low)
{
    /// <summary>The bits of the field, in place.</summary>
    public ulong Mask => (High - Low == 63 ? ulong.MaxValue : (1UL << (High - Low + 1)) - 1) << Low;

    /// <summary>The field's value taken out of <paramref name="register"/>.</summary>
    public ulong Extract(ulong register) => (register & Mask) >> Low;

    /// <summary>How many bits the field has.</summary>
    public int Width => BitOperations.PopCount(Mask);
}
