using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Hardware;

/// <summary>DBGBCR&lt;n&gt;_EL1 as the breakpoint's storage has it.</summary>
internal static class BreakpointControl
{
    public const uint E = 1;
    public const uint BT = 0xFu << 20;

    private const uint Implemented = E | (3u << 1) | (0xFu << 5) | (1u << 13) | (3u << 14) | (0xFu << 16) | BT;
    private const uint BasOwnStorage = (1u << 5) | (1u << 7);
    private const uint ContextTypes = 0xEu << 20;

    /// <summary>
    /// The value that a write of <paramref name="value"/> leaves. BAS[1] and BAS[3] have no storage of their own: they are BAS[0]
    /// and BAS[2]. Only a context-aware breakpoint has BT[3:1].
    /// </summary>
    public static uint Stored(PeConfiguration configuration, int n, ulong value)
    {
        var control = (uint)value & Implemented;
        control = (control & ~(BasOwnStorage << 1)) | ((control & BasOwnStorage) << 1);
        return configuration.IsContextAware(n) ? control : control & ~ContextTypes;
    }

    /// <summary>Linked breakpoint number, the same field in DBGBCR and DBGWCR.</summary>
    public static int LBN(uint control) => (int)(control >> 16) & 0xF;
}
