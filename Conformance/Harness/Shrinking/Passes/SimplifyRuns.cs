using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>Takes the simplest mode, D, SS, IL and slot of every run, and the simplest boundary events.</summary>
internal sealed class SimplifyRuns : IShrinkPass
{
    public string Name => "simplify runs";

    public void Run(ShrinkSession session)
    {
        for (var i = 0; i < session.Current.Actions.Length; i++)
        {
            if (session.Current.Actions[i].Kind != ActionKind.Run)
                continue;
            TryChange(session, i, static (ref ScenarioAction a) => { a.Mode = EntryMode.EL1h; a.D = false; a.SS = false; a.IL = false; a.Slot = 0; });
            TryChange(session, i, static (ref ScenarioAction a) => a.IL = false);
            TryChange(session, i, static (ref ScenarioAction a) => a.Mode = EntryMode.EL1h);
            TryChange(session, i, static (ref ScenarioAction a) => a.Mode = EntryMode.EL0t);
            TryChange(session, i, static (ref ScenarioAction a) => a.Mode = EntryMode.EL1t);
            TryChange(session, i, static (ref ScenarioAction a) => { a.Mode = EntryMode.EL1h; a.IL = true; });
            TryChange(session, i, static (ref ScenarioAction a) => a.D = false);
            TryChange(session, i, static (ref ScenarioAction a) => a.SS = false);
            TryChange(session, i, static (ref ScenarioAction a) => { a.SS = false; a.D = true; });
            for (byte slot = 0; slot < GuestLayout.SlotCount && i < session.Current.Actions.Length; slot++)
            {
                var action = session.Current.Actions[i];
                action.Slot = slot;
                session.TryReplace(i, action);
            }
            for (var k = 0; k <= GuestLayout.BlockLength && i < session.Current.Actions.Length; k++)
                SimplifyEvent(session, i, k);
        }
    }

    private static void SimplifyEvent(ShrinkSession session, int index, int boundary)
    {
        var current = session.Current.Actions[index].EventAt(boundary);
        if (current.Kind == BoundaryEventKind.None)
            return;
        for (var kind = BoundaryEventKind.Preempt; kind <= BoundaryEventKind.SetGuestDebug; kind++)
        {
            foreach (var flags in EventFlags(kind))
            {
                if (index >= session.Current.Actions.Length)
                    return;
                var action = session.Current.Actions[index];
                action.SetEvent(boundary, new BoundaryEvent(kind, flags));
                session.TryReplace(index, action);
            }
        }
    }

    private static GuestDebugFlags[] EventFlags(BoundaryEventKind kind) => kind != BoundaryEventKind.SetGuestDebug
        ? [GuestDebugFlags.None]
        :
        [
            GuestDebugFlags.None, GuestDebugFlags.Enable, GuestDebugFlags.Enable | GuestDebugFlags.SingleStep,
            GuestDebugFlags.Enable | GuestDebugFlags.UseSwBp, GuestDebugFlags.Enable | GuestDebugFlags.UseHw,
        ];

    private static void TryChange(ShrinkSession session, int index, Change change)
    {
        if (index >= session.Current.Actions.Length)
            return;
        var action = session.Current.Actions[index];
        if (action.Kind != ActionKind.Run)
            return;
        change(ref action);
        session.TryReplace(index, action);
    }

    private delegate void Change(ref ScenarioAction action);
}
