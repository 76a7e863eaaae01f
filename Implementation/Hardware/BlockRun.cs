using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Hardware;

/// <summary>The progress of one block.</summary>
public struct BlockRun
{
    /// <summary>A value of <see cref="EventsDone"/> that leaves no event to stop at.</summary>
    public const byte AllEventsDone = (1 << (GuestLayout.BlockLength + 1)) - 1;

    /// <summary>The block.</summary>
    public ScenarioAction Action;
    /// <summary>Instructions so far, those that took an exception included.</summary>
    public int Executed;
    /// <summary>Bit k: the event at boundary k has happened (or there is none).</summary>
    public byte EventsDone;
    /// <summary>The exception at the vector has been recorded.</summary>
    public bool ExceptionRecorded;
    /// <summary>After <see cref="PeStop.Boundary"/>: the boundary whose event has not happened yet.</summary>
    public byte PendingBoundary;

    /// <summary>After <see cref="PeStop.Boundary"/>: the event that has not happened yet.</summary>
    public readonly BoundaryEvent PendingEvent => Action.EventAt(PendingBoundary);

    /// <summary>Starts with a block of which nothing has run.</summary>
    /// <param name="action">The block.</param>
    public void Begin(in ScenarioAction action)
    {
        Action = action;
        Executed = 0;
        EventsDone = action.HasEvents ? (byte)0 : AllEventsDone;
        ExceptionRecorded = false;
    }

    /// <summary>Marks the event of <see cref="PendingBoundary"/> as done.</summary>
    public void CompletePendingEvent() => EventsDone |= (byte)(1 << PendingBoundary);

    /// <summary>Whether an event that has not happened yet is due at <paramref name="pc"/>; notes its boundary.</summary>
    internal bool StopsAt(ulong pc) => EventsDone != AllEventsDone && HasPendingEvent(pc);

    private bool HasPendingEvent(ulong pc)
    {
        var offset = pc - GuestLayout.Slot(Action.Slot);
        if (offset > 4UL * Action.Length || (offset & 3) != 0)
            return false;
        var boundary = (int)(offset / 4);
        if ((EventsDone & (1 << boundary)) != 0 || Action.EventAt(boundary).Kind == BoundaryEventKind.None)
            return false;
        PendingBoundary = (byte)boundary;
        return true;
    }
}
