using OsLockConformance.Model.Exploration;

namespace OsLockConformance.Implementation.Hardware;

public sealed partial class ProcessingElement
{
    /// <summary>
    /// Visits what is left of a PE between two actions. PC, ELR, SPSR, ESR and FAR of both Exception levels are not visited: each is written
    /// by the entry into the next block, or by the exception that makes it observable, before it is read.
    /// </summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="isEntered">Whether a guest is entered below a hypervisor that may take its PSTATE over; the monitor sets PSTATE anew.</param>
    internal void VisitState<TVisitor>(ref TVisitor visitor, bool isEntered)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        _context.VisitState(ref visitor);
        _registers.VisitState(ref visitor);
        _step.VisitState(ref visitor);
        StateVisits.VisitIf(ref visitor, isEntered, ref PSTATE);
        visitor.Visit(ref TDE);
        visitor.Visit(ref TDA);
        visitor.Visit(ref TDOSA);
        visitor.Visit(ref TDRA);
        visitor.Visit(ref TID3);
        visitor.Visit(ref TVM);
    }
}
