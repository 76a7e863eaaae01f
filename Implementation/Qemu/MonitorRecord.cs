using OsLockConformance.Implementation.Machine;

namespace OsLockConformance.Implementation.Qemu;

/// <summary>
/// What host and monitor send each other, in doublewords. The monitor greets with <see cref="HelloLength"/> of them. The host sends
/// the number of bytes that follow, then records; the monitor answers with one result for every Run.
/// Fresh: the header. Run: the header; ELR; SPSR; X1 to X6; the patches, each a word and, in the upper half, its offset from slot A.
/// A header has the kind in [7:0] and the number of patches in [15:8].
/// Result: ESR, with the vector's number in the upper half; ELR; SPSR; FAR; X1; X2; X3.
/// </summary>
internal static class MonitorRecord
{
    /// <summary>Makes the machine fresh.</summary>
    public const ulong Fresh = 1;
    /// <summary>Patches the slots and runs a block.</summary>
    public const ulong Run = 2;
    /// <summary>Doublewords of a Run without its patches.</summary>
    public const int RunLength = 3 + BlockCompiler.EntryRegisters;
    /// <summary>Doublewords of a result.</summary>
    public const int ResultLength = 7;
    /// <summary>Doublewords of the greeting: <see cref="Magic"/>, MIDR_EL1, ID_AA64DFR0_EL1, ID_AA64DFR1_EL1, ID_AA64MMFR2_EL1, ID_AA64PFR0_EL1, the
    /// CurrentEL that the machine started with.</summary>
    public const int HelloLength = 7;
    /// <summary>The first doubleword of the greeting.</summary>
    public const ulong Magic = 0x4F53_4C4F_434B_0001;
}
