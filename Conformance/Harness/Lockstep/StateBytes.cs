using System.Runtime.InteropServices;

namespace OsLockConformance.Harness.Lockstep;

/// <summary>States of the model compared bit by bit, what is UNKNOWN included.</summary>
internal static class StateBytes
{
    /// <summary>Whether two states are equal.</summary>
    public static bool AreEqual<T>(in T one, in T other)
        where T : struct => Of(one).SequenceEqual(Of(other));

    /// <summary>Adds a state to those that are known, if it is not one of them.</summary>
    public static void AddOnce<T>(List<T> known, in T state)
        where T : struct
    {
        var bytes = Of(state);
        foreach (ref readonly var other in CollectionsMarshal.AsSpan(known))
        {
            if (Of(other).SequenceEqual(bytes))
                return;
        }
        known.Add(state);
    }

    private static ReadOnlySpan<byte> Of<T>(in T state)
        where T : struct => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in state));
}
