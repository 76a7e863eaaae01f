using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using OsLockConformance.Harness.Symbolic.Code;
using OsLockConformance.Harness.Symbolic.Gates;
using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Faults;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Tests.Symbolic;

/// <summary>The implementation with one instruction of its compiled code changed, beside the real one: the model is the same for both.</summary>
internal sealed class MutatedImplementation : AssemblyLoadContext
{
    private static readonly string Path = typeof(TargetCatalogue).Assembly.Location;

    /// <summary>Opcodes that can stand for each other, with as many bytes and the same operands.</summary>
    private static readonly (OpCode, OpCode)[] Exchanged =
    [
        (OpCodes.Brtrue_S, OpCodes.Brfalse_S), (OpCodes.Brtrue, OpCodes.Brfalse), (OpCodes.Beq_S, OpCodes.Bne_Un_S),
        (OpCodes.Blt_S, OpCodes.Bge_S), (OpCodes.Bgt_S, OpCodes.Ble_S), (OpCodes.And, OpCodes.Or), (OpCodes.Xor, OpCodes.Or),
        (OpCodes.Add, OpCodes.Sub), (OpCodes.Shl, OpCodes.Shr_Un), (OpCodes.Ldc_I4_0, OpCodes.Ldc_I4_1), (OpCodes.Ldc_I4_2, OpCodes.Ldc_I4_3),
        (OpCodes.Ldc_I4_4, OpCodes.Ldc_I4_5), (OpCodes.Ldc_I4_7, OpCodes.Ldc_I4_6),
    ];

    private MutatedImplementation()
        : base(isCollectible: true)
    {
    }

    /// <summary>What can be changed in a method: the place in the file, the bytes to put there, and what that is.</summary>
    public static IReadOnlyList<Mutation> MutationsOf(MethodBase method)
    {
        var code = method.GetMethodBody()!.GetILAsByteArray()!;
        var begin = BeginOf(method.MetadataToken);
        List<Mutation> mutations = [];
        foreach (var at in CodeReader.Read(code).Values.OrderBy(static instruction => instruction.Offset))
        {
            foreach (var (one, other) in Exchanged)
            {
                if (at.OpCode == one || at.OpCode == other)
                {
                    var now = at.OpCode == one ? other : one;
                    mutations.Add(new Mutation(begin + at.Offset, [(byte)now.Value], $"{method.Name}+0x{at.Offset:X}: {at.OpCode.Name} becomes {now.Name}"));
                }
            }

            if (at.OpCode == OpCodes.Ldc_I4_S || at.OpCode == OpCodes.Ldc_I4 || at.OpCode == OpCodes.Ldc_I8)
                mutations.Add(new Mutation(begin + at.Offset + 1, [(byte)(code[at.Offset + 1] ^ 1)], $"{method.Name}+0x{at.Offset:X}: bit 0 of 0x{at.Operand:X}"));
            if (at.OpCode == OpCodes.Ldc_I4)
            {
                var shifted = new byte[4];
                BinaryPrimitives.WriteInt32LittleEndian(shifted, (int)at.Operand << 1);
                mutations.Add(new Mutation(begin + at.Offset + 1, shifted, $"{method.Name}+0x{at.Offset:X}: 0x{at.Operand:X} becomes its double"));
            }
        }

        return mutations;
    }

    /// <summary>The simulated hardware with a mutation.</summary>
    public static GateSubject Hardware(Mutation mutation)
    {
        var bytes = File.ReadAllBytes(Path);
        mutation.Bytes.CopyTo(bytes, mutation.FileOffset);
        using var stream = new MemoryStream(bytes);
        var assembly = new MutatedImplementation().LoadFromStream(stream);
        var target = assembly.GetType("OsLockConformance.Implementation.Hardware.HardwareTarget")!;
        var policy = Enum.ToObject(assembly.GetType("OsLockConformance.Implementation.Hardware.SynchronizationPolicy")!, 0);
        return new GateSubject(mutation.Text, assembly, null, FaultId.None, ErratumId.None, () => (ITarget)Activator.CreateInstance(target, policy)!);
    }

    /// <summary>The place of a method's code in the file, behind its header (ECMA-335 II.25.4).</summary>
    private static int BeginOf(int token)
    {
        using var reader = new PEReader(File.OpenRead(Path));
        var metadata = reader.GetMetadataReader();
        var address = metadata.GetMethodDefinition((MethodDefinitionHandle)MetadataTokens(token)).RelativeVirtualAddress;
        var section = reader.PEHeaders.SectionHeaders[reader.PEHeaders.GetContainingSectionIndex(address)];
        var header = address - section.VirtualAddress + section.PointerToRawData;
        var isTiny = (File.ReadAllBytes(Path)[header] & 3) == 2;
        return header + (isTiny ? 1 : 12);
    }

    private static EntityHandle MetadataTokens(int token) => System.Reflection.Metadata.Ecma335.MetadataTokens.EntityHandle(token);
}

/// <summary>A change of compiled code.</summary>
/// <param name="FileOffset">Where.</param>
/// <param name="Bytes">What is put there.</param>
/// <param name="Text">What it is.</param>
internal sealed record Mutation(int FileOffset, byte[] Bytes, string Text);
