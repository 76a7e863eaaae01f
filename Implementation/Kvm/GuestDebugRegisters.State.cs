using OsLockConformance.Model.Exploration;

namespace OsLockConformance.Implementation.Kvm;

internal sealed partial class GuestDebugRegisters
{
    /// <summary>Visits the bank.</summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="staleBreakpoints">Breakpoints from 0 on that are on the PE now: what the bank has of them is overwritten before it is read.</param>
    /// <param name="staleWatchpoints">The same for watchpoints.</param>
    public void VisitState<TVisitor>(ref TVisitor visitor, int staleBreakpoints, int staleWatchpoints)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        Visit(ref visitor, Bvr, staleBreakpoints);
        Visit(ref visitor, Bcr, staleBreakpoints);
        Visit(ref visitor, Wvr, staleWatchpoints);
        Visit(ref visitor, Wcr, staleWatchpoints);
    }

    /// <summary>Visits a bank that holds nothing but what is kept of a PE.</summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="isLive">Whether it holds something now.</param>
    /// <param name="breakpoints">The PE's breakpoints.</param>
    /// <param name="watchpoints">The PE's watchpoints.</param>
    public void VisitKept<TVisitor>(ref TVisitor visitor, bool isLive, int breakpoints, int watchpoints)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        StateVisits.VisitIf(ref visitor, isLive, Bvr.AsSpan(0, breakpoints));
        StateVisits.VisitIf(ref visitor, isLive, Bcr.AsSpan(0, breakpoints));
        StateVisits.VisitIf(ref visitor, isLive, Wvr.AsSpan(0, watchpoints));
        StateVisits.VisitIf(ref visitor, isLive, Wcr.AsSpan(0, watchpoints));
    }

    private static void Visit<TVisitor>(ref TVisitor visitor, ulong[] registers, int stale)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        StateVisits.VisitIf(ref visitor, isLive: false, registers.AsSpan(0, stale));
        visitor.Visit(registers.AsSpan(stale));
    }
}
