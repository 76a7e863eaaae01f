using System.Reflection.Emit;

namespace OsLockConformance.Harness.Symbolic.Code;

/// <summary>An instruction of the Common Intermediate Language (ECMA-335, partition III).</summary>
/// <param name="Offset">Bytes from the begin of the method's code.</param>
/// <param name="OpCode">What it does.</param>
/// <param name="Operand">The number, the token, or the offset that a branch goes to.</param>
/// <param name="Targets">The offsets that a switch goes to; empty for every other instruction.</param>
/// <param name="Next">The offset of the instruction behind it.</param>
public readonly record struct CodeInstruction(int Offset, OpCode OpCode, long Operand, IReadOnlyList<int> Targets, int Next);
