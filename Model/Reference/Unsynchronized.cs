using System.Runtime.CompilerServices;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>
/// OSL-12: the writes of debug control registers since the last Context synchronization event. Each may or may not have taken
/// effect, so a decision is taken once for every subset of them that may be visible; a block has at most three.
/// </summary>
public struct Unsynchronized
{
    private Writes _writes;

    /// <summary>How many writes there are.</summary>
    public int Count { get; private set; }

    /// <summary>The registers written, as a bit set over <see cref="RegisterId"/>.</summary>
    public uint Registers { get; private set; }

    /// <summary>The bits of MDSCR_EL1 that were set before one of its writes.</summary>
    public ulong OldMdscr { get; private set; }

    /// <summary>Notes that a register had <paramref name="old"/> before it was written.</summary>
    public void Add(RegisterId register, int index, ulong old, ulong written)
    {
        // A block has no more instructions than this, and none runs twice: an index past the end would be a defect and throws.
        _writes[Count++] = new Write(register, (byte)index, old, written);
        Registers |= 1u << (int)register;
        if (register == RegisterId.MDSCR_EL1)
            OldMdscr |= old;
    }

    /// <summary>A Context synchronization event: all writes have taken effect.</summary>
    public void Synchronize()
    {
        Count = 0;
        Registers = 0;
        OldMdscr = 0;
    }

    /// <summary>The writes (bit i: write i) of other registers than <paramref name="registers"/>, a bit set over <see cref="RegisterId"/>.</summary>
    public readonly int WritesOfOthers(uint registers)
    {
        var writes = 0;
        for (var i = 0; i < Count; i++)
        {
            if ((registers >> (int)_writes[i].Register & 1) == 0)
                writes |= 1 << i;
        }
        return writes;
    }

    /// <summary>
    /// Makes the state look as if only the writes in <paramref name="visible"/> (bit i: write i) had taken effect. Writes are undone from the last
    /// to the first, then the visible ones are made again in order.
    /// </summary>
    public readonly void Show(ref GuestState state, int visible)
    {
        for (var i = Count - 1; i >= 0; i--)
            Set(ref state, _writes[i].Register, _writes[i].Index, _writes[i].Old);
        for (var i = 0; i < Count; i++)
        {
            if ((visible >> i & 1) != 0)
                Set(ref state, _writes[i].Register, _writes[i].Index, _writes[i].Written);
        }
    }

    private static void Set(ref GuestState state, RegisterId register, int index, ulong value)
    {
        switch (register)
        {
            case RegisterId.OSLAR_EL1: state.OsLock = (value & 1) != 0; break;
            case RegisterId.OSDLR_EL1: state.DoubleLock = (value & 1) != 0; break;
            case RegisterId.DBGPRCR_EL1: state.CoreNoPowerDownRequest = (value & 1) != 0; break;
            case RegisterId.MDSCR_EL1: state.Mdscr = value; break;
            case RegisterId.CONTEXTIDR_EL1: state.ContextIdr = (uint)value; break;
            case RegisterId.DBGBVRn_EL1: state.Debug.Bvr[index] = value; break;
            case RegisterId.DBGBCRn_EL1: state.Debug.Bcr[index] = (uint)value; break;
            case RegisterId.DBGWVRn_EL1: state.Debug.Wvr[index] = value; break;
            case RegisterId.DBGWCRn_EL1: state.Debug.Wcr[index] = (uint)value; break;
            default: throw new ArgumentOutOfRangeException(nameof(register), register, "not a register of OSL-12");
        }
    }

    private readonly record struct Write(RegisterId Register, byte Index, ulong Old, ulong Written);

    [InlineArray(GuestLayout.BlockLength)]
    private struct Writes
    {
        private Write _first;
    }
}
