using System.Buffers.Binary;
using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;

namespace OsLockConformance.Harness.Symbolic.Code;

/// <summary>Takes a method's code apart.</summary>
public static class CodeReader
{
    private const byte TwoBytePrefix = 0xFE;

    private static readonly Dictionary<ushort, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => (OpCode)field.GetValue(null)!)
        .ToDictionary(static opCode => unchecked((ushort)opCode.Value));

    /// <summary>The instructions by their offset.</summary>
    public static IReadOnlyDictionary<int, CodeInstruction> Read(ReadOnlySpan<byte> code)
    {
        var instructions = new Dictionary<int, CodeInstruction>();
        for (var offset = 0; offset < code.Length;)
        {
            var instruction = ReadOne(code, offset);
            instructions.Add(offset, instruction);
            offset = instruction.Next;
        }

        return instructions;
    }

    private static CodeInstruction ReadOne(ReadOnlySpan<byte> code, int offset)
    {
        var at = offset;
        ushort value = code[at++];
        if (value == TwoBytePrefix)
            value = (ushort)(value << 8 | code[at++]);
        var opCode = OpCodesByValue[value];
        var rest = code[at..];
        switch (opCode.OperandType)
        {
            case OperandType.InlineNone:
                return new CodeInstruction(offset, opCode, 0, [], at);
            case OperandType.ShortInlineI:
                return new CodeInstruction(offset, opCode, (sbyte)rest[0], [], at + 1);
            case OperandType.ShortInlineVar:
                return new CodeInstruction(offset, opCode, rest[0], [], at + 1);
            case OperandType.ShortInlineBrTarget:
                return new CodeInstruction(offset, opCode, at + 1 + (sbyte)rest[0], [], at + 1);
            case OperandType.InlineVar:
                return new CodeInstruction(offset, opCode, BinaryPrimitives.ReadUInt16LittleEndian(rest), [], at + 2);
            case OperandType.InlineBrTarget:
                return new CodeInstruction(offset, opCode, at + 4 + BinaryPrimitives.ReadInt32LittleEndian(rest), [], at + 4);
            case OperandType.InlineI8 or OperandType.InlineR:
                return new CodeInstruction(offset, opCode, BinaryPrimitives.ReadInt64LittleEndian(rest), [], at + 8);
            case OperandType.InlineSwitch:
                return ReadSwitch(rest, offset, opCode, at);
            case OperandType.InlineField or OperandType.InlineI or OperandType.InlineMethod or OperandType.InlineSig
                or OperandType.InlineString or OperandType.InlineTok or OperandType.InlineType or OperandType.ShortInlineR:
                return new CodeInstruction(offset, opCode, BinaryPrimitives.ReadInt32LittleEndian(rest), [], at + 4);
            default:
                throw new UnreachableException($"{opCode.OperandType} is no kind of operand.");
        }
    }

    private static CodeInstruction ReadSwitch(ReadOnlySpan<byte> rest, int offset, OpCode opCode, int at)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(rest);
        var next = at + 4 + (4 * count);
        var targets = new int[count];
        for (var i = 0; i < count; i++)
            targets[i] = next + BinaryPrimitives.ReadInt32LittleEndian(rest[(4 + (4 * i))..]);
        return new CodeInstruction(offset, opCode, 0, targets, next);
    }
}
