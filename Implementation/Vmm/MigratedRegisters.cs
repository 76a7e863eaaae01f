namespace OsLockConformance.Implementation.Vmm;

/// <summary>
/// Which registers of KVM_GET_REG_LIST a migration carries: all of 64 bits that a guest program of ours can change and see afterwards. These
/// are PC, PSTATE, the stack pointers, the saved state of exceptions, the debug registers, and of the other system registers those of
/// exception handling and the context ids. A virtual machine monitor carries all of them; each is a system call or two.
/// </summary>
internal static class MigratedRegisters
{
    private const ulong SizeMask = 0x00F0_0000_0000_0000;
    private const ulong Size64 = 0x0030_0000_0000_0000;
    private const ulong KindMask = 0x0FFF_0000;
    private const ulong Core = 0x0010_0000;
    private const ulong SystemRegisters = 0x0013_0000;
    private const ulong Index = 0xFFFF;

    // The offset in struct kvm_regs, in words, of what follows X0 to X30.
    private const ulong AfterGeneralRegisters = 2 * 31;

    private const int Op0Shift = 14;
    private const int CRnShift = 7;
    private const ulong Debug = 2;

    // SPSR and ELR; AFSR and ESR; FAR; VBAR; CONTEXTIDR and TPIDR.
    private const ulong CRns = (1 << 4) | (1 << 5) | (1 << 6) | (1 << 12) | (1 << 13);

    /// <summary>Whether a migration carries the register of this id.</summary>
    public static bool Contains(ulong id)
    {
        if ((id & SizeMask) != Size64)
            return false;
        var index = id & Index;
        return (id & KindMask) switch
        {
            Core => index >= AfterGeneralRegisters,
            SystemRegisters => index >> Op0Shift == Debug || ((CRns >> (int)((index >> CRnShift) & 0xF)) & 1) != 0,
            _ => false,
        };
    }
}
