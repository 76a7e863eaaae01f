using System.Runtime.InteropServices;
using OsLockConformance.Model.Exploration;

namespace OsLockConformance.Implementation.Kvm;

internal sealed partial class VirtualMachine
{
    /// <summary>Visits memory and what userspace remembers.</summary>
    public void VisitState<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        visitor.Visit(Cells.AsSpan());
        visitor.Visit(MemoryMarshal.Cast<Model.Vocabulary.UserspaceDebugRegisters, ulong>(new Span<Model.Vocabulary.UserspaceDebugRegisters>(ref DebugRegisters)));
    }
}
