namespace OsLockConformance.Model.Vocabulary;

/// <summary>What ended a block or a step of it.</summary>
public enum ObservedEventKind : byte
{
    /// <summary>No event: past the end of the list.</summary>
    None,
    /// <summary>A synchronous exception taken to the guest's EL1.</summary>
    Exception,
    /// <summary>KVM_EXIT_DEBUG to userspace.</summary>
    DebugExit,
    /// <summary>The program did not leave the block within <see cref="GuestLayout.InstructionBudget"/>.</summary>
    Spin,
}
