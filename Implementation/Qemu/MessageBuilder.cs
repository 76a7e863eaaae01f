using System.Buffers.Binary;
using OsLockConformance.Implementation.Machine;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Qemu;

/// <summary>Compiles actions to a message for the monitor. It knows what the slots hold and patches only what differs, since every
/// patch of code costs an emulator a translation.</summary>
internal sealed class MessageBuilder
{
    private const int LengthBytes = 8;
    private const int SlotsWords = GuestLayout.SlotCount * BlockCompiler.SlotWords;

    // A run of the largest size: its fixed part, and a patch for every word of every slot.
    private const int MaximumRun = 8 * (MonitorRecord.RunLength + SlotsWords);

    private readonly uint[] _slots = new uint[SlotsWords];
    private readonly uint[] _wanted = new uint[SlotsWords];
    private readonly ulong[] _registers = new ulong[BlockCompiler.EntryRegisters];
    private byte[] _bytes = new byte[4096];
    private int _length = LengthBytes;

    /// <summary>Runs in the message.</summary>
    public int Runs { get; private set; }

    /// <summary>Whether another action may not fit into the monitor's buffers.</summary>
    public bool IsFull => _length - LengthBytes + MaximumRun > MonitorLayout.BufferSize
        || (Runs + 1) * 8 * MonitorRecord.ResultLength > MonitorLayout.BufferSize;

    /// <summary>The monitor has booted: all slots hold terminators.</summary>
    public void Booted()
    {
        Array.Fill(_slots, BlockCompiler.Terminator);
        Begin();
    }

    /// <summary>Begins a new message.</summary>
    public void Begin()
    {
        _length = LengthBytes;
        Runs = 0;
    }

    /// <summary>Appends a fresh machine.</summary>
    public void AddFresh() => Append(MonitorRecord.Fresh);

    /// <summary>Appends a block.</summary>
    public void AddRun(in ScenarioAction action)
    {
        Array.Fill(_wanted, BlockCompiler.Terminator);
        BlockCompiler.Words(action, _wanted.AsSpan(action.Slot * BlockCompiler.SlotWords));
        BlockCompiler.Registers(action, _registers);
        var header = _length;
        Append(0);
        Append(GuestLayout.Slot(action.Slot));
        Append(action.EntrySpsr);
        foreach (var register in _registers)
            Append(register);
        var patches = 0u;
        for (var i = 0; i < SlotsWords; i++)
        {
            if (_slots[i] == _wanted[i])
                continue;
            _slots[i] = _wanted[i];
            var offset = (GuestLayout.SlotStride * (ulong)(i / BlockCompiler.SlotWords)) + (4UL * (ulong)(i % BlockCompiler.SlotWords));
            Append((offset << 32) | _wanted[i]);
            patches++;
        }
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(header), MonitorRecord.Run | (patches << 8));
        Runs++;
    }

    /// <summary>The message, its length in front.</summary>
    public ReadOnlySpan<byte> Finish()
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes, (ulong)(_length - LengthBytes));
        return _bytes.AsSpan(0, _length);
    }

    private void Append(ulong doubleword)
    {
        if (_length + 8 > _bytes.Length)
            Array.Resize(ref _bytes, 2 * _bytes.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(_length), doubleword);
        _length += 8;
    }
}
