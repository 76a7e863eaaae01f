using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Lockstep;

/// <summary>Which rule a difference breaks.</summary>
internal static class RuleOf
{
    public static bool IsDebugClass(ExceptionClass ec) => ec is >= ExceptionClass.BreakpointLowerEl and <= ExceptionClass.WatchpointSameEl or ExceptionClass.Brk;

    /// <summary>The rule that a register's value rests on.</summary>
    public static RuleId Value(RegisterId id, ulong different, in GuestState guest, bool userspace) => id switch
    {
        RegisterId.OSLSR_EL1 => (different & ~OSLSR_EL1.OSLK) != 0 ? RuleId.OSL_5 : guest.OsLockCause,
        RegisterId.MDSCR_EL1 => RuleId.OSL_8,
        RegisterId.OSDLR_EL1 => RuleId.DLK_1,
        RegisterId.OSECCR_EL1 or RegisterId.OSDTRRX_EL1 or RegisterId.OSDTRTX_EL1 => RuleId.OSL_9,
        RegisterId.DBGCLAIMSET_EL1 or RegisterId.DBGCLAIMCLR_EL1 => RuleId.CLM_1,
        RegisterId.MDCCSR_EL0 => RuleId.REG_2,
        RegisterId.ID_AA64DFR0_EL1 => RuleId.REG_3,
        RegisterId.DBGBVRn_EL1 or RegisterId.DBGBCRn_EL1 or RegisterId.DBGWVRn_EL1 or RegisterId.DBGWCRn_EL1 =>
            userspace ? RuleId.VMM_7 : guest.GuestDebug != GuestDebugFlags.None ? RuleId.VMM_3 : RuleId.OSL_10,
        _ => userspace ? RuleId.VMM_7 : RuleId.REG_5,
    };

    /// <summary>The rule of an errno.</summary>
    public static RuleId OneReg(in ScenarioAction action, in GuestState guest) => action.Kind switch
    {
        ActionKind.SetOneReg or ActionKind.GetOneReg when action.OneReg.Id == RegisterId.OSLSR_EL1 => RuleId.VMM_6,
        ActionKind.SetGuestDebug => guest.GuestDebug == GuestDebugFlags.None ? RuleId.VMM_1 : RuleId.VMM_5,
        _ => RuleId.VMM_7,
    };

    /// <summary>The rule of ELR.</summary>
    public static RuleId Address(ExceptionClass ec) => ec switch
    {
        ExceptionClass.BreakpointLowerEl or ExceptionClass.BreakpointSameEl => RuleId.DBG_2,
        ExceptionClass.WatchpointLowerEl or ExceptionClass.WatchpointSameEl => RuleId.DBG_3,
        ExceptionClass.SoftwareStepLowerEl or ExceptionClass.SoftwareStepSameEl => RuleId.SST_1,
        ExceptionClass.Brk => RuleId.DBG_6,
        _ => RuleId.DBG_8,
    };

    /// <summary>The rule of the ISS.</summary>
    public static RuleId Syndrome(ExceptionClass ec) => ec switch
    {
        ExceptionClass.Svc => RuleId.SVC_1,
        ExceptionClass.SystemRegisterTrap => RuleId.REG_2,
        _ => Address(ec),
    };

    /// <summary>The rule of SPSR.</summary>
    public static RuleId SavedState(ExceptionClass ec, uint different)
    {
        if ((different & SPSR_EL1.SS) == 0)
            return RuleId.DBG_8;
        return ec is ExceptionClass.Svc or ExceptionClass.SoftwareStepLowerEl or ExceptionClass.SoftwareStepSameEl ? RuleId.SST_2 : RuleId.SST_3;
    }

    /// <summary>The rule of an exception or exit that should have come.</summary>
    public static RuleId Missing(ObservedEventKind kind, ExceptionClass ec, Outcome outcome, in GuestState guest)
    {
        var locked = guest.OsLock || outcome.Guest.OsLock;
        if (kind == ObservedEventKind.DebugExit && locked)
            return RuleId.VMM_4;
        return ec switch
        {
            ExceptionClass.Brk when kind == ObservedEventKind.DebugExit => RuleId.VMM_1,
            ExceptionClass.Brk => locked ? RuleId.OSL_7 : RuleId.DBG_6,
            ExceptionClass.SoftwareStepLowerEl or ExceptionClass.SoftwareStepSameEl =>
                kind == ObservedEventKind.DebugExit ? RuleId.VMM_2 : guest.OsLock ? RuleId.SST_6 : RuleId.SST_1,
            ExceptionClass.BreakpointLowerEl or ExceptionClass.BreakpointSameEl =>
                kind == ObservedEventKind.DebugExit ? RuleId.VMM_3 : RuleId.DBG_2,
            ExceptionClass.WatchpointLowerEl or ExceptionClass.WatchpointSameEl =>
                kind == ObservedEventKind.DebugExit ? RuleId.VMM_3 : RuleId.DBG_3,
            ExceptionClass.IllegalState => RuleId.ILL_1,
            ExceptionClass.Svc => RuleId.SVC_1,
            ExceptionClass.SystemRegisterTrap => RuleId.REG_2,
            _ => RuleId.REG_1,
        };
    }

    /// <summary>The rule of an exception or exit that came instead of another, or uncalled for.</summary>
    public static RuleId Unexpected(in ScenarioAction action, Outcome outcome, in GuestState guest, in ExpectedEvent expected, in ObservedEvent observed)
    {
        var ec = ESR_ELx.ClassOf(observed.Esr);
        var debugs = guest.GuestDebug != GuestDebugFlags.None || outcome.Guest.GuestDebug != GuestDebugFlags.None;
        // The right exception that went to the guest instead of to userspace, or the other way round.
        if (expected.Kind != ObservedEventKind.None && expected.Kind != observed.Kind)
            return debugs && (guest.OsLock || outcome.Guest.OsLock) && expected.Kind == ObservedEventKind.DebugExit ? RuleId.VMM_4 : RuleId.VMM_1;
        if (IsDebugClass(ec))
            return UnexpectedDebug(ec, outcome, guest, debugs);
        if (ec == ExceptionClass.SystemRegisterTrap)
            return RuleId.REG_2;
        if (RegisterAt(action, observed.Elr, out var register) && ec == ExceptionClass.Unknown)
            return Value(register, 0, guest, userspace: false);
        if (RegisterAt(action, expected.Elr, out register) && expected.Kind == ObservedEventKind.Exception)
            return ExpectedRegisterFault(register, expected);
        return Missing(expected.Kind, ESR_ELx.ClassOf(expected.Esr), outcome, guest);
    }

    private static RuleId UnexpectedDebug(ExceptionClass ec, Outcome outcome, in GuestState guest, bool debugs)
    {
        if (ec == ExceptionClass.Brk)
            return RuleId.DBG_6;
        if (debugs)
            return ec is ExceptionClass.SoftwareStepLowerEl or ExceptionClass.SoftwareStepSameEl ? RuleId.VMM_2 : RuleId.VMM_3;
        if (guest.OsLock || outcome.Guest.OsLock)
            return RuleId.OSL_6;
        if (guest.DoubleLockStatus || outcome.Guest.DoubleLockStatus)
            return RuleId.DLK_1;
        if (ec is ExceptionClass.SoftwareStepLowerEl or ExceptionClass.SoftwareStepSameEl)
            return (outcome.Guest.Mdscr & MDSCR_EL1.SS) == 0 ? RuleId.SST_1 : RuleId.SST_4;
        if ((outcome.Guest.Mdscr & MDSCR_EL1.MDE) == 0)
            return RuleId.DBG_1;
        return ec is ExceptionClass.WatchpointLowerEl or ExceptionClass.WatchpointSameEl ? RuleId.DBG_3 : RuleId.DBG_2;
    }

    private static RuleId ExpectedRegisterFault(RegisterId register, in ExpectedEvent expected)
    {
        var ec = ESR_ELx.ClassOf(expected.Esr);
        if (ec == ExceptionClass.SystemRegisterTrap)
            return register == RegisterId.ID_AA64DFR0_EL1 ? RuleId.REG_3 : RuleId.REG_2;
        if (ec != ExceptionClass.Unknown)
            return Value(register, 0, default, userspace: false);
        if ((expected.Spsr & SPSR_EL1.M) == 0)
            return RuleId.OSL_4;
        return register is RegisterId.OSLAR_EL1 or RegisterId.OSLSR_EL1 ? RuleId.OSL_3 : RuleId.REG_1;
    }

    private static bool RegisterAt(in ScenarioAction action, ulong address, out RegisterId register)
    {
        register = default;
        var offset = address - GuestLayout.Slot(action.Slot);
        if (action.Kind != ActionKind.Run || offset >= 4UL * action.Length)
            return false;
        var instruction = action.InstructionAt((int)(offset >> 2));
        register = instruction.Register;
        return instruction.Opcode is Opcode.MSR or Opcode.MRS;
    }
}
