using System.Numerics;
using System.Runtime.CompilerServices;

namespace OsLockConformance.Tests.Symbolic;

/// <summary>Code that is executed both ways, by the runtime and symbolically: one method for each thing that the executor has to know.</summary>
internal static class SampleCode
{
    private static readonly uint[] Table = [3, 1, 4, 1, 5, 9, 2, 6];

    private static int s_calls;

    public static ulong Arithmetic(ulong x, ulong y) => ((x + y) * 7) ^ (x - (y << 3)) ^ (~x & y | x >> 5);

    public static long SignedArithmetic(int x, long y) => (x - y) * -x ^ (y >> 7) ^ (x >> 3);

    public static ulong VariableShifts(ulong x, int places) => (x << places) ^ (x >> places) ^ (ulong)((long)x >> places);

    public static uint VariableShifts32(uint x, int places) => (x << places) ^ (x >> places) ^ (uint)((int)x >> places);

    public static ulong DivisionByConstants(ulong x, uint y) => (x / 10) + (x % 0x200) + (y / 7) + (y % 3);

    public static long Conversions(long x) => (sbyte)x + (short)x * 3 + (int)x * 5L + (byte)x * 7 + (ushort)x * 11 + (uint)x * 13L;

    public static ulong Widening(int x, uint y, byte z) => (ulong)x ^ y ^ ((ulong)z << 40);

    public static int SignedComparisons(int x, int y) =>
        (x < y ? 1 : 0) | (x <= y ? 2 : 0) | (x > y ? 4 : 0) | (x >= y ? 8 : 0) | (x == y ? 16 : 0) | (x != y ? 32 : 0);

    public static int UnsignedComparisons(ulong x, ulong y) =>
        (x < y ? 1 : 0) | (x <= y ? 2 : 0) | (x > y ? 4 : 0) | (x >= y ? 8 : 0) | (x == y ? 16 : 0) | (x != y ? 32 : 0);

    public static int Branches(int x, int y, bool flag)
    {
        if (x < 0 && !flag)
            return y;
        if (x > y || (flag && y == 3))
            x -= y;
        return flag ? x * 2 : x + 1;
    }

    public static uint Choice(uint x) => x switch
    {
        0 => 11,
        1 => 22,
        2 or 3 => 33,
        5 => x + 44,
        _ when x > 0x8000_0000 => 55,
        _ => 66,
    };

    public static uint LoopWithKnownEnd(uint x)
    {
        var sum = 0u;
        for (var i = 0; i < 8; i++)
        {
            if ((x >> i & 1) == 0)
                continue;
            if (i == 6)
                break;
            sum += Table[i] * (uint)(i + 1);
        }

        return sum;
    }

    public static int LoopThatEndsAtAnInput(byte x)
    {
        var count = 0;
        for (var i = 0; i < 16; i++)
        {
            if (i >= (x & 15))
                break;
            count += i;
        }

        return count;
    }

    public static uint Element(uint index) => Table[index];

    public static uint ElementAfterStore(int index, uint value)
    {
        var array = new uint[4];
        array[index & 3] = value;
        array[1]++;
        return array[0] + (2 * array[1]) + (3 * array[2]) + (5 * array[3]);
    }

    public static ulong Structures(ulong x, byte y)
    {
        var pair = new Pair(x, y);
        var copy = pair;
        copy.Second++;
        copy.First ^= pair.Second;
        return copy.First + (copy.Second * pair.Sum);
    }

    public static uint InlineArrays(uint x, int index)
    {
        var words = default(Words);
        words[0] = x;
        words[index] = x + 1;
        Double(ref words[2]);
        return words[0] ^ words[1] ^ words[2] ^ words[3];
    }

    public static ulong References(bool flag, ulong x, ulong y)
    {
        ref var chosen = ref Chosen(flag, ref x, ref y);
        chosen *= 3;
        return x - y;
    }

    public static int VirtualCalls(bool flag, int x)
    {
        Shape one = new Square(x);
        Shape other = new Named(x + 1);
        return flag ? one.Area() : other.Area() + other.Corners;
    }

    public static int Generic(int x) => Answer<Doubling>(x) + Answer<Negating>(x);

    public static int Bits(uint x, ulong y) =>
        BitOperations.TrailingZeroCount(x) + (BitOperations.TrailingZeroCount(y) << 8) + (BitOperations.PopCount(y) << 16) + (BitOperations.IsPow2(x) ? 1 << 30 : 0);

    public static long Extremes(int x, int y, ulong a, ulong b) => Math.Min(x, y) + Math.Max(x, 4) + (long)(Math.Min(a, b) - Math.Max(a, 9));

    public static int ThrowsForSome(int x) => x > 1000 ? throw new ArgumentOutOfRangeException(nameof(x), "too much") : x + 1;

    public static double FloatingPoint(int x) => x * 0.5;

    public static int WithHandler(int x)
    {
        try
        {
            return checked(x + 1);
        }
        catch (OverflowException)
        {
            return 0;
        }
    }

    public static int StaticThatChanges(int x) => x + s_calls++;

    public static int DivisionByInput(int x, int y) => x / y;

    public static int WithoutEnd(int x)
    {
        while (x != 0)
            x *= 3;
        return x;
    }

    public static object Boxed(int x) => x;

    private static ref ulong Chosen(bool flag, ref ulong one, ref ulong other)
    {
        if (flag)
            return ref one;
        return ref other;
    }

    private static void Double(ref uint word) => word *= 2;

    private static int Answer<T>(int x)
        where T : struct, IAnswer => T.Offset + default(T).Of(x);

    private interface IAnswer
    {
        static abstract int Offset { get; }

        int Of(int x);
    }

    private readonly struct Doubling : IAnswer
    {
        public static int Offset => 5;

        public int Of(int x) => 2 * x;
    }

    private readonly struct Negating : IAnswer
    {
        public static int Offset => 7;

        public int Of(int x) => -x;
    }

    private struct Pair(ulong first, byte second)
    {
        public ulong First = first;
        public byte Second = second;

        public readonly ulong Sum => First + Second;
    }

    [InlineArray(4)]
    private struct Words
    {
        private uint _first;
    }

    private abstract class Shape
    {
        public virtual int Corners => 4;

        public abstract int Area();
    }

    private sealed class Square(int side) : Shape
    {
        public override int Area() => side * side;
    }

    private class Plain(int value) : Shape
    {
        protected int Value { get; } = value;

        public override int Area() => Value;
    }

    private sealed class Named(int value) : Plain(value)
    {
        public override int Corners => base.Corners + Value;
    }
}
