namespace OsLockConformance.Model.Exploration;

/// <summary>Visits of fields that can only be observed in some states. The condition may rest on fields that were visited before.</summary>
public static class StateVisits
{
    /// <summary>A field of 32 bits.</summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="isLive">Whether a further action can observe it.</param>
    /// <param name="value">The field.</param>
    public static void VisitIf<TVisitor>(ref TVisitor visitor, bool isLive, ref uint value)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        if (isLive)
            visitor.Visit(ref value);
        else if (visitor.Loads)
            value = 0;
    }

    /// <summary>A field of 64 bits; see the first.</summary>
    public static void VisitIf<TVisitor>(ref TVisitor visitor, bool isLive, ref ulong value)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        if (isLive)
            visitor.Visit(ref value);
        else if (visitor.Loads)
            value = 0;
    }

    /// <summary>A truth value; see the first.</summary>
    public static void VisitIf<TVisitor>(ref TVisitor visitor, bool isLive, ref bool value)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        if (isLive)
            visitor.Visit(ref value);
        else if (visitor.Loads)
            value = false;
    }

    /// <summary>Registers of 64 bits; see the first.</summary>
    public static void VisitIf<TVisitor>(ref TVisitor visitor, bool isLive, scoped Span<ulong> registers)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        if (isLive)
            visitor.Visit(registers);
        else if (visitor.Loads)
            registers.Clear();
    }
}
