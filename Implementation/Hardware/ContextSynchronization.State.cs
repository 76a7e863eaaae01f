using OsLockConformance.Model.Exploration;

namespace OsLockConformance.Implementation.Hardware;

internal sealed partial class ContextSynchronization
{
    /// <summary>Visits both views, or the one that there is: then there is nothing to synchronize, and <see cref="_dirty"/> means nothing.</summary>
    public void VisitState<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        Written.VisitState(ref visitor);
        if (ReferenceEquals(Written, Effective))
            return;
        visitor.Visit(ref _dirty);
        Effective.VisitState(ref visitor);
    }
}
