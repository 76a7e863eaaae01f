using OsLockConformance.Implementation.Machine;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using static OsLockConformance.Implementation.Machine.DataProcessing;
using static OsLockConformance.Implementation.Machine.GeneralRegister;
using static OsLockConformance.Implementation.Machine.LoadsAndStores;
using static OsLockConformance.Implementation.Machine.SystemInstructions;

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

    private const int Doubleword = 3;
    private const int Vectors = 16;
    private const int VectorStride = 0x80;

    private static readonly RegisterEncoding Elr = RegisterTable.Describe(RegisterId.ELR_EL1).Encoding;
    private static readonly RegisterEncoding Spsr = RegisterTable.Describe(RegisterId.SPSR_EL1).Encoding;
    private static readonly Label Next = new();

    private static readonly byte[] Image = new MonitorCode().Build();

    private readonly CodeBuilder _code = new(GuestLayout.Vectors);
    private readonly Label _next = new();
    private readonly Label _handler = new();
    private readonly Label _unexpected = new();

    private MonitorCode()
    {
    }

    /// <summary>Two SVC #0: what fills a slot.</summary>
    public static ulong Terminators { get; } = BlockCompiler.Terminator * 0x1_0000_0001UL;

    /// <summary>Where userspace resumes the monitor after it ended a block itself: with the next descriptor.</summary>
    public static ulong Abandon => Next.Address!.Value;

    /// <summary>Writes code, vectors, ERET and control block.</summary>
    public static void Write(GuestRam ram)
    {
        for (var offset = 0; offset < Image.Length; offset += sizeof(uint))
            ram.Word(GuestLayout.Vectors + (ulong)offset) = BitConverter.ToUInt32(Image, offset);
        for (var offset = 0UL; offset < GuestLayout.SlotStride * GuestLayout.SlotCount; offset += 8)
            ram[GuestLayout.SlotBase + offset] = Terminators;
        ram[MonitorLayout.Control + MonitorLayout.ControlTerminators] = Terminators;
        ram[MonitorLayout.Control + MonitorLayout.ControlLastSlot] = GuestLayout.Slot(0);
    }

    private byte[] Build()
    {
        VectorTable();
        _code.PadTo(GuestLayout.MonitorEret);
        _code.Emit(ExceptionInstructions.ERET());
        _code.PadTo(MonitorLayout.Entry);
        Begin();
        Enter();
        Handler();
        Unexpected();
        return _code.ToImage();
    }

    /// <summary>Sixteen vectors; synchronous exceptions from EL1t, EL1h and EL0 have the handler.</summary>
    private void VectorTable()
    {
        for (var vector = 0; vector < Vectors; vector++)
        {
            _code.PadTo(GuestLayout.Vectors + (ulong)(vector * VectorStride));
            _code.EmitBranch(vector is 0 or 4 or 8 ? _handler : _unexpected, Branches.B);
        }
    }

    private void Begin()
    {
        var enter = new Label();
        _code.EmitConstant(X18, MonitorLayout.Control);
        _code.Emit(LDP(X19, X20, X18, (int)MonitorLayout.ControlDescriptors), LDR(Doubleword, X21, X18, MonitorLayout.ControlCount));
        _code.Place(_next);
        _code.EmitBranch(enter, static distance => Branches.CBNZ(X21, distance));
        _code.EmitConstant(X9, MonitorLayout.Doorbell);
        _code.Emit(STR(Doubleword, X21, X9));
        _code.EmitBranch(new Label { Address = MonitorLayout.Entry }, Branches.B);
        _code.Place(enter);
    }

    /// <summary>The last block's slot is filled with terminators before the next block goes to its own.</summary>
    private void Enter()
    {
        _code.Emit(LDP(X7, X8, X18, (int)MonitorLayout.ControlTerminators), STP(X7, X7, X8, 0));
        _code.Emit(LDP(X9, X10, X19, (int)MonitorLayout.DescriptorCode), LDP(X11, X12, X19, (int)MonitorLayout.DescriptorSlot), STP(X9, X10, X11, 0),
            STR(Doubleword, X11, X18, MonitorLayout.ControlLastSlot));
        _code.Emit(DSB(), IC_IALLU(), DSB(), ISB());
        _code.Emit(MSR(Elr, X12), LDR(Doubleword, X9, X19, MonitorLayout.DescriptorSpsr), MSR(Spsr, X9));
        _code.Emit(LDP(X1, X2, X19, (int)MonitorLayout.DescriptorTransfer), LDR(Doubleword, X3, X19, MonitorLayout.DescriptorTransfer + 16));
        _code.Emit(LDP(X4, X5, X19, (int)MonitorLayout.DescriptorAddress), LDR(Doubleword, X6, X19, MonitorLayout.DescriptorAddress + 16));
        _code.EmitBranch(new Label { Address = GuestLayout.MonitorEret }, Branches.B);
    }

    private void Handler()
    {
        _code.Place(_handler);
        _code.Emit(STP(X1, X2, X20, (int)MonitorLayout.ResultTransfer), STR(Doubleword, X3, X20, MonitorLayout.ResultTransfer + 16));
        _code.Emit(MRS(X9, PrivilegedRegisters.ESR_EL1), MRS(X10, Elr), STP(X9, X10, X20, (int)MonitorLayout.ResultEsr));
        _code.Emit(MRS(X9, Spsr), MRS(X10, PrivilegedRegisters.FAR_EL1), STP(X9, X10, X20, (int)MonitorLayout.ResultSpsr));
        _code.Emit(MOVZ(X9, 1), STR(Doubleword, X9, X20, MonitorLayout.ResultDone));
        _code.Place(Next);
        _code.Emit(ADD(X19, X19, MonitorLayout.DescriptorSize), ADD(X20, X20, MonitorLayout.ResultSize), SUB(X21, X21, 1));
        _code.EmitBranch(_next, Branches.B);
    }

    private void Unexpected()
    {
        _code.Place(_unexpected);
        _code.EmitConstant(X9, MonitorLayout.UnexpectedException);
        _code.Emit(MRS(X10, PrivilegedRegisters.ESR_EL1), STR(Doubleword, X10, X9));
        _code.EmitBranch(_unexpected, Branches.B);
    }
}
