using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Vmm;

/// <summary>
/// Writes the monitor into a guest's memory. In its code X18 is the control block, X19 the descriptor, X20 the result and X21 the
/// number of blocks left; blocks use X1 to X6 only. PSTATE.D is set throughout, so no debug exception of the guest's own can come.
/// </summary>
internal sealed class MonitorCode
{
    public const int ControlBlock = 18;
    public const int Descriptor = 19;
    public const int Result = 20;
    public const int Left = 21;

    private static readonly RegisterEncoding Esr = new(0b11_000_0101_0010_000);
    private static readonly RegisterEncoding Elr = new(0b11_000_0100_0000_001);
    private static readonly RegisterEncoding Spsr = new(0b11_000_0100_0000_000);
    private static readonly RegisterEncoding Far = new(0b11_000_0110_0000_000);

    private readonly GuestRam _ram;
    private ulong _at;

    private MonitorCode(GuestRam ram) => _ram = ram;

    /// <summary>Two SVC #0: what fills a slot.</summary>
    public static ulong Terminators { get; } = A64.Svc(GuestLayout.TerminatorImmediate) * 0x1_0000_0001UL;

    /// <summary>Where userspace resumes the monitor after it ended a block itself: with the next descriptor.</summary>
    public static ulong Abandon { get; private set; }

    /// <summary>Writes code, vectors, ERET and control block.</summary>
    public static void Write(GuestRam ram)
    {
        var code = new MonitorCode(ram);
        code.WriteMain();
        ram.Word(GuestLayout.MonitorEret) = A64.ERET;
        for (var offset = 0UL; offset < GuestLayout.SlotStride * GuestLayout.SlotCount; offset += 8)
            ram[GuestLayout.SlotBase + offset] = Terminators;
        ram[MonitorLayout.Control + MonitorLayout.ControlTerminators] = Terminators;
        ram[MonitorLayout.Control + MonitorLayout.ControlLastSlot] = GuestLayout.Slot(0);
    }

    private void WriteMain()
    {
        _at = MonitorLayout.Entry;
        Emit(A64.MovzHigh(ControlBlock, (uint)(MonitorLayout.Control >> 16)));
        Emit(A64.Ldp(Descriptor, Result, ControlBlock, MonitorLayout.ControlDescriptors));
        Emit(A64.Ldr(Left, ControlBlock, MonitorLayout.ControlCount));

        var next = _at;
        var toLeave = Reserve();
        // The last block's slot is filled with terminators before the next block goes to its own.
        Emit(A64.Ldp(7, 8, ControlBlock, MonitorLayout.ControlTerminators));
        Emit(A64.Stp(7, 7, 8, 0));
        Emit(A64.Ldp(9, 10, Descriptor, MonitorLayout.DescriptorCode));
        Emit(A64.Ldp(11, 12, Descriptor, MonitorLayout.DescriptorSlot));
        Emit(A64.Stp(9, 10, 11, 0));
        Emit(A64.Str(11, ControlBlock, MonitorLayout.ControlLastSlot));
        Emit(A64.DSB_SY);
        Emit(A64.IC_IALLU);
        Emit(A64.DSB_SY);
        Emit(A64.ISB);
        Emit(A64.Msr(Elr, 12));
        Emit(A64.Ldr(9, Descriptor, MonitorLayout.DescriptorSpsr));
        Emit(A64.Msr(Spsr, 9));
        Emit(A64.Ldp(1, 2, Descriptor, MonitorLayout.DescriptorTransfer));
        Emit(A64.Ldr(3, Descriptor, MonitorLayout.DescriptorTransfer + 16));
        Emit(A64.Ldp(4, 5, Descriptor, MonitorLayout.DescriptorAddress));
        Emit(A64.Ldr(6, Descriptor, MonitorLayout.DescriptorAddress + 16));
        Emit(A64.B(_at, GuestLayout.MonitorEret));

        _ram.Word(toLeave) = A64.Cbz(Left, toLeave, _at);
        Emit(A64.MovzHigh(9, (uint)(MonitorLayout.Doorbell >> 16)));
        Emit(A64.Str(Left, 9, 0));
        Emit(A64.B(_at, MonitorLayout.Entry));

        var handler = _at;
        Emit(A64.Stp(1, 2, Result, MonitorLayout.ResultTransfer));
        Emit(A64.Str(3, Result, MonitorLayout.ResultTransfer + 16));
        Emit(A64.Mrs(Esr, 9));
        Emit(A64.Mrs(Elr, 10));
        Emit(A64.Stp(9, 10, Result, MonitorLayout.ResultEsr));
        Emit(A64.Mrs(Spsr, 9));
        Emit(A64.Mrs(Far, 10));
        Emit(A64.Stp(9, 10, Result, MonitorLayout.ResultSpsr));
        Emit(A64.Movz(9, 1));
        Emit(A64.Str(9, Result, MonitorLayout.ResultDone));
        Abandon = _at;
        Emit(A64.Add(Descriptor, Descriptor, MonitorLayout.DescriptorSize));
        Emit(A64.Add(Result, Result, MonitorLayout.ResultSize));
        Emit(A64.Sub(Left, Left, 1));
        Emit(A64.B(_at, next));

        var unexpected = _at;
        Emit(A64.MovzHigh(9, (uint)(MonitorLayout.Doorbell >> 16)));
        Emit(A64.Mrs(Esr, 10));
        Emit(A64.Str(10, 9, (uint)(MonitorLayout.UnexpectedException - MonitorLayout.Doorbell)));
        Emit(A64.B(_at, unexpected));

        // Sixteen vectors; synchronous exceptions from EL1t, EL1h and EL0 have the handler.
        for (var vector = 0UL; vector < 16; vector++)
        {
            var address = GuestLayout.Vectors + (vector * 0x80);
            _ram.Word(address) = A64.B(address, vector is 0 or 4 or 8 ? handler : unexpected);
        }
    }

    private void Emit(uint word)
    {
        _ram.Word(_at) = word;
        _at += 4;
    }

    private ulong Reserve()
    {
        _at += 4;
        return _at - 4;
    }
}
