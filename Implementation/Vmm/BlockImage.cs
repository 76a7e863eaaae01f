using System.Runtime.CompilerServices;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Vmm;

/// <summary>A block as the guest gets it: machine code, and what its instructions find in their registers.</summary>
internal struct BlockImage
{
    /// <summary>The first and the second instruction.</summary>
    public ulong Code0;
    /// <summary>The third instruction and the terminator.</summary>
    public ulong Code1;
    /// <summary>X1 to X3.</summary>
    public Registers Transfer;
    /// <summary>X4 to X6.</summary>
    public Registers Address;

    // A destination register that still holds this was not written: no register and no cell has such a value.
    private const ulong Unwritten = 0x5EED_0000_BADC_0DE0;

    public static BlockImage Of(in ScenarioAction action)
    {
        var image = default(BlockImage);
        Span<uint> words = stackalloc uint[GuestLayout.BlockLength + 1];
        words.Fill(A64.Svc(GuestLayout.TerminatorImmediate));
        for (var i = 0; i < action.Length; i++)
        {
            var instruction = action.InstructionAt(i);
            words[i] = A64.Encode(instruction, i);
            image.Address[i] = instruction.Value;
            image.Transfer[i] = instruction.Opcode switch
            {
                Opcode.MSR => instruction.Value,
                Opcode.STR => GuestLayout.StoredData,
                _ => Unwritten,
            };
        }
        image.Code0 = words[0] | ((ulong)words[1] << 32);
        image.Code1 = words[2] | ((ulong)words[3] << 32);
        return image;
    }

    /// <summary>Adds the values that the block's instructions left in X1 to X3.</summary>
    public static void ReadValues(in ScenarioAction action, in Registers transfer, ref Observation observation)
    {
        for (var i = 0; i < action.Length; i++)
        {
            if (action.InstructionAt(i).ProducesValue && transfer[i] != Unwritten)
                observation.SetValue(i, transfer[i]);
        }
    }

    /// <summary>One register for each instruction.</summary>
    [InlineArray(GuestLayout.BlockLength)]
    public struct Registers
    {
        private ulong _first;
    }
}
