using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Exploration;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Proving;

/// <summary>
/// The state of the reference model as bytes. Masks of UNKNOWN bits are part of it; what a mask covers is not, because no step reads it: two
/// states that differ in UNKNOWN bits alone allow the same observations for ever. Neither is, unless it is asked for, what the lock has its value
/// from: that decides which rule a report names, not what is allowed.
/// </summary>
public static class ModelState
{
    /// <summary>The first virtual machine, the second one.</summary>
    public const int Sections = 2;

    /// <summary>Takes a state.</summary>
    /// <param name="state">The state; it is not changed.</param>
    /// <param name="withCauses">Whether what the lock has its value from tells states apart.</param>
    /// <param name="writer">Where it goes.</param>
    public static void Save(ref MachineState state, bool withCauses, ref StateWriter writer) => Visit(ref state, withCauses, ref writer);

    /// <summary>Puts a state back.</summary>
    public static void Load(ref MachineState state, bool withCauses, ref StateReader reader) => Visit(ref state, withCauses, ref reader);

    private static void Visit<TVisitor>(ref MachineState state, bool withCauses, ref TVisitor visitor)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        visitor.Visit(ref state.SecondActs);
        Visit(ref state.First, withCauses, ref visitor);
        visitor.EndSection();
        Visit(ref state.Second, withCauses, ref visitor);
        visitor.EndSection();
    }

    private static void Visit<TVisitor>(ref GuestState guest, bool withCauses, ref TVisitor visitor)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        visitor.Visit((Span<ulong>)guest.Debug.Bvr);
        visitor.Visit((Span<ulong>)guest.Debug.Wvr);
        visitor.Visit((Span<uint>)guest.Debug.Bcr);
        visitor.Visit((Span<uint>)guest.Debug.Wcr);
        visitor.Visit((Span<ulong>)guest.Cells);
        visitor.Visit(ref guest.MdscrUnknown);
        VisitKnown(ref visitor, guest.MdscrUnknown, ref guest.Mdscr);
        visitor.Visit(ref guest.Mdccint);
        visitor.Visit(ref guest.ContextIdr);
        visitor.Visit(ref guest.OseccrUnknown);
        StateVisits.VisitIf(ref visitor, !guest.OseccrUnknown, ref guest.Oseccr);
        visitor.Visit(ref guest.OsdtrRxUnknown);
        StateVisits.VisitIf(ref visitor, !guest.OsdtrRxUnknown, ref guest.OsdtrRx);
        visitor.Visit(ref guest.OsdtrTxUnknown);
        StateVisits.VisitIf(ref visitor, !guest.OsdtrTxUnknown, ref guest.OsdtrTx);
        visitor.Visit(ref guest.OsLock);
        visitor.Visit(ref guest.DoubleLock);
        visitor.Visit(ref guest.CoreNoPowerDownRequest);
        visitor.Visit(ref guest.ClaimTags);
        visitor.Visit(ref Unsafe.As<ErratumId, ulong>(ref guest.LockIgnored));
        visitor.Visit(ref guest.StepStateStale);
        visitor.Visit(ref guest.TdccStale);
        visitor.Visit(ref Unsafe.As<GuestDebugFlags, byte>(ref guest.GuestDebug));
        visitor.Visit(MemoryMarshal.Cast<UserspaceDebugRegisters, ulong>(new Span<UserspaceDebugRegisters>(ref guest.UserspaceDebug)));
        if (withCauses)
        {
            visitor.Visit(ref Unsafe.As<RuleId, byte>(ref guest.OsLockCause));
            visitor.Visit(ref guest.OsLockByErratum);
        }
        else if (visitor.Loads)
        {
            guest.OsLockCause = RuleId.OSL_2;
            guest.OsLockByErratum = false;
        }
    }

    private static void VisitKnown<TVisitor>(ref TVisitor visitor, ulong unknown, ref ulong register)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        var known = register & ~unknown;
        visitor.Visit(ref known);
        if (visitor.Loads)
            register = known;
    }
}
