using System.Runtime.CompilerServices;
using OsLockConformance.Implementation.Machine;
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

    public static BlockImage Of(in ScenarioAction action)
    {
        var image = default(BlockImage);
        Span<uint> words = stackalloc uint[BlockCompiler.SlotWords];
        Span<ulong> registers = stackalloc ulong[BlockCompiler.EntryRegisters];
        BlockCompiler.Words(action, words);
        BlockCompiler.Registers(action, registers);
        image.Code0 = words[0] | ((ulong)words[1] << 32);
        image.Code1 = words[2] | ((ulong)words[3] << 32);
        registers[..GuestLayout.BlockLength].CopyTo(image.Transfer);
        registers[GuestLayout.BlockLength..].CopyTo(image.Address);
        return image;
    }

    /// <summary>Adds the values that the block's instructions left in X1 to X3: a register that still holds what it began with was not written.</summary>
    public static void ReadValues(in ScenarioAction action, in Registers transfer, ref Observation observation)
    {
        for (var i = 0; i < action.Length; i++)
        {
            if (action.InstructionAt(i).ProducesValue && transfer[i] != BlockCompiler.Poison(i))
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
