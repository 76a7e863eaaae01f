using OsLockConformance.Model.Exploration;

namespace OsLockConformance.Implementation.Hardware;

internal sealed partial class DebugState
{
    /// <summary>Visits all registers.</summary>
    public void VisitState<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        visitor.Visit(ref OSLK);
        visitor.Visit(ref DLK);
        visitor.Visit(ref CORENPDRQ);
        visitor.Visit(ref MDSCR_EL1);
        visitor.Visit(ref CONTEXTIDR_EL1);
        visitor.Visit(DBGBVR.AsSpan());
        visitor.Visit(DBGBCR.AsSpan());
        visitor.Visit(DBGWVR.AsSpan());
        visitor.Visit(DBGWCR.AsSpan());
    }
}
