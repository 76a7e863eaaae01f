using OsLockConformance.Model.Registers;

namespace OsLockConformance.Model.Vocabulary;

/// <summary>The M field that the monitor's ERET returns to.</summary>
public enum EntryMode : byte
{
    /// <summary>EL1 with SP_EL1: M = 5.</summary>
    EL1h,
    /// <summary>EL0: M = 0.</summary>
    EL0t,
    /// <summary>EL1 with SP_EL0: M = 4.</summary>
    EL1t,
    /// <summary>A reserved M (1): an illegal return. The Exception level stays EL1 and PSTATE.IL is set.</summary>
    Illegal,
}

/// <summary>The M field of each <see cref="EntryMode"/>.</summary>
public static class EntryModes
{
    /// <summary>SPSR_EL1.M [3:0] of each mode, in the order of <see cref="EntryMode"/>.</summary>
    private static ReadOnlySpan<byte> Encodings => [0b0101, 0b0000, 0b0100, 0b0001];

    /// <summary>SPSR_EL1.M [3:0].</summary>
    public static uint SpsrM(this EntryMode mode) => Encodings[(int)mode];
}
