using OsLockConformance.Implementation.Machine;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Qemu;

/// <summary>
/// What host and monitor send each other, in doublewords. The monitor greets with <see cref="HelloLength"/> of them. The host sends
/// the number of bytes that follow, then records; the monitor answers with one result for every Run.
/// Fresh: the header. Run: the header; ELR; SPSR; X1 to X6; with <see cref="Writes"/> the contents of the slots.
/// A header has the kind in [7:0] and, in [63:32], the descriptor that maps the slots; 0 if they stay mapped as they are.
/// Result: ESR, with the vector's number in the upper half; ELR; SPSR; FAR; X1; X2; X3.
/// </summary>
internal static class MonitorRecord
{
    /// <summary>Makes the machine fresh.</summary>
    public const ulong Fresh = 1;
    /// <summary>Maps the slots and runs a block.</summary>
    public const ulong Run = 2;
    /// <summary>In a header: the page that the slots are mapped to gets other contents.</summary>
    public const ulong Writes = 1UL << 8;
    /// <summary>Doublewords of a Run without contents.</summary>
    public const int RunLength = 3 + BlockCompiler.EntryRegisters;
    /// <summary>Doublewords of the slots' contents.</summary>
    public const int SlotsLength = GuestLayout.SlotCount * BlockCompiler.SlotWords / 2;
    /// <summary>Doublewords of a result.</summary>
    public const int ResultLength = 7;
    /// <summary>Doublewords of the greeting: <see cref="Magic"/>, MIDR_EL1, ID_AA64DFR0_EL1, ID_AA64DFR1_EL1, ID_AA64MMFR2_EL1, ID_AA64PFR0_EL1, the
    /// CurrentEL that the machine started with.</summary>
    public const int HelloLength = 7;
    /// <summary>The first doubleword of the greeting.</summary>
    public const ulong Magic = 0x4F53_4C4F_434B_0001;
}
