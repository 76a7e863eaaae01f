namespace OsLockConformance.Model.Vocabulary;

/// <summary>What the PE of a scenario has. Every target is configured the same way before the first action.</summary>
public sealed record PeConfiguration
{
    /// <summary>The PE that scenarios use when they do not say otherwise: 6 breakpoints of which 2 are context-aware, 4 watchpoints.</summary>
    public static readonly PeConfiguration Default = new();

    /// <summary>Breakpoints, 2 to 16.</summary>
    public int Breakpoints { get; init; } = 6;
    /// <summary>Watchpoints, 2 to 16.</summary>
    public int Watchpoints { get; init; } = 4;
    /// <summary>Context-aware breakpoints, 1 to <see cref="Breakpoints"/>; they are the highest-numbered ones.</summary>
    public int ContextAware { get; init; } = 2;
    /// <summary>FEAT_DoubleLock is implemented.</summary>
    public bool DoubleLock { get; init; }
    /// <summary>FEAT_IDST: an EL0 read of an ID register traps with EC 0x18 instead of being UNDEFINED.</summary>
    public bool Idst { get; init; }
    /// <summary>FEAT_TRF: MDSCR_EL1.TFO exists.</summary>
    public bool Trf { get; init; }
    /// <summary>MDSCR_EL1.SC2 exists.</summary>
    public bool Sc2 { get; init; }
    /// <summary>MDSCR_EL1.INTdis[1] (bit 23) exists.</summary>
    public bool IntDisHigh { get; init; }
    /// <summary>FEAT_SPMU: MDSCR_EL1.EnSPM (bit 34) exists.</summary>
    public bool Spmu { get; init; }
    /// <summary>EL0 can use AArch32 as well. What runs there is out of scope: an action that returns to it is left out.</summary>
    public bool AArch32 { get; init; }

    /// <summary>The number of the first context-aware breakpoint.</summary>
    public int FirstContextAware => Breakpoints - ContextAware;

    /// <summary>Whether breakpoint <paramref name="n"/> exists and is context-aware.</summary>
    public bool IsContextAware(int n) => n >= FirstContextAware && n < Breakpoints;

    /// <summary>The numbers and the two commonest options side by side: targets look up what they have built in every scenario, and a record's own
    /// hash goes through all properties.</summary>
    public override int GetHashCode() =>
        Breakpoints | (Watchpoints << 5) | (ContextAware << 10) | (DoubleLock ? 1 << 15 : 0) | (Spmu ? 1 << 16 : 0);
}
