using System.Runtime.CompilerServices;

namespace OsLockConformance.Harness.Generation;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014): the same seed gives the same
/// numbers on every machine, and a split gives a stream of its own.
/// </summary>
public struct SplittableRandom
{
    private const ulong Gamma = 0x9E37_79B9_7F4A_7C15;
    private ulong _state;

    /// <summary>Starts a stream.</summary>
    public SplittableRandom(ulong seed) => _state = seed;

    /// <summary>The seed of stream number <paramref name="index"/> of a campaign.</summary>
    public static ulong SeedOf(ulong campaign, long index) => Mix(Mix(campaign + Gamma) ^ ((ulong)index * Gamma));

    /// <summary>Next 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next() => Mix(_state += Gamma);

    /// <summary>A number from 0 to <paramref name="bound"/> - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>True in <paramref name="percent"/> of a hundred draws.</summary>
    public bool Percent(int percent) => Below(100) < percent;

    /// <summary>One of the choices.</summary>
    public T OneOf<T>(ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
