using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OsLockConformance.Model.Exploration;

/// <summary>Reads what <see cref="StateWriter"/> has written into the fields that are visited.</summary>
/// <param name="bytes">The state.</param>
public ref struct StateReader(ReadOnlySpan<byte> bytes) : IStateVisitor
{
    private ReadOnlySpan<byte> _left = bytes;

    /// <summary>Whether all bytes have been read.</summary>
    public readonly bool IsAtEnd => _left.IsEmpty;

    /// <inheritdoc/>
    public readonly bool Loads => true;

    /// <inheritdoc/>
    public void Visit(ref byte value) => value = Take<byte>();

    /// <inheritdoc/>
    public void Visit(ref uint value) => value = Take<uint>();

    /// <inheritdoc/>
    public void Visit(ref ulong value) => value = Take<ulong>();

    /// <inheritdoc/>
    public void Visit(ref bool value) => value = Take<byte>() != 0;

    /// <inheritdoc/>
    public void Visit(scoped Span<uint> registers) => TakeRegisters(registers);

    /// <inheritdoc/>
    public void Visit(scoped Span<ulong> registers) => TakeRegisters(registers);

    /// <inheritdoc/>
    public readonly void EndSection()
    {
    }

    private void TakeRegisters<T>(scoped Span<T> registers)
        where T : unmanaged
    {
        Clear(registers);
        for (uint present = Take<ushort>(); present != 0; present &= present - 1)
            registers[System.Numerics.BitOperations.TrailingZeroCount(present)] = Take<T>();
    }

    /// <summary>For so few registers a call of <see cref="Span{T}.Clear"/> takes longer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear<T>(Span<T> registers)
        where T : unmanaged
    {
        var next = 0;
        for (; next + Vector256<T>.Count <= registers.Length; next += Vector256<T>.Count)
            Vector256<T>.Zero.CopyTo(registers[next..]);
        for (; next < registers.Length; next++)
            registers[next] = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Take<T>()
        where T : unmanaged
    {
        var value = MemoryMarshal.Read<T>(_left);
        _left = _left[Unsafe.SizeOf<T>()..];
        return value;
    }
}
