using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Vmm;

/// <summary>Makes events from what the kernel shows.</summary>
internal static class EventReading
{
    private const ulong VectorEnd = 0x480;
    private const ulong VectorStride = 0x200;
    private const ulong VectorSize = 0x80;

    /// <summary>An exception to EL1 from its syndrome registers.</summary>
    public static ObservedEvent Exception(ulong esr, ulong elr, ulong spsr, ulong far) => new()
    {
        Kind = ObservedEventKind.Exception,
        Esr = (uint)esr,
        Elr = elr,
        Spsr = (uint)spsr & SPSR_EL1.Compared,
        Far = IsWatchpoint((uint)esr) ? far : 0,
    };

    /// <summary>The exception that took the vCPU to the vector where it stands.</summary>
    public static ObservedEvent Exception(GuestVcpu vcpu)
    {
        var esr = vcpu[KvmIoctl.ESR_EL1];
        return Exception(esr, vcpu[KvmIoctl.ELR_EL1], vcpu[KvmIoctl.SPSR_EL1], IsWatchpoint((uint)esr) ? vcpu[KvmIoctl.FAR_EL1] : 0);
    }

    /// <summary>KVM_EXIT_DEBUG.</summary>
    public static ObservedEvent DebugExit(GuestVcpu vcpu, ulong pc) => new()
    {
        Kind = ObservedEventKind.DebugExit,
        Esr = vcpu.DebugHsr,
        Elr = pc,
        Far = IsWatchpoint(vcpu.DebugHsr) ? vcpu.DebugFar : 0,
    };

    /// <summary>Whether the PC is in one of the monitor's three vectors. A hypervisor that skips an instruction there is still in it.</summary>
    public static bool IsAtVector(ulong pc)
    {
        var offset = pc - GuestLayout.Vectors;
        return offset < VectorEnd && offset % VectorStride < VectorSize;
    }

    private static bool IsWatchpoint(uint esr) =>
        ESR_ELx.ClassOf(esr) is ExceptionClass.WatchpointLowerEl or ExceptionClass.WatchpointSameEl;
}
