using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Generation;

/// <summary>The values that are worth writing to each register: those that arm something, those that disarm it, all ones. What the
/// architecture leaves CONSTRAINED UNPREDICTABLE is not among them.</summary>
public static class RegisterValues
{
    /// <summary>DBGBCR of an unlinked address breakpoint at EL1 (0x1E3), at EL0 (0x1E5), at both (0x1E7), nowhere (0x1E1), off (0).</summary>
    private static readonly uint[] BreakpointControls = [0x1E7, 0x1E7, 0x1E3, 0x1E5, 0x1E1, 0x1E6, 0];

    /// <summary>DBGWCR of a watchpoint of all eight bytes for loads and stores at EL1, EL0, both; loads only; stores only; parts of
    /// the doubleword; a range; off.</summary>
    private static readonly uint[] WatchpointControls =
        [0x1FFF, 0x1FFF, 0x1FFB, 0x1FFD, 0x1FEF, 0x1FF7, 0x1FE7, 0x3F, 0x1FF, 0x1E1F, 0x0000_003D, 0x0300_1FFF, 0x0700_1FFF, 0x1FFE, 0x1F, 0];

    private static readonly ulong[] MdscrValues =
    [
        0, MDSCR_EL1.SS | MDSCR_EL1.KDE, MDSCR_EL1.MDE | MDSCR_EL1.KDE, MDSCR_EL1.MDE, MDSCR_EL1.SS, MDSCR_EL1.KDE,
        MDSCR_EL1.SS | MDSCR_EL1.KDE | MDSCR_EL1.MDE, MDSCR_EL1.SS | MDSCR_EL1.MDE, MDSCR_EL1.TDCC,
        MDSCR_EL1.TDCC | MDSCR_EL1.MDE | MDSCR_EL1.KDE, ulong.MaxValue, ulong.MaxValue & ~MDSCR_EL1.SS, MDSCR_EL1.Gated,
        MDSCR_EL1.Gated | MDSCR_EL1.MDE, MDSCR_EL1.EnSPM, MDSCR_EL1.EnSPM | MDSCR_EL1.MDE | MDSCR_EL1.KDE,
    ];

    private static readonly uint[] Contexts = [0, 0x10, 0x20];

    /// <summary>Draws a value for MSR or SET_ONE_REG of a register.</summary>
    public static ulong Draw(ref SplittableRandom random, in Swarm swarm, PeConfiguration configuration, SystemRegister register)
    {
        switch (register.Id)
        {
            case RegisterId.OSLAR_EL1:
                return random.Percent(swarm.WildValues) ? random.OneOf<ulong>([0xFFFF_FFFE, 0xC5AC_CE55, 2, ulong.MaxValue]) : (ulong)random.Below(2);
            case RegisterId.OSLSR_EL1:
                return random.OneOf<ulong>([0x8, 0xA, 0x8, 0xA, 0x0, 0x2, 0x9, 0xB, 0xC, 0xE, 0x1_0000_0008, ulong.MaxValue]);
            case RegisterId.OSDLR_EL1 or RegisterId.DBGPRCR_EL1:
                return random.Percent(swarm.WildValues) ? random.Next() : (ulong)random.Below(2);
            case RegisterId.MDSCR_EL1:
                return random.Percent(swarm.WildValues) ? random.Next() & random.Next() : random.OneOf<ulong>(MdscrValues);
            case RegisterId.DBGBVRn_EL1:
                return random.Percent(30) && configuration.IsContextAware(register.Index)
                    ? random.OneOf<uint>(Contexts)
                    : CodeAddress(ref random, swarm);
            case RegisterId.DBGBCRn_EL1:
                return BreakpointControl(ref random, configuration, register.Index);
            case RegisterId.DBGWVRn_EL1:
                return DataAddress(ref random, swarm) & ~3UL;
            case RegisterId.DBGWCRn_EL1:
                return WatchpointControl(ref random, configuration);
            case RegisterId.DBGCLAIMSET_EL1 or RegisterId.DBGCLAIMCLR_EL1:
                return random.OneOf<ulong>([1, 2, 0x80, 0xFF, 0x100]);
            case RegisterId.CONTEXTIDR_EL1:
                return random.OneOf<uint>(Contexts);
            case RegisterId.ELR_EL1:
                return CodeAddress(ref random, swarm);
            case RegisterId.SPSR_EL1:
                return Spsr(ref random, swarm);
            case RegisterId.MDCCINT_EL1:
                return random.OneOf<ulong>([0, 0x6000_0000, 0x4000_0000, 0x2000_0000]);
            default:
                return random.Percent(swarm.WildValues) ? random.Next() : random.OneOf<ulong>([0, 1, 0x60, 0xFFFF_FFFF]);
        }
    }

    /// <summary>The address of an instruction of a block, a terminator included.</summary>
    public static ulong CodeAddress(ref SplittableRandom random, in Swarm swarm) =>
        GuestLayout.Slot(random.Below(swarm.Slots)) + (random.Percent(50) ? 0 : 4UL * (ulong)random.Below(4));

    /// <summary>The address of a cell, or of a word in it.</summary>
    public static ulong DataAddress(ref SplittableRandom random, in Swarm swarm) =>
        GuestLayout.Cell(random.Below(swarm.Cells)) + (random.Percent(75) ? 0UL : 4UL);

    /// <summary>DBGBCR: unlinked; linked to a context-aware breakpoint; context types where they exist.</summary>
    public static uint BreakpointControl(ref SplittableRandom random, PeConfiguration configuration, int n)
    {
        if (configuration.IsContextAware(n) && random.Percent(40))
            return (random.Percent(70) ? 0x0030_01E7u : 0x0020_01E7u) & (random.Percent(20) ? ~1u : ~0u);
        var control = random.OneOf<uint>(BreakpointControls);
        return random.Percent(25) ? control | 0x0010_0000 | Link(ref random, configuration) : control;
    }

    /// <summary>DBGWCR, linked in a quarter of the draws.</summary>
    public static uint WatchpointControl(ref SplittableRandom random, PeConfiguration configuration)
    {
        var control = random.OneOf<uint>(WatchpointControls);
        return random.Percent(20) ? control | 0x0010_0000 | Link(ref random, configuration) : control;
    }

    private static uint Link(ref SplittableRandom random, PeConfiguration configuration) =>
        (uint)(configuration.FirstContextAware + random.Below(configuration.ContextAware)) << 16;

    private static uint Spsr(ref SplittableRandom random, in Swarm swarm)
    {
        var mode = random.Percent(swarm.OddEntry) ? random.OneOf<uint>([1, 4, 9, 0x10]) : random.Percent(swarm.El0) ? 0u : 5u;
        return mode | SPSR_EL1.AIF
            | (random.Percent(swarm.D) ? SPSR_EL1.D : 0)
            | (random.Percent(swarm.SS) ? SPSR_EL1.SS : 0)
            | (random.Percent(swarm.OddEntry / 2) ? SPSR_EL1.IL : 0);
    }
}
