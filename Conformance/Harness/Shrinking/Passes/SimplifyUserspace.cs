using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>Makes the operands of guest debug and ONE_REG simpler: fewer flags, no debug registers or the simplest, low register
/// numbers, simple values.</summary>
internal sealed class SimplifyUserspace : IShrinkPass
{
    public string Name => "simplify userspace";

    public void Run(ShrinkSession session)
    {
        for (var i = 0; i < session.Current.Actions.Length; i++)
        {
            switch (session.Current.Actions[i].Kind)
            {
                case ActionKind.SetGuestDebug:
                    GuestDebug(session, i);
                    break;
                case ActionKind.GetOneReg or ActionKind.SetOneReg:
                    OneReg(session, i);
                    break;
                default:
                    break;
            }
        }
    }

    private static void GuestDebug(ShrinkSession session, int index)
    {
        foreach (var flag in (GuestDebugFlags[])[GuestDebugFlags.Unknown, GuestDebugFlags.UseHw, GuestDebugFlags.UseSwBp, GuestDebugFlags.SingleStep, GuestDebugFlags.Enable])
            TryChange(session, index, (ref ScenarioAction a) => a.Control &= ~flag);
        TryChange(session, index, static (ref ScenarioAction a) => a.DebugRegisters = default);
        TryChange(session, index, static (ref ScenarioAction a) => { a.DebugRegisters.Bvr1 = 0; a.DebugRegisters.Bcr1 = 0; });
        TryChange(session, index, static (ref ScenarioAction a) => { a.DebugRegisters.Wvr1 = 0; a.DebugRegisters.Wcr1 = 0; });
        TryChange(session, index, static (ref ScenarioAction a) => { a.DebugRegisters.Bvr0 = 0; a.DebugRegisters.Bcr0 = 0; });
        TryChange(session, index, static (ref ScenarioAction a) => { a.DebugRegisters.Wvr0 = 0; a.DebugRegisters.Wcr0 = 0; });
        // The second pair becomes the first.
        TryChange(session, index, static (ref ScenarioAction a) =>
        {
            ref var r = ref a.DebugRegisters;
            (r.Bvr0, r.Bcr0, r.Bvr1, r.Bcr1) = (r.Bvr1, r.Bcr1, 0, 0);
        });
        TryChange(session, index, static (ref ScenarioAction a) =>
        {
            ref var r = ref a.DebugRegisters;
            (r.Wvr0, r.Wcr0, r.Wvr1, r.Wcr1) = (r.Wvr1, r.Wcr1, 0, 0);
        });
        foreach (var value in SimpleValues.Of(RegisterId.DBGBCRn_EL1))
            TryChange(session, index, (ref ScenarioAction a) => a.DebugRegisters.Bcr0 = (uint)value);
        foreach (var value in SimpleValues.Of(RegisterId.DBGWCRn_EL1))
            TryChange(session, index, (ref ScenarioAction a) => a.DebugRegisters.Wcr0 = (uint)value);
        TryChange(session, index, static (ref ScenarioAction a) => a.DebugRegisters.Bvr0 = 0);
        TryChange(session, index, static (ref ScenarioAction a) => a.DebugRegisters.Wvr0 = 0);
        foreach (var value in SimpleValues.Of(RegisterId.DBGBVRn_EL1))
            TryChange(session, index, (ref ScenarioAction a) => a.DebugRegisters.Bvr0 = value);
        foreach (var value in SimpleValues.Of(RegisterId.DBGWVRn_EL1))
            TryChange(session, index, (ref ScenarioAction a) => a.DebugRegisters.Wvr0 = value);
    }

    private static void OneReg(ShrinkSession session, int index)
    {
        var register = session.Current.Actions[index].OneReg;
        for (byte n = 0; n < register.Index; n++)
        {
            var number = n;
            TryChange(session, index, (ref ScenarioAction a) => a.I0 = a.I0 with { Index = number });
        }
        if (session.Current.Actions[index].Kind == ActionKind.GetOneReg)
            return;
        foreach (var value in SimpleValues.Of(register.Id))
            TryChange(session, index, (ref ScenarioAction a) => a.I0 = a.I0 with { Value = value });
        for (var bit = 63; bit >= 0; bit--)
        {
            var mask = 1UL << bit;
            TryChange(session, index, (ref ScenarioAction a) => a.I0 = a.I0 with { Value = a.I0.Value & ~mask });
        }
    }

    private static void TryChange(ShrinkSession session, int index, Change change)
    {
        if (index >= session.Current.Actions.Length)
            return;
        var action = session.Current.Actions[index];
        change(ref action);
        session.TryReplace(index, action);
    }

    private delegate void Change(ref ScenarioAction action);
}
