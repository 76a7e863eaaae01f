using System.Globalization;
using System.Text;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Traces;

/// <summary>
/// An instruction in the assembler's manner. The general-purpose register is written <c>X</c>, because its number follows from
/// the place in the block: <see cref="GuestLayout.TransferRegister"/>.
/// </summary>
internal static class InstructionSyntax
{
    private const ulong LargestImmediate = 0xFFFF;

    /// <summary>PSTATE.D in the immediate of MSR DAIFSet and DAIFClr, the only bit that the vocabulary has.</summary>
    private const ulong DaifImmediateD = 8;

    private const string DAIFSet = nameof(Opcode.DAIFSet);
    private const string DAIFClr = nameof(Opcode.DAIFClr);

    private static readonly string[] Mnemonics =
    [
        "nop", "isb", "eret", "mrs", "msr", "brk", "svc", "udf",
        "ldr.1", "ldr.2", "ldr.4", "ldr.8", "str.1", "str.2", "str.4", "str.8", "ldxr.1", "ldxr.2", "ldxr.4", "ldxr.8",
    ];

    /// <summary>Reads the instruction at place <paramref name="index"/> of a block.</summary>
    public static Instruction Parse(TraceTokens tokens, int index)
    {
        var mnemonic = Array.Find(Mnemonics, known => TraceTokens.Is(known, tokens.PeekWord()));
        if (mnemonic is null)
            throw tokens.Expected("an instruction", Mnemonics);
        tokens.TakeWord("an instruction");
        return mnemonic switch
        {
            "nop" => new(Opcode.NOP),
            "isb" => new(Opcode.ISB),
            "eret" => new(Opcode.ERET),
            "brk" => new(Opcode.BRK, Value: Immediate(tokens)),
            "svc" => new(Opcode.SVC, Value: Immediate(tokens)),
            "udf" => new(Opcode.UDF, Value: Immediate(tokens)),
            "mrs" => Mrs(tokens, index),
            "msr" => Msr(tokens),
            _ => MemoryAccess(tokens, mnemonic),
        };
    }

    public static void Write(StringBuilder text, in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.MRS:
                text.Append("mrs X, ").Append(instruction.SystemRegister);
                break;
            case Opcode.MSR:
                text.Append("msr ").Append(instruction.SystemRegister).Append(", ")
                    .Append(ValueSyntax.Print(instruction.Register, instruction.Value));
                break;
            case Opcode.BRK or Opcode.SVC or Opcode.UDF:
                text.Append(Mnemonic(instruction.Opcode)).Append(" #").Append(NumberSyntax.Print(instruction.Value & LargestImmediate));
                break;
            case Opcode.DAIFSet or Opcode.DAIFClr:
                text.Append(CultureInfo.InvariantCulture, $"msr {instruction.Opcode}, #{DaifImmediateD}");
                break;
            case Opcode.LDR or Opcode.STR or Opcode.LDXR:
                text.Append(CultureInfo.InvariantCulture, $"{Mnemonic(instruction.Opcode)}.{instruction.AccessSize} [")
                    .Append(AddressSyntax.TryPrint(instruction.Value) ?? NumberSyntax.Print(instruction.Value)).Append(']');
                break;
            default:
                text.Append(Mnemonic(instruction.Opcode));
                break;
        }
    }

    private static string Mnemonic(Opcode opcode) => opcode switch
    {
        Opcode.NOP => "nop",
        Opcode.ISB => "isb",
        Opcode.ERET => "eret",
        Opcode.BRK => "brk",
        Opcode.SVC => "svc",
        Opcode.UDF => "udf",
        Opcode.LDR => "ldr",
        Opcode.STR => "str",
        _ => "ldxr",
    };

    private static ulong Immediate(TraceTokens tokens) => NumberSyntax.ParseInRange(tokens, "an immediate", 0, LargestImmediate);

    private static Instruction Mrs(TraceTokens tokens, int index)
    {
        var own = string.Create(CultureInfo.InvariantCulture, $"X{GuestLayout.TransferRegister(index)}");
        if (!tokens.TryTakeWord("X") && !tokens.TryTakeWord(own))
            throw tokens.Expected($"X or {own}, the register that belongs to this place in the block");
        tokens.Take(',', "',' after X");
        var register = RegisterSyntax.Parse(tokens);
        return Instruction.Mrs(register.Id, register.Index);
    }

    private static Instruction Msr(TraceTokens tokens)
    {
        var toggle = tokens.TryTakeWord(DAIFSet) ? Opcode.DAIFSet : tokens.TryTakeWord(DAIFClr) ? Opcode.DAIFClr : Opcode.NOP;
        if (toggle != Opcode.NOP)
        {
            tokens.Take(',', $"',' after {toggle}");
            NumberSyntax.ParseInRange(tokens, "#8, the immediate that has D alone", DaifImmediateD, DaifImmediateD);
            return new(toggle);
        }

        var register = RegisterSyntax.Parse(tokens);
        tokens.Take(',', $"',' after {register}");
        return Instruction.Msr(register.Id, ValueSyntax.Parse(tokens, register.Id), register.Index);
    }

    private static Instruction MemoryAccess(TraceTokens tokens, string mnemonic)
    {
        var opcode = mnemonic[..^2] switch { "ldr" => Opcode.LDR, "str" => Opcode.STR, _ => Opcode.LDXR };
        var sizeLog2 = (byte)int.TrailingZeroCount(mnemonic[^1] - '0');
        tokens.Take('[', "'[' and the address of a cell");
        var complaint = tokens.Expected("the address of a cell, aligned to the size of the access");
        if (!AddressSyntax.TryParse(tokens, out var address))
            address = NumberSyntax.ParseInRange(tokens, "the address of a cell", 0, ulong.MaxValue);
        if (!GuestLayout.IsInCell(address, out _) || (address & ((1UL << sizeLog2) - 1)) != 0)
            throw complaint;
        tokens.Take(']', "']' after the address");
        return new(opcode, default, sizeLog2, address);
    }
}
