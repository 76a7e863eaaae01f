using OsLockConformance.Model.Exploration;

namespace OsLockConformance.Implementation.Kvm;

internal sealed partial class VcpuContext
{
    /// <summary>
    /// Visits a guest's registers. PC, ELR_EL1, SPSR_EL1, ESR_EL1 and FAR_EL1 are written by the entry into the next block, or by the exception
    /// that makes them observable, before they are read.
    /// </summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="isEntered">The guest is on the PE: PSTATE and CONTEXTIDR_EL1 come from there at the next exit.</param>
    /// <param name="mdscrIsStale">So does MDSCR_EL1.</param>
    /// <param name="mdccintIsStale">So does MDCCINT_EL1.</param>
    public void VisitState<TVisitor>(ref TVisitor visitor, bool isEntered, bool mdscrIsStale, bool mdccintIsStale)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        if (visitor.Loads)
        {
            // Says whether the guest's values are kept elsewhere: VisitPlace() has it.
            var oslsr = this[VcpuSysReg.OSLSR_EL1];
            Clear();
            this[VcpuSysReg.OSLSR_EL1] = oslsr;
        }
        StateVisits.VisitIf(ref visitor, !isEntered, ref PSTATE);
        // No version and no planted fault writes another one: StatePackingTests.
        visitor.Visit(ref this[VcpuSysReg.TTBR1_EL1]);
        StateVisits.VisitIf(ref visitor, !isEntered, ref this[VcpuSysReg.CONTEXTIDR_EL1]);
        StateVisits.VisitIf(ref visitor, !mdscrIsStale, ref this[VcpuSysReg.MDSCR_EL1]);
        StateVisits.VisitIf(ref visitor, !mdccintIsStale, ref this[VcpuSysReg.MDCCINT_EL1]);
    }

    /// <summary>Visits what the host gets back when the guest is left.</summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="isEntered">A guest is on the PE; otherwise the host has its registers.</param>
    /// <param name="debugRegistersAreSaved">The host's debug registers are here as well.</param>
    public void VisitHostState<TVisitor>(ref TVisitor visitor, bool isEntered, bool debugRegistersAreSaved)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        StateVisits.VisitIf(ref visitor, isEntered, ref this[VcpuSysReg.MDSCR_EL1]);
        StateVisits.VisitIf(ref visitor, isEntered, ref this[VcpuSysReg.CONTEXTIDR_EL1]);
        StateVisits.VisitIf(ref visitor, debugRegistersAreSaved, ref this[VcpuSysReg.MDCCINT_EL1]);
    }
}
