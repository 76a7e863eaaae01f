using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>A virtual machine of one vCPU: <c>struct kvm</c>, its memory, and what its userspace remembers.</summary>
internal sealed partial class VirtualMachine
{
    /// <summary>The vCPU.</summary>
    public readonly Vcpu Vcpu = new();

    /// <summary>The data cells of guest memory.</summary>
    public readonly ulong[] Cells = new ulong[GuestLayout.CellCount];

    /// <summary>The breakpoints and watchpoints that userspace handed over last.</summary>
    public UserspaceDebugRegisters DebugRegisters;
}
