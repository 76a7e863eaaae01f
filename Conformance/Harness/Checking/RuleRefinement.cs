using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Checking;

/// <summary>
/// The rule to name for a shrunk finding. Nothing can be taken away from a shrunk scenario, so a migration that is still in it is what
/// loses the state, and so is a lock, a preemption or userspace's debugging.
/// </summary>
public static class RuleRefinement
{
    /// <summary>The rule of the finding; the signature's own where the scenario says no more.</summary>
    public static RuleId Of(Signature signature, Scenario scenario)
    {
        if (!IsAboutKeeping(signature.Rule))
            return signature.Rule;
        if (Has(scenario, ActionKind.Migrate, BoundaryEventKind.Migrate))
            return RuleId.VMM_7;
        if (Has(scenario, ActionKind.VcpuInit, BoundaryEventKind.None) || Has(scenario, ActionKind.WarmReset, BoundaryEventKind.None))
            return signature.Rule is RuleId.OSL_1 or RuleId.OSL_2 ? RuleId.OSL_1 : RuleId.RST_1;
        if (Has(scenario, ActionKind.SwitchVm, BoundaryEventKind.None))
            return RuleId.ISO_6;
        if (Has(scenario, ActionKind.Preempt, BoundaryEventKind.Preempt) || Has(scenario, ActionKind.Reenter, BoundaryEventKind.Reenter))
            return RuleId.VMM_8;
        if (StopsDebugging(scenario))
            return RuleId.VMM_5;
        if (signature.Rule == RuleId.REG_5 && Locks(scenario))
            return RuleId.OSL_10;
        return signature.Rule;
    }

    /// <summary>Rules that are broken when something that was written is not there later.</summary>
    private static bool IsAboutKeeping(RuleId rule) => rule is RuleId.OSL_1 or RuleId.OSL_2 or RuleId.OSL_8 or RuleId.OSL_9 or RuleId.REG_5
        or RuleId.CLM_1 or RuleId.DBG_1 or RuleId.DBG_2 or RuleId.DBG_3 or RuleId.SST_1 or RuleId.SST_2 or RuleId.SST_3 or RuleId.SST_4 or RuleId.SST_6
        or RuleId.MEM_1;

    private static bool Has(Scenario scenario, ActionKind kind, BoundaryEventKind eventKind)
    {
        foreach (ref readonly var action in scenario.Actions.AsSpan())
        {
            if (action.Kind == kind)
                return true;
            for (var i = 0; i <= GuestLayout.BlockLength && eventKind != BoundaryEventKind.None; i++)
            {
                if (action.EventAt(i).Kind == eventKind)
                    return true;
            }
        }
        return false;
    }

    private static bool StopsDebugging(Scenario scenario)
    {
        var debugs = false;
        foreach (ref readonly var action in scenario.Actions.AsSpan())
        {
            if (action.Kind == ActionKind.SetGuestDebug && Stops(action.Control, ref debugs))
                return true;
            for (var i = 0; i <= GuestLayout.BlockLength; i++)
            {
                var boundaryEvent = action.EventAt(i);
                if (boundaryEvent.Kind == BoundaryEventKind.SetGuestDebug && Stops(boundaryEvent.Control, ref debugs))
                    return true;
            }
        }
        return false;
    }

    private static bool Stops(GuestDebugFlags control, ref bool debugs)
    {
        var before = debugs;
        debugs = (control & GuestDebugFlags.Enable) != 0;
        return before && !debugs;
    }

    private static bool Locks(Scenario scenario)
    {
        foreach (ref readonly var action in scenario.Actions.AsSpan())
        {
            for (var i = 0; action.Kind == ActionKind.Run && i < action.Length; i++)
            {
                var instruction = action.InstructionAt(i);
                if (instruction.Opcode == Opcode.MSR && instruction.Register == RegisterId.OSLAR_EL1)
                    return true;
            }
        }
        return false;
    }
}
