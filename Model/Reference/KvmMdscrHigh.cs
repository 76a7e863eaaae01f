using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>With <see cref="ErratumId.KvmMdscrHighLost"/>: when MDSCR_EL1[63:32] become UNKNOWN.</summary>
internal static class KvmMdscrHigh
{
    private const ulong High = 0xFFFF_FFFF_0000_0000;

    /// <summary>The guest is entered locked or debugged by userspace.</summary>
    public static void AtEntry(ref GuestState guest, ErratumId accepted)
    {
        if ((accepted & ErratumId.KvmMdscrHighLost) != 0 && (guest.OsLock || guest.GuestDebug != GuestDebugFlags.None))
            guest.MdscrUnknown |= High;
    }

    /// <summary>The guest has written MDSCR_EL1: what was written stays, unless the guest is locked or debugged.</summary>
    public static void AtWrite(ref GuestState guest, ErratumId accepted)
    {
        guest.MdscrUnknown &= ~High;
        AtEntry(ref guest, accepted);
    }
}
