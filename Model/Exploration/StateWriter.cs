using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OsLockConformance.Model.Exploration;

/// <summary>
/// Writes a state as bytes. The form is lossless: <see cref="StateReader"/> gets back each field as it was. Of registers, of which most are
/// zero, it holds which are not, and those.
/// </summary>
/// <param name="buffer">Where the bytes go; too small a buffer is an <see cref="IndexOutOfRangeException"/> or an <see cref="ArgumentException"/>.</param>
/// <param name="ends">Where the end of each section goes.</param>
/// <param name="start">Bytes of the buffer that are left as they are.</param>
public ref struct StateWriter(Span<byte> buffer, Span<int> ends, int start = 0) : IStateVisitor
{
    private readonly Span<byte> _buffer = buffer;
    private readonly Span<int> _ends = ends;
    private int _sections;

    /// <summary>Bytes so far, with those before the start.</summary>
    public int Length { get; private set; } = start;

    /// <inheritdoc/>
    public readonly bool Loads => false;

    /// <inheritdoc/>
    public void Visit(ref byte value) => _buffer[Length++] = value;

    /// <inheritdoc/>
    public void Visit(ref uint value) => Append(value);

    /// <inheritdoc/>
    public void Visit(ref ulong value) => Append(value);

    /// <inheritdoc/>
    public void Visit(ref bool value) => _buffer[Length++] = value ? (byte)1 : (byte)0;

    /// <inheritdoc/>
    public void Visit(scoped Span<uint> registers) => AppendRegisters<uint>(registers);

    /// <inheritdoc/>
    public void Visit(scoped Span<ulong> registers) => AppendRegisters<ulong>(registers);

    /// <inheritdoc/>
    public void EndSection() => _ends[_sections++] = Length;

    private void AppendRegisters<T>(scoped ReadOnlySpan<T> registers)
        where T : unmanaged, IEquatable<T>
    {
        var present = NotZero(registers);
        Append((ushort)present);
        for (; present != 0; present &= present - 1)
            Append(registers[BitOperations.TrailingZeroCount(present)]);
    }

    /// <summary>Which registers are not zero: bit n for register n.</summary>
    private static uint NotZero<T>(ReadOnlySpan<T> registers)
        where T : unmanaged, IEquatable<T>
    {
        var present = 0u;
        var next = 0;
        // Vectors, since this is much of what it costs to save a state.
        for (; next + Vector256<T>.Count <= registers.Length; next += Vector256<T>.Count)
            present |= (~Vector256.Equals(Vector256.Create(registers[next..]), Vector256<T>.Zero)).ExtractMostSignificantBits() << next;
        for (; next < registers.Length; next++)
            present |= registers[next].Equals(default) ? 0 : 1u << next;
        return present;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Append<T>(T value)
        where T : unmanaged
    {
        MemoryMarshal.Write(_buffer[Length..], value);
        Length += Unsafe.SizeOf<T>();
    }
}
