using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Coverage;

/// <summary>What userspace debugs with: the combinations of KVM_SET_GUEST_DEBUG's flags between which the rules distinguish.</summary>
public enum GuestDebugClass
{
    /// <summary>Userspace does not debug.</summary>
    None,
    /// <summary>KVM_GUESTDBG_ENABLE alone or with KVM_GUESTDBG_USE_SW_BP.</summary>
    Enabled,
    /// <summary>KVM_GUESTDBG_SINGLESTEP.</summary>
    SingleStep,
    /// <summary>KVM_GUESTDBG_USE_HW.</summary>
    Hardware,
    /// <summary>KVM_GUESTDBG_SINGLESTEP and KVM_GUESTDBG_USE_HW.</summary>
    SingleStepHardware,
}

/// <summary>The class of each combination of flags.</summary>
public static class GuestDebugClasses
{
    /// <summary>How many there are.</summary>
    public const int Count = (int)GuestDebugClass.SingleStepHardware + 1;

    /// <summary>The class of flags that are in force.</summary>
    public static GuestDebugClass Of(GuestDebugFlags flags) => (flags & (GuestDebugFlags.SingleStep | GuestDebugFlags.UseHw)) switch
    {
        GuestDebugFlags.SingleStep | GuestDebugFlags.UseHw => GuestDebugClass.SingleStepHardware,
        GuestDebugFlags.SingleStep => GuestDebugClass.SingleStep,
        GuestDebugFlags.UseHw => GuestDebugClass.Hardware,
        _ => flags == GuestDebugFlags.None ? GuestDebugClass.None : GuestDebugClass.Enabled,
    };

    /// <summary>The class as printed, in words of the API.</summary>
    public static string Print(this GuestDebugClass guestDebug) => guestDebug switch
    {
        GuestDebugClass.None => "none",
        GuestDebugClass.Enabled => "enable",
        GuestDebugClass.SingleStep => "single-step",
        GuestDebugClass.Hardware => "hw",
        _ => "single-step,hw",
    };
}
