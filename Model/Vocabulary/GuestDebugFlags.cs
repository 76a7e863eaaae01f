namespace OsLockConformance.Model.Vocabulary;

/// <summary>The control word of KVM_SET_GUEST_DEBUG (kvm_guest_debug.control), packed: the two flags that the API has at
/// bits 16 and 17 are at 2 and 3 here. <see cref="GuestDebugControl"/> converts.</summary>
[Flags]
public enum GuestDebugFlags : byte
{
    /// <summary>No debugging.</summary>
    None = 0,
    /// <summary>KVM_GUESTDBG_ENABLE, 1 &lt;&lt; 0.</summary>
    Enable = 1,
    /// <summary>KVM_GUESTDBG_SINGLESTEP, 1 &lt;&lt; 1.</summary>
    SingleStep = 2,
    /// <summary>KVM_GUESTDBG_USE_SW_BP, 1 &lt;&lt; 16.</summary>
    UseSwBp = 4,
    /// <summary>KVM_GUESTDBG_USE_HW, 1 &lt;&lt; 17.</summary>
    UseHw = 8,
    /// <summary>Stands for a bit that the API does not know (1 &lt;&lt; 20): EINVAL.</summary>
    Unknown = 16,
}

/// <summary>The control word as the kernel's API has it.</summary>
public static class GuestDebugControl
{
    /// <summary>The 32-bit word of struct kvm_guest_debug.</summary>
    public static uint ToControlWord(this GuestDebugFlags flags) =>
        (uint)(flags & (GuestDebugFlags.Enable | GuestDebugFlags.SingleStep))
        | ((flags & GuestDebugFlags.UseSwBp) != 0 ? 1u << 16 : 0)
        | ((flags & GuestDebugFlags.UseHw) != 0 ? 1u << 17 : 0)
        | ((flags & GuestDebugFlags.Unknown) != 0 ? 1u << 20 : 0);
}
