namespace OsLockConformance.Implementation.Vmm;

/// <summary>Which registers of KVM_GET_REG_LIST a migration carries: all of 64 bits. The others (SIMD, FPSR and FPCR, the cache size
/// descriptions) no guest program of ours touches.</summary>
internal static class MigratedRegisters
{
    private const ulong SizeMask = 0x00F0_0000_0000_0000;
    private const ulong Size64 = 0x0030_0000_0000_0000;
    private const ulong KindMask = 0x0FFF_0000;
    private const ulong Core = 0x0010_0000;
    private const ulong SystemRegisters = 0x0013_0000;

    // op0 is 3 and CRn 14: the timers, which go on by themselves.
    private const ulong TimerMask = 0xC780;
    private const ulong Timer = 0xC700;

    public static bool Contains(ulong id) =>
        (id & SizeMask) == Size64
        && ((id & KindMask) == Core || ((id & KindMask) == SystemRegisters && (id & TimerMask) != Timer));
}
