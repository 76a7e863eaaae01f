namespace OsLockConformance.Implementation.Vmm;

/// <summary>Requests of /dev/kvm on arm64, register ids and exit reasons, by the kernel's names.</summary>
internal static class KvmIoctl
{
    public const nuint KVM_CREATE_VM = 0xAE01;
    public const nuint KVM_GET_VCPU_MMAP_SIZE = 0xAE04;
    public const nuint KVM_CREATE_VCPU = 0xAE41;
    public const nuint KVM_SET_USER_MEMORY_REGION = 0x4020AE46;
    public const nuint KVM_RUN = 0xAE80;
    public const nuint KVM_SET_SIGNAL_MASK = 0x4004AE8B;
    public const nuint KVM_GET_ONE_REG = 0x4010AEAB;
    public const nuint KVM_SET_ONE_REG = 0x4010AEAC;
    public const nuint KVM_ARM_VCPU_INIT = 0x4020AEAE;
    public const nuint KVM_ARM_PREFERRED_TARGET = 0x8020AEAF;
    public const nuint KVM_GET_REG_LIST = 0xC008AEB0;
    public const nuint KVM_SET_GUEST_DEBUG = 0x4208AE9B;

    public const uint KVM_EXIT_DEBUG = 4;
    public const uint KVM_EXIT_MMIO = 6;

    /// <summary>KVM_REG_ARM64, 64 bits, KVM_REG_ARM_CORE; the offset in struct kvm_regs in words is added.</summary>
    public const ulong CoreRegister = 0x6030_0000_0010_0000;

    /// <summary>KVM_REG_ARM64, 64 bits, KVM_REG_ARM64_SYSREG; the encoding's sixteen bits are added.</summary>
    public const ulong SystemRegister = 0x6030_0000_0013_0000;

    public const ulong PC = CoreRegister + 0x40;
    public const ulong PSTATE = CoreRegister + 0x42;
    public const ulong ELR_EL1 = CoreRegister + 0x46;
    public const ulong SPSR_EL1 = CoreRegister + 0x48;
    public const ulong ESR_EL1 = SystemRegister + 0b11_000_0101_0010_000;
    public const ulong FAR_EL1 = SystemRegister + 0b11_000_0110_0000_000;
    public const ulong VBAR_EL1 = SystemRegister + 0b11_000_1100_0000_000;
    public const ulong MDSCR_EL1 = SystemRegister + 0b10_000_0000_0010_010;
    public const ulong ID_AA64PFR0_EL1 = SystemRegister + 0b11_000_0000_0100_000;
    public const ulong ID_AA64DFR0_EL1 = SystemRegister + 0b11_000_0000_0101_000;
    public const ulong ID_AA64MMFR2_EL1 = SystemRegister + 0b11_000_0000_0111_010;

    /// <summary>The general-purpose register Xn.</summary>
    public static ulong X(int n) => CoreRegister + (2 * (ulong)n);
}
