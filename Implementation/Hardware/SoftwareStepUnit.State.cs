using OsLockConformance.Model.Exploration;

namespace OsLockConformance.Implementation.Hardware;

internal partial struct SoftwareStepUnit
{
    /// <summary>Visits the history; what the instruction before was counts only if it was stepped.</summary>
    public void VisitState<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        visitor.Visit(ref _stepped);
        StateVisits.VisitIf(ref visitor, _stepped, ref _exclusive);
    }
}
