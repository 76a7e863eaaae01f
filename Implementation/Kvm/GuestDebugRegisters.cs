using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>
/// A bank of breakpoints and watchpoints while they are not on the PE: <c>struct kvm_guest_debug_arch</c>. All sixteen exist
/// whatever the PE has, and all are 64 bits wide, control registers too.
/// </summary>
internal sealed partial class GuestDebugRegisters
{
    /// <summary>dbg_bvr.</summary>
    public readonly ulong[] Bvr = new ulong[PeLimits.MaximumBreakpoints];

    /// <summary>dbg_bcr.</summary>
    public readonly ulong[] Bcr = new ulong[PeLimits.MaximumBreakpoints];

    /// <summary>dbg_wvr.</summary>
    public readonly ulong[] Wvr = new ulong[PeLimits.MaximumWatchpoints];

    /// <summary>dbg_wcr.</summary>
    public readonly ulong[] Wcr = new ulong[PeLimits.MaximumWatchpoints];

    /// <summary>Makes every register zero.</summary>
    public void Clear()
    {
        Array.Clear(Bvr);
        Array.Clear(Bcr);
        Array.Clear(Wvr);
        Array.Clear(Wcr);
    }

    /// <summary>demux_wb_reg(): the storage of a DBG register.</summary>
    public ref ulong Demux(RegisterId family, int n) => ref Family(family)[n];

    /// <summary>The storage of all DBG registers of a family.</summary>
    public ulong[] Family(RegisterId family) => family switch
    {
        RegisterId.DBGBVRn_EL1 => Bvr,
        RegisterId.DBGBCRn_EL1 => Bcr,
        RegisterId.DBGWVRn_EL1 => Wvr,
        _ => Wcr,
    };

    /// <summary>The copy of kvm_guest_debug.arch that KVM_SET_GUEST_DEBUG makes.</summary>
    public void CopyFrom(in UserspaceDebugRegisters registers)
    {
        Clear();
        Bvr[0] = registers.Bvr0;
        Bvr[1] = registers.Bvr1;
        Bcr[0] = registers.Bcr0;
        Bcr[1] = registers.Bcr1;
        Wvr[0] = registers.Wvr0;
        Wvr[1] = registers.Wvr1;
        Wcr[0] = registers.Wcr0;
        Wcr[1] = registers.Wcr1;
    }
}
