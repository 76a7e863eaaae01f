namespace OsLockConformance.Model.Vocabulary;

/// <summary>What happens from outside when the PC reaches an instruction of a block.</summary>
public enum BoundaryEventKind : byte
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>The vCPU thread is scheduled out and in.</summary>
    Preempt,
    /// <summary>KVM_RUN is left (a signal) and entered again.</summary>
    Reenter,
    /// <summary>All registers are moved to a fresh vCPU.</summary>
    Migrate,
    /// <summary>KVM_SET_GUEST_DEBUG with other control flags and the debug registers of the last such action that succeeded.</summary>
    SetGuestDebug,
}
