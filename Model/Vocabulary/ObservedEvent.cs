namespace OsLockConformance.Model.Vocabulary;

/// <summary>An exception or a debug exit, as the target shows it.</summary>
public record struct ObservedEvent
{
    /// <summary>Exception or exit.</summary>
    public ObservedEventKind Kind;
    /// <summary>ESR_EL1, or kvm_debug_exit_arch.hsr: EC [31:26], IL [25], ISS [24:0].</summary>
    public uint Esr;
    /// <summary>SPSR_EL1 of an exception, cut to <see cref="Registers.SPSR_EL1.Compared"/>; 0 for an exit.</summary>
    public uint Spsr;
    /// <summary>ELR_EL1, or the PC that userspace sees at an exit.</summary>
    public ulong Elr;
    /// <summary>FAR_EL1, or kvm_debug_exit_arch.far, of a watchpoint; 0 for all else.</summary>
    public ulong Far;
}
