using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Qemu;

/// <summary>What a machine says about itself.</summary>
/// <param name="Midr">MIDR_EL1.</param>
/// <param name="DebugFeatures0">ID_AA64DFR0_EL1.</param>
/// <param name="DebugFeatures1">ID_AA64DFR1_EL1.</param>
/// <param name="MemoryModelFeatures2">ID_AA64MMFR2_EL1.</param>
/// <param name="ProcessorFeatures0">ID_AA64PFR0_EL1.</param>
public readonly record struct IdentificationRegisters(
    ulong Midr, ulong DebugFeatures0, ulong DebugFeatures1, ulong MemoryModelFeatures2, ulong ProcessorFeatures0)
{
    private static readonly RegisterField TraceFilt = new("TraceFilt", 43, 40);
    private static readonly RegisterField SPMU = new("SPMU", 35, 32);
    private static readonly RegisterField EL0 = new("EL0", 3, 0);
    private static readonly RegisterField IDS = new("IDS", 39, 36);

    /// <summary>The PE that they describe. What no register tells, SC2 and INTdis[1], is left out of the comparison.</summary>
    public PeConfiguration Configuration => new()
    {
        Breakpoints = 1 + (int)ID_AA64DFR0_EL1.BRPs.Extract(DebugFeatures0),
        Watchpoints = 1 + (int)ID_AA64DFR0_EL1.WRPs.Extract(DebugFeatures0),
        ContextAware = 1 + (int)ID_AA64DFR0_EL1.CTX_CMPs.Extract(DebugFeatures0),
        DoubleLock = ID_AA64DFR0_EL1.DoubleLock.Extract(DebugFeatures0) == 0,
        Trf = TraceFilt.Extract(DebugFeatures0) != 0,
        Spmu = SPMU.Extract(DebugFeatures1) != 0,
        Idst = IDS.Extract(MemoryModelFeatures2) != 0,
        AArch32 = EL0.Extract(ProcessorFeatures0) == 2,
    };
}
