using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Rules;

/// <summary>In which circumstances a rule fires: the OS Lock, what userspace debugs, and the Exception level. One byte, because the
/// model keeps it up to date while it runs.</summary>
/// <param name="Bits">[4:0] <see cref="GuestDebugFlags"/>, [5] OSLSR_EL1.OSLK, [7:6] the Exception level, or 2 outside of a block.</param>
public readonly record struct RuleContext(byte Bits)
{
    /// <summary>The level that stands for an action that runs no instruction.</summary>
    public const int NoLevel = 2;

    private const int FlagBits = 5;

    /// <summary>The circumstances.</summary>
    /// <param name="osLock">OSLSR_EL1.OSLK.</param>
    /// <param name="guestDebug">The flags of KVM_SET_GUEST_DEBUG that are in force.</param>
    /// <param name="level">0 or 1, or <see cref="NoLevel"/>.</param>
    public static RuleContext Of(bool osLock, GuestDebugFlags guestDebug, int level) =>
        new((byte)((int)guestDebug | (osLock ? 1 << FlagBits : 0) | (level << (FlagBits + 1))));

    /// <summary>OSLSR_EL1.OSLK.</summary>
    public bool OsLock => (Bits >> FlagBits & 1) != 0;

    /// <summary>The flags of KVM_SET_GUEST_DEBUG that are in force.</summary>
    public GuestDebugFlags GuestDebug => (GuestDebugFlags)(Bits & ((1 << FlagBits) - 1));

    /// <summary>0 or 1, or <see cref="NoLevel"/>.</summary>
    public int Level => Bits >> (FlagBits + 1);
}
