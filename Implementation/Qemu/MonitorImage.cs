using OsLockConformance.Implementation.Machine;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using static OsLockConformance.Implementation.Machine.DataProcessing;
using static OsLockConformance.Implementation.Machine.GeneralRegister;
using static OsLockConformance.Implementation.Machine.LoadsAndStores;
using static OsLockConformance.Implementation.Machine.SystemInstructions;

namespace OsLockConformance.Implementation.Qemu;

/// <summary>
/// The monitor as a raw kernel image: it boots to EL1, with its own <see cref="PageTables"/>, greets, and then executes messages of
/// <see cref="MonitorRecord"/>. X12 to X30 are its own; a block sees X1 to X6 only. X19 is the record, X20 the result, X21 the end
/// of the records, X22 what an exception means (<see cref="InBlock"/> and its like), X25 the descriptor of the slots, X26 and X27 the
/// handles, X29 the number of the slots' page.
/// </summary>
internal sealed class MonitorImage
{
    /// <summary>X22: a block runs, an exception is its result.</summary>
    private const uint InBlock = 0;
    /// <summary>X22: the monitor runs, an exception is a defect.</summary>
    private const uint InMonitor = 1;
    /// <summary>X22: the monitor accesses registers that may be missing; the instruction is skipped for good.</summary>
    private const uint Probing = 2;

    private const int Doubleword = 3;
    private const uint EL2 = 2u << 2;
    // SCTLR_EL1 with its RES1 bits (and EIS, EOS, SPAN) alone: MMU and caches off, UMA 0.
    private const ulong SctlrEl1 = 0x30D0_0800;
    // M, C and I.
    private const ulong MmuAndCaches = 0x1005;
    // HCR_EL2.RW: EL1 is AArch64.
    private const ulong HcrEl2 = 1UL << 31;
    // EL1h, D A I F masked.
    private const ulong MonitorPstate = 0x3C5;
    private const uint ExitOfDefect = 64;
    private const int Vectors = 16;
    private const int VectorStride = 0x80;

    private readonly CodeBuilder _code = new(MonitorLayout.Entry);
    private readonly Label _messages = new();
    private readonly Label _records = new();
    private readonly Label _fresh = new();
    private readonly Label _exception = new();
    private readonly Label _read = new();
    private readonly Label _write = new();
    private readonly Label _end = new();

    private MonitorImage()
    {
    }

    /// <summary>Builds the image; its first byte belongs at <see cref="MonitorLayout.Entry"/>.</summary>
    public static byte[] Build()
    {
        var image = new MonitorImage();
        image.Boot();
        image.Messages();
        image.Records();
        image.Fresh();
        image.Exceptions();
        Semihosting.EmitTransfer(image._code, Semihosting.SYS_READ, image._read, image._end);
        Semihosting.EmitTransfer(image._code, Semihosting.SYS_WRITE, image._write, image._end);
        image._code.Place(image._end);
        image._code.Emit(MOVZ(X2, 0));
        Semihosting.EmitExit(image._code);
        image.VectorTable();
        image._code.PadTo(GuestLayout.MonitorEret);
        image._code.Emit(ExceptionInstructions.ERET());
        return image._code.ToImage();
    }

    private void Boot()
    {
        var atEl1 = new Label();
        _code.Emit(MRS(X28, PrivilegedRegisters.CurrentEL), CMP(X28, EL2));
        _code.EmitBranch(atEl1, static distance => Branches.B(Condition.NE, distance));
        _code.EmitConstant(X0, HcrEl2);
        // MDCR_EL2: no traps; HPMN, which EL1 has to see, as it is.
        _code.Emit(MSR(PrivilegedRegisters.HCR_EL2, X0), MRS(X0, PrivilegedRegisters.MDCR_EL2), UBFX(X0, X0, 0, 5),
            MSR(PrivilegedRegisters.MDCR_EL2, X0));
        var el1Code = _code.Here + (4 * 9);
        _code.EmitConstant(X0, MonitorPstate);
        _code.Emit(MSR(PrivilegedRegisters.SPSR_EL2, X0));
        EmitBoth(X0, el1Code);
        _code.Emit(MSR(PrivilegedRegisters.ELR_EL2, X0));
        EmitBoth(X0, SctlrEl1);
        _code.Emit(MSR(PrivilegedRegisters.SCTLR_EL1, X0), ExceptionInstructions.ERET());
        _code.Place(atEl1);
        if (_code.Here != el1Code)
            throw new InvalidOperationException("the way from EL2 to EL1 has another length");
        _code.EmitConstant(X0, SctlrEl1);
        _code.Emit(DAIFSet(15), MSR(PrivilegedRegisters.SCTLR_EL1, X0));
        _code.EmitConstant(X0, GuestLayout.Vectors);
        _code.Emit(MSR(PrivilegedRegisters.VBAR_EL1, X0), ISB());
        PageTables.EmitBuild(_code);
        _code.EmitConstant(X0, SctlrEl1 | MmuAndCaches);
        _code.Emit(MSR(PrivilegedRegisters.SCTLR_EL1, X0), ISB());
        _code.EmitConstant(X25, PageTables.SlotsDescriptor);
        _code.EmitConstant(X29, PageTables.SlotsPage);
        Semihosting.EmitOpen(_code, "/dev/stdin", Semihosting.ModeRead, X26);
        Semihosting.EmitOpen(_code, "/dev/stdout", Semihosting.ModeWrite, X27);
        Hello();
    }

    /// <summary>A constant of two halfwords, always in two instructions.</summary>
    private void EmitBoth(GeneralRegister rd, ulong value) => _code.Emit(MOVZ(rd, (uint)value & 0xFFFF), MOVK(rd, (uint)(value >> 16), 1));

    private void Hello()
    {
        _code.EmitConstant(X20, MonitorLayout.Output);
        _code.EmitConstant(X0, MonitorRecord.Magic);
        _code.Emit(STR(Doubleword, X0, X20), MOVZ(X22, Probing));
        RegisterEncoding[] registers =
        [
            PrivilegedRegisters.MIDR_EL1, RegisterTable.Describe(RegisterId.ID_AA64DFR0_EL1).Encoding,
            PrivilegedRegisters.ID_AA64DFR1_EL1, PrivilegedRegisters.ID_AA64MMFR2_EL1, PrivilegedRegisters.ID_AA64PFR0_EL1,
        ];
        for (var i = 0; i < registers.Length; i++)
            _code.Emit(MOVZ(X0, 0), MRS(X0, registers[i]), STR(Doubleword, X0, X20, (uint)(8 * (i + 1))));
        _code.Emit(MOVZ(X22, InMonitor), STR(Doubleword, X28, X20, 8 * (MonitorRecord.HelloLength - 1)));
        _code.Emit(MOV(X10, X20), MOVZ(X11, 8 * MonitorRecord.HelloLength), MOV(X12, X27));
        _code.EmitBranch(_write, Branches.BL);
    }

    private void Messages()
    {
        _code.Place(_messages);
        _code.EmitConstant(X10, MonitorLayout.Header);
        _code.Emit(MOV(X19, X10), MOVZ(X11, 8), MOV(X12, X26));
        _code.EmitBranch(_read, Branches.BL);
        _code.Emit(LDR(Doubleword, X11, X19));
        _code.EmitConstant(X19, MonitorLayout.Input);
        _code.EmitConstant(X20, MonitorLayout.Output);
        _code.Emit(ADD(X21, X19, X11), MOV(X10, X19));
        _code.EmitBranch(_read, Branches.BL);
        var answer = new Label();
        _code.Place(_records);
        _code.Emit(CMP(X19, X21));
        _code.EmitBranch(answer, static distance => Branches.B(Condition.HS, distance));
        var record = new Label();
        _code.EmitBranch(record, Branches.B);
        _code.Place(answer);
        _code.EmitConstant(X10, MonitorLayout.Output);
        _code.Emit(SUB(X11, X20, X10), MOV(X12, X27));
        _code.EmitBranch(_write, Branches.BL);
        _code.EmitBranch(_messages, Branches.B);
        _code.Place(record);
    }

    private void Records()
    {
        Label enter = new(), eret = new() { Address = GuestLayout.MonitorEret };
        _code.Emit(LDRPostIndex(X0, X19, 8), UBFX(X1, X0, 0, 8), CMP(X1, (uint)MonitorRecord.Fresh));
        _code.EmitBranch(_fresh, static distance => Branches.B(Condition.EQ, distance));
        _code.Emit(LDPPostIndex(X23, X24, X19, 16), LDPPostIndex(X13, X14, X19, 16), LDPPostIndex(X15, X4, X19, 16),
            LDPPostIndex(X5, X6, X19, 16), UBFX(X3, X0, 32, 32));
        _code.EmitBranch(enter, static distance => Branches.CBZ(X3, distance));
        // Break before make.
        _code.Emit(STR(Doubleword, XZR, X25), DSB(), TLBI_VAE1(X29), DSB(), STR(Doubleword, X3, X25), DSB(), UBFX(X2, X0, 8, 1));
        _code.EmitBranch(enter, static distance => Branches.CBZ(X2, distance));
        _code.EmitConstant(X1, GuestLayout.SlotBase);
        for (var slot = 0; slot < GuestLayout.SlotCount; slot++)
            _code.Emit(LDPPostIndex(X7, X8, X19, 16), MOV(X2, X1), STPPostIndex(X7, X8, X1, (int)GuestLayout.SlotStride), DC_CVAU(X2), DSB(), IC_IVAU(X2));
        _code.Emit(DSB());
        _code.Place(enter);
        _code.Emit(MSR(RegisterTable.Describe(RegisterId.ELR_EL1).Encoding, X23), MSR(RegisterTable.Describe(RegisterId.SPSR_EL1).Encoding, X24),
            ISB(), MOV(X1, X13), MOV(X2, X14), MOV(X3, X15), MOVZ(X0, 0), MOVZ(X22, InBlock));
        _code.EmitBranch(eret, Branches.B);
    }

    /// <summary>The state that <see cref="Model.Reference.ReferenceModel.Initial"/> describes. The OS Lock is locked first, so that the
    /// writes reach everything, and stays so, as after a cold reset.</summary>
    private void Fresh()
    {
        _code.Place(_fresh);
        _code.Emit(MOVZ(X22, Probing), MOVZ(X0, 1), Write(RegisterId.OSLAR_EL1, X0), ISB());
        _code.Emit(Write(RegisterId.OSDLR_EL1, XZR), Write(RegisterId.DBGPRCR_EL1, XZR), Write(RegisterId.MDSCR_EL1, XZR),
            Write(RegisterId.MDCCINT_EL1, XZR), Write(RegisterId.OSECCR_EL1, XZR), Write(RegisterId.OSDTRRX_EL1, XZR),
            Write(RegisterId.OSDTRTX_EL1, XZR), Write(RegisterId.CONTEXTIDR_EL1, XZR), MOVZ(X0, 0xFF),
            Write(RegisterId.DBGCLAIMCLR_EL1, X0));
        for (var n = 0; n < PeLimits.MaximumBreakpoints; n++)
            _code.Emit(Write(RegisterId.DBGBCRn_EL1, XZR, n), Write(RegisterId.DBGBVRn_EL1, XZR, n));
        for (var n = 0; n < PeLimits.MaximumWatchpoints; n++)
            _code.Emit(Write(RegisterId.DBGWCRn_EL1, XZR, n), Write(RegisterId.DBGWVRn_EL1, XZR, n));
        _code.EmitConstant(X0, GuestLayout.CellBase);
        for (var cell = 0u; cell < GuestLayout.CellCount; cell++)
            _code.Emit(STR(Doubleword, XZR, X0, cell * (uint)GuestLayout.CellStride));
        _code.Emit(ISB(), MOVZ(X22, InMonitor));
        _code.EmitBranch(_records, Branches.B);
    }

    private static uint Write(RegisterId register, GeneralRegister rt, int n = 0) => MSR(RegisterTable.EncodingOf(new SystemRegister(register, (byte)n)), rt);

    /// <summary>What every vector branches to, with its number in X0.</summary>
    private void Exceptions()
    {
        var elr = RegisterTable.Describe(RegisterId.ELR_EL1).Encoding;
        Label notInBlock = new(), defect = new();
        _code.Place(_exception);
        _code.EmitBranch(notInBlock, static distance => Branches.CBNZ(X22, distance));
        _code.Emit(MRS(X7, PrivilegedRegisters.ESR_EL1), ADD(X7, X7, X0, 32), MRS(X8, elr),
            MRS(X9, RegisterTable.Describe(RegisterId.SPSR_EL1).Encoding), MRS(X10, PrivilegedRegisters.FAR_EL1), MOVZ(X22, InMonitor));
        _code.Emit(STPPostIndex(X7, X8, X20, 16), STPPostIndex(X9, X10, X20, 16), STPPostIndex(X1, X2, X20, 16),
            STRPostIndex(X3, X20, 8));
        _code.EmitBranch(_records, Branches.B);
        // A register that this PE does not have: the access becomes a NOP, so that it costs an exception only once.
        _code.Place(notInBlock);
        _code.Emit(CMP(X22, Probing));
        _code.EmitBranch(defect, static distance => Branches.B(Condition.NE, distance));
        _code.Emit(MRS(X7, PrivilegedRegisters.ESR_EL1), UBFX(X7, X7, 26, 6));
        _code.EmitBranch(defect, static distance => Branches.CBNZ(X7, distance));
        _code.EmitConstant(X7, NOP());
        _code.Emit(MRS(X8, elr), STR(2, X7, X8), DC_CVAU(X8), DSB(), IC_IVAU(X8), DSB(), MOVZ(X0, 0), ISB(), ExceptionInstructions.ERET());
        _code.Place(defect);
        _code.Emit(ADD(X2, X0, ExitOfDefect));
        Semihosting.EmitExit(_code);
    }

    private void VectorTable()
    {
        for (var vector = 0; vector < Vectors; vector++)
        {
            _code.PadTo(GuestLayout.Vectors + (ulong)(vector * VectorStride));
            _code.Emit(MOVZ(X0, (uint)vector));
            _code.EmitBranch(_exception, Branches.B);
        }
    }
}
