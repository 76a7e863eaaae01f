using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>Swaps names all over the scenario: slot X with A, cell x with a, breakpoint n with 0, watchpoint n with 0; and puts one family of
/// debug registers in the place of another. What belongs together stays together.</summary>
internal sealed class RenameOperands : IShrinkPass
{
    private static readonly RegisterId[] Families =
        [RegisterId.DBGBVRn_EL1, RegisterId.DBGBCRn_EL1, RegisterId.DBGWVRn_EL1, RegisterId.DBGWCRn_EL1];

    private delegate void Rename(ref ScenarioAction action);

    public string Name => "rename operands";

    public void Run(ShrinkSession session)
    {
        foreach (var from in Families)
        {
            foreach (var to in Families)
                Try(session, (ref ScenarioAction action) => Operands.ChangeFamily(ref action, from, to));
        }
        for (var i = 1; i < GuestLayout.SlotCount; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (one, other) = (i, j);
                Try(session, (ref ScenarioAction action) => SwapSlots(ref action, one, other));
                Try(session, (ref ScenarioAction action) => Operands.ChangeDataAddresses(ref action, value => SwapCells(value, one, other)));
            }
        }
        for (var n = PeLimits.MaximumBreakpoints - 1; n >= 1; n--)
        {
            for (var m = 0; m < n; m++)
            {
                var (one, other) = (n, m);
                int Swap(int number) => number == one ? other : number == other ? one : number;
                Try(session, (ref ScenarioAction action) => Operands.ChangeBreakpointNumbers(ref action, Swap));
                Try(session, (ref ScenarioAction action) => Operands.ChangeWatchpointNumbers(ref action, Swap));
            }
        }
    }

    private static void Try(ShrinkSession session, Rename rename)
    {
        var actions = (ScenarioAction[])session.Current.Actions.Clone();
        var changed = false;
        for (var i = 0; i < actions.Length; i++)
        {
            rename(ref actions[i]);
            changed |= actions[i] != session.Current.Actions[i];
        }
        if (changed)
            session.Try(actions);
    }

    private static void SwapSlots(ref ScenarioAction action, int one, int other)
    {
        int Swap(int slot) => slot == one ? other : slot == other ? one : slot;
        if (action.Kind == ActionKind.Run)
            action.Slot = (byte)Swap(action.Slot);
        Operands.ChangeCodeAddresses(ref action, value => GuestLayout.IsInSlot(value, out var slot)
            ? GuestLayout.Slot(Swap(slot)) + (value - GuestLayout.Slot(slot))
            : value);
    }

    private static ulong SwapCells(ulong value, int one, int other)
    {
        if (!GuestLayout.IsInCell(value, out var cell))
            return value;
        var to = cell == one ? other : cell == other ? one : cell;
        return GuestLayout.Cell(to) + (value - GuestLayout.Cell(cell));
    }
}
