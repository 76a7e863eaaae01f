using OsLockConformance.Implementation.Machine;
using OsLockConformance.Model.Registers;
using Xunit;
using static OsLockConformance.Implementation.Machine.GeneralRegister;

namespace OsLockConformance.Tests.Qemu;

/// <summary>Words that were held against the instruction descriptions of DDI 0487 by hand.</summary>
public sealed class EncodingTests
{
    public static TheoryData<string, uint, uint> Words => new()
    {
        { "nop", SystemInstructions.NOP(), 0xD503_201F },
        { "isb", SystemInstructions.ISB(), 0xD503_3FDF },
        { "dsb sy", SystemInstructions.DSB(), 0xD503_3F9F },
        { "eret", ExceptionInstructions.ERET(), 0xD69F_03E0 },
        { "hlt #0xf000", ExceptionInstructions.HLT(0xF000), 0xD45E_0000 },
        { "brk #1", ExceptionInstructions.BRK(1), 0xD420_0020 },
        { "svc #0", ExceptionInstructions.SVC(0), 0xD400_0001 },
        { "udf #0xffff", ExceptionInstructions.UDF(0xFFFF), 0x0000_FFFF },
        { "msr daifset, #8", SystemInstructions.DAIFSet(8), 0xD503_48DF },
        { "msr daifclr, #8", SystemInstructions.DAIFClr(8), 0xD503_48FF },
        { "ic ivau, x1", SystemInstructions.IC_IVAU(X1), 0xD50B_7521 },
        { "tlbi vae1, x29", SystemInstructions.TLBI_VAE1(X29), 0xD508_873D },
        { "dc cvau, x1", SystemInstructions.DC_CVAU(X1), 0xD50B_7B21 },
        { "movz x3, #0x1234, lsl #16", DataProcessing.MOVZ(X3, 0x1234, 1), 0xD2A2_4683 },
        { "movk x3, #0xffff, lsl #48", DataProcessing.MOVK(X3, 0xFFFF, 3), 0xF2FF_FFE3 },
        { "mov x1, x13", DataProcessing.MOV(X1, X13), 0xAA0D_03E1 },
        { "add x7, x7, x0, lsl #32", DataProcessing.ADD(X7, X7, X0, 32), 0x8B00_80E7 },
        { "sub x2, x2, #1", DataProcessing.SUB(X2, X2, 1), 0xD100_0442 },
        { "cmp x22, #2", DataProcessing.CMP(X22, 2), 0xF100_0ADF },
        { "ubfx x1, x0, #8, #8", DataProcessing.UBFX(X1, X0, 8, 8), 0xD348_3C01 },
        { "ldr x1, [x4]", LoadsAndStores.LDR(3, X1, X4), 0xF940_0081 },
        { "ldrb w1, [x4]", LoadsAndStores.LDR(0, X1, X4), 0x3940_0081 },
        { "strh w2, [x5]", LoadsAndStores.STR(1, X2, X5), 0x7900_00A2 },
        { "ldxr x3, [x6]", LoadsAndStores.LDXR(3, X3, X6), 0xC85F_7CC3 },
        { "ldr x0, [x19], #8", LoadsAndStores.LDRPostIndex(X0, X19, 8), 0xF840_8660 },
        { "stp x7, x8, [x20], #16", LoadsAndStores.STPPostIndex(X7, X8, X20, 16), 0xA881_2287 },
        { "b .-4", Branches.B(-4), 0x17FF_FFFF },
        { "b.ne .+8", Branches.B(Condition.NE, 8), 0x5400_0041 },
        { "cbz x2, .+16", Branches.CBZ(X2, 16), 0xB400_0082 },
        { "msr oslar_el1, x1", SystemInstructions.MSR(RegisterTable.Describe(RegisterId.OSLAR_EL1).Encoding, X1), 0xD510_1081 },
        { "mrs x2, mdccsr_el0", SystemInstructions.MRS(X2, RegisterTable.Describe(RegisterId.MDCCSR_EL0).Encoding), 0xD533_0102 },
        { "msr vbar_el1, x0", SystemInstructions.MSR(PrivilegedRegisters.VBAR_EL1, X0), 0xD518_C000 },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void An_instruction_has_the_word_of_the_manual(string text, uint encoded, uint word) =>
        Assert.Equal((text, word), (text, encoded));

    [Fact]
    public void A_branch_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => Branches.CBZ(X0, 1 << 20));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Branches.B(2));
    }

    [Fact]
    public void A_label_is_reached_from_both_sides()
    {
        var code = new CodeBuilder(0x1000);
        var label = new Label();
        code.EmitBranch(label, Branches.B);
        code.Place(label);
        code.EmitBranch(label, Branches.B);
        Assert.Equal([0x01, 0x00, 0x00, 0x14, 0x00, 0x00, 0x00, 0x14], code.ToImage());
    }

    [Theory]
    [InlineData("run A EL1h { mrs X, OSLSR_EL1; brk #0; mrs X, OSLSR_EL1 }", 0x4010_0004UL, 0xF200_0000, 0b001)]
    [InlineData("run A EL1h { mrs X, OSLSR_EL1; svc #1; mrs X, OSLSR_EL1 }", 0x4010_0008UL, 0x5600_0001, 0b001)]
    [InlineData("run A EL1h { mrs X, OSLSR_EL1; nop; mrs X, OSLSR_EL1 }", 0x4010_0010UL, 0x5600_0000, 0b101)]
    [InlineData("run B EL1h { mrs X, MDCCINT_EL1; msr ELR_EL1, A; eret }", 0x4010_0004UL, 0x5600_0000, 0b001)]
    [InlineData("run A EL1h { mrs X, MDCCINT_EL1; msr ELR_EL1, A+12; eret }", 0x4010_0010UL, 0x5600_0000, 0b001)]
    public void Which_reads_have_completed_follows_from_where_the_block_was_left(string line, ulong elr, uint esr, byte completed)
    {
        var action = TraceLine.Parse(line);
        ulong[] untouched = [BlockCompiler.Poison(0), BlockCompiler.Poison(1), BlockCompiler.Poison(2)];
        Assert.Equal(completed, BlockCompiler.Completed(action, elr, esr, untouched));
    }
}
