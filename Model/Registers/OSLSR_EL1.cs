namespace OsLockConformance.Model.Registers;

/// <summary>Fields of OSLSR_EL1, OS Lock Status Register.</summary>
public static class OSLSR_EL1
{
    /// <summary>OSLM[1], bit 3: together with bit 0 the value 0b10 says that the OS Lock is implemented.</summary>
    public const ulong OSLM1 = 1UL << 3;
    /// <summary>nTT [2]: 0, a 32-bit write of OSLAR_EL1 is enough.</summary>
    public const ulong nTT = 1UL << 2;
    /// <summary>OSLK [1]: 1 while the OS Lock is locked.</summary>
    public const ulong OSLK = 1UL << 1;
    /// <summary>OSLM[0], bit 0.</summary>
    public const ulong OSLM0 = 1UL << 0;
}
