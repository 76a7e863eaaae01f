using System.Buffers.Binary;

namespace OsLockConformance.Implementation.Machine;

/// <summary>Puts instructions one after the other into memory and lets branches name places.</summary>
/// <param name="origin">The address of the image's first byte.</param>
public sealed class CodeBuilder(ulong origin)
{
    private readonly List<uint> _words = [];
    private readonly List<(int Index, Label Target, Func<long, uint> Encode)> _branches = [];

    /// <summary>The address of the next instruction.</summary>
    public ulong Here => origin + (4UL * (ulong)_words.Count);

    /// <summary>Appends instructions.</summary>
    public void Emit(params ReadOnlySpan<uint> words)
    {
        foreach (var word in words)
            _words.Add(word);
    }

    /// <summary>Appends a branch; <paramref name="encode"/> gets the distance.</summary>
    public void EmitBranch(Label target, Func<long, uint> encode)
    {
        _branches.Add((_words.Count, target, encode));
        _words.Add(0);
    }

    /// <summary>Loads a constant in as many instructions as it has halfwords that are not zero.</summary>
    public void EmitConstant(GeneralRegister rd, ulong value)
    {
        Emit(DataProcessing.MOVZ(rd, (uint)value & 0xFFFF));
        for (var halfword = 1; halfword < 4; halfword++)
        {
            var part = (uint)(value >> (16 * halfword)) & 0xFFFF;
            if (part != 0)
                Emit(DataProcessing.MOVK(rd, part, halfword));
        }
    }

    /// <summary>Names the place of the next instruction.</summary>
    public void Place(Label label)
    {
        ArgumentNullException.ThrowIfNull(label);
        if (label.Address is not null)
            throw new InvalidOperationException("the label has a place already");
        label.Address = Here;
    }

    /// <summary>Fills with UDF up to an address.</summary>
    public void PadTo(ulong address)
    {
        if (address < Here)
            throw new InvalidOperationException($"the code already reaches beyond {address:x}");
        while (Here < address)
            Emit(ExceptionInstructions.UDF(0));
    }

    /// <summary>The image, little-endian, all branches resolved.</summary>
    public byte[] ToImage()
    {
        foreach (var (index, target, encode) in _branches)
        {
            var to = target.Address ?? throw new InvalidOperationException("a branch goes to a label that has no place");
            _words[index] = encode((long)to - (long)(origin + (4UL * (ulong)index)));
        }
        var image = new byte[4 * _words.Count];
        for (var i = 0; i < _words.Count; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(4 * i), _words[i]);
        return image;
    }
}
