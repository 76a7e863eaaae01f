using OsLockConformance.Model.Exploration;

namespace OsLockConformance.Implementation.Hardware;

internal sealed partial class SystemRegisterFile
{
    /// <summary>Visits the registers that are kept here.</summary>
    public void VisitState<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        visitor.Visit(ref MDCCINT_EL1);
        visitor.Visit(ref OSECCR_EL1);
        visitor.Visit(ref OSDTRRX_EL1);
        visitor.Visit(ref OSDTRTX_EL1);
        visitor.Visit(ref ClaimTags);
    }
}
