using OsLockConformance.Model.Exploration;

namespace OsLockConformance.Implementation.Hardware;

public sealed partial class HardwareTarget
{
    /// <inheritdoc/>
    public int StateSections => 1;

    /// <inheritdoc/>
    public void SaveState(ref StateWriter writer) => VisitState(ref writer);

    /// <inheritdoc/>
    public void LoadState(ref StateReader reader) => VisitState(ref reader);

    private void VisitState<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        ProcessingElement.VisitState(ref visitor, isEntered: false);
        visitor.Visit(ProcessingElement.Cells.AsSpan());
        visitor.EndSection();
    }
}
