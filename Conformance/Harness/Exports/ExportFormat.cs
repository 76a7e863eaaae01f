namespace OsLockConformance.Harness.Exports;

/// <summary>What a trace is exported as.</summary>
public enum ExportFormat
{
    /// <summary>A C program for tools/testing/selftests/kvm/arm64 of the kernel.</summary>
    Selftest,
    /// <summary>A C test for the arm folder of kvm-unit-tests.</summary>
    KvmUnitTests,
    /// <summary>A program of syzkaller.</summary>
    Syz,
    /// <summary>A bare-metal AArch64 listing with encodings, which the GNU assembler takes.</summary>
    Asm,
}
