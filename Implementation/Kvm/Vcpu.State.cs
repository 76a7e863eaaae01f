using System.Runtime.CompilerServices;
using OsLockConformance.Model.Exploration;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kvm;

internal sealed partial class Vcpu
{
    /// <summary>
    /// Visits a vCPU between two actions. What the world switch, kvm_arm_setup_debug() or kvm_vcpu_load_debug() write before they read it is not
    /// visited while that is so. The syndrome of the last exit and its FAR belong to that exit; no other reads them.
    /// </summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="isEntered">The guest is on the PE.</param>
    /// <param name="onThePe">Which of its registers are.</param>
    public void VisitState<TVisitor>(ref TVisitor visitor, bool isEntered, in RegistersOnThePe onThePe)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        StateVisits.VisitIf(ref visitor, onThePe.KeepsGuestMdscr, ref PreservedMdscr);
        StateVisits.VisitIf(ref visitor, onThePe.KeepsGuestStep, ref PreservedPstateSS);
        StateVisits.VisitIf(ref visitor, IsLoaded && DebugOwner == DebugOwner.HostOwned && !onThePe.Mdscr, ref ExternalMdscr);
        Context.VisitState(ref visitor, isEntered, onThePe.Mdscr && DebugOwner != DebugOwner.HostOwned, onThePe.Mdccint);
        var isExternal = ReferenceEquals(onThePe.Bank, ExternalDebugState);
        var isOwn = ReferenceEquals(onThePe.Bank, VcpuDebugState);
        VcpuDebugState.VisitState(ref visitor, isOwn ? onThePe.Breakpoints : 0, isOwn ? onThePe.Watchpoints : 0);
        ExternalDebugState.VisitState(ref visitor, isExternal ? onThePe.Breakpoints : 0, isExternal ? onThePe.Watchpoints : 0);
        if (!visitor.Loads)
            return;
        FaultEsrEl2 = 0;
        FaultFarEl2 = 0;
    }

    /// <summary>Visits what says where the vCPU is, which decides about what else of it is live.</summary>
    public void VisitPlace<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        visitor.Visit(ref Unsafe.As<GuestDebugFlags, byte>(ref GuestDebug));
        visitor.Visit(ref IsLoaded);
        visitor.Visit(ref Context[VcpuSysReg.OSLSR_EL1]);
        VisitFlags(ref visitor);
        var isExternal = ReferenceEquals(DebugPtr, ExternalDebugState);
        visitor.Visit(ref isExternal);
        if (visitor.Loads)
        {
            DebugPtr = isExternal ? ExternalDebugState : VcpuDebugState;
            DebugOwner = DebugOwner.Free;
            MdcrEl2 = MdcrEl2.None;
        }
        if (!IsLoaded)
            return;
        visitor.Visit(ref Unsafe.As<DebugOwner, byte>(ref DebugOwner));
        visitor.Visit(ref Unsafe.As<MdcrEl2, byte>(ref MdcrEl2));
    }

    /// <summary>GUEST_SS_ACTIVE_PENDING is written by a load with SINGLESTEP and read by the put after it, and counts only in between.</summary>
    private void VisitFlags<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        var flags = IsLoaded && UserspaceWants(GuestDebugFlags.SingleStep) ? Flags : Flags & ~VcpuFlags.GUEST_SS_ACTIVE_PENDING;
        visitor.Visit(ref Unsafe.As<VcpuFlags, byte>(ref flags));
        if (visitor.Loads)
            Flags = flags;
    }
}
