using System.Buffers.Binary;
using OsLockConformance.Implementation.Machine;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Qemu;

/// <summary>Compiles actions to a message for the monitor. It knows what the pages of the pool hold and which one is mapped, and has only
/// those written that hold something else.</summary>
internal sealed class MessageBuilder
{
    private const int LengthBytes = 8;
    private const int MaximumRun = 8 * (MonitorRecord.RunLength + MonitorRecord.SlotsLength);
    private const int NoPage = -1;
    private static readonly ulong TwoTerminators = BlockCompiler.Terminator | ((ulong)BlockCompiler.Terminator << 32);

    private readonly CodePool _pool = new();
    private readonly uint[] _words = new uint[BlockCompiler.SlotWords];
    private readonly ulong[] _registers = new ulong[BlockCompiler.EntryRegisters];
    private byte[] _bytes = new byte[4096];
    private int _length = LengthBytes;
    private int _mapped = NoPage;

    /// <summary>Runs in the message.</summary>
    public int Runs { get; private set; }

    /// <summary>Whether another action may not fit into the monitor's buffers.</summary>
    public bool IsFull => _length - LengthBytes + MaximumRun > MonitorLayout.BufferSize
        || (Runs + 1) * 8 * MonitorRecord.ResultLength > MonitorLayout.BufferSize;

    /// <summary>The monitor has booted: no page holds a block, none is mapped.</summary>
    public void Booted()
    {
        _pool.Clear();
        _mapped = NoPage;
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
        BlockCompiler.Words(action, _words);
        BlockCompiler.Registers(action, _registers);
        var page = _pool.PageOf(action.Slot, _words, out var mustBeWritten);
        Append(MonitorRecord.Run | (mustBeWritten ? MonitorRecord.Writes : 0) | (page == _mapped && !mustBeWritten ? 0 : (ulong)PageTables.SlotsIn(page) << 32));
        _mapped = page;
        Append(GuestLayout.Slot(action.Slot));
        Append(action.EntrySpsr);
        foreach (var register in _registers)
            Append(register);
        if (mustBeWritten)
            AppendSlots(action.Slot);
        Runs++;
    }

    /// <summary>The message, its length in front.</summary>
    public ReadOnlySpan<byte> Finish()
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes, (ulong)(_length - LengthBytes));
        return _bytes.AsSpan(0, _length);
    }

    private void AppendSlots(int used)
    {
        for (var slot = 0; slot < GuestLayout.SlotCount; slot++)
        {
            for (var i = 0; i < BlockCompiler.SlotWords; i += 2)
                Append(slot == used ? _words[i] | ((ulong)_words[i + 1] << 32) : TwoTerminators);
        }
    }

    private void Append(ulong doubleword)
    {
        if (_length + 8 > _bytes.Length)
            Array.Resize(ref _bytes, 2 * _bytes.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(_length), doubleword);
        _length += 8;
    }
}
