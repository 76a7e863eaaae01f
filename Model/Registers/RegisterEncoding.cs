namespace OsLockConformance.Model.Registers;

/// <summary>
/// The key of a system register, written <c>0b10_000_0001_0000_100</c>: op0 [15:14], op1 [13:11], CRn [10:7],
/// CRm [6:3], op2 [2:0].
/// </summary>
/// <param name="Key">The sixteen bits.</param>
public readonly record struct RegisterEncoding(ushort Key)
{
    /// <summary>op0, 2 or 3 for a system register.</summary>
    public int Op0 => Key >> 14;
    /// <summary>op1.</summary>
    public int Op1 => (Key >> 11) & 7;
    /// <summary>CRn.</summary>
    public int CRn => (Key >> 7) & 15;
    /// <summary>CRm; n of DBGBVR&lt;n&gt;_EL1 and its like.</summary>
    public int CRm => (Key >> 3) & 15;
    /// <summary>op2.</summary>
    public int Op2 => Key & 7;

    /// <summary>The encoding of member <paramref name="n"/> of a family whose number is CRm.</summary>
    public RegisterEncoding WithIndex(int n) => new((ushort)(Key | (n << 3)));

    /// <summary>The ISS of a trapped MSR or MRS (EC 0x18): op0 [21:20], op2 [19:17], op1 [16:14], CRn [13:10],
    /// Rt [9:5], CRm [4:1], read [0].</summary>
    public uint TrapSyndrome(int rt, bool isRead) =>
        (uint)((Op0 << 20) | (Op2 << 17) | (Op1 << 14) | (CRn << 10) | (rt << 5) | (CRm << 1) | (isRead ? 1 : 0));
}
