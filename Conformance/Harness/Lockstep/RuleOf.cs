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
        RegisterId.OSDLR_EL1 => guest.DoubleLock ? RuleId.DLK_1 : RuleId.REG_5,
        RegisterId.OSECCR_EL1 or RegisterId.OSDTRRX_EL1 or RegisterId.OSDTRTX_EL1 => RuleId.OSL_9,
        RegisterId.DBGCLAIMSET_EL1 or RegisterId.DBGCLAIMCLR_EL1 => RuleId.CLM_1,
        RegisterId.MDCCSR_EL0 => RuleId.REG_2,
        RegisterId.ID_AA64DFR0_EL1 => RuleId.REG_3,
        RegisterId.DBGBVRn_EL1 or RegisterId.DBGBCRn_EL1 or RegisterId.DBGWVRn_EL1 or RegisterId.DBGWCRn_EL1 =>
            userspace ? RuleId.VMM_7 : guest.GuestDebug != GuestDebugFlags.None ? RuleId.VMM_3 : RuleId.REG_5,
        _ => userspace ? RuleId.VMM_7 : RuleId.REG_5,
    };

    /// <summary>The rule of an errno.</summary>
    public static RuleId OneReg(in ScenarioAction action, in GuestState guest) => action.Kind switch
    {
        ActionKind.SetOneReg or ActionKind.GetOneReg when action.OneReg.Id == RegisterId.OSLSR_EL1 => RuleId.VMM_6,
        ActionKind.SetGuestDebug => RuleId.VMM_9,
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
    public static RuleId SavedState(ExceptionClass ec, uint different, in ExpectedEvent expected, Outcome outcome)
    {
        if ((different & SPSR_EL1.SS) == 0 || outcome.Guest.GuestDebug != GuestDebugFlags.None)
            return RuleId.DBG_8;
        // An SS that should not be there at all was let in by the exception return.
        if ((expected.Spsr & SPSR_EL1.SS) == 0 && outcome.Guest.OsLock)
            return RuleId.SST_5;
        if ((expected.Spsr & SPSR_EL1.SS) == 0 && (outcome.Guest.Mdscr & MDSCR_EL1.SS) == 0)
            return RuleId.SST_4;
        return ec is ExceptionClass.Svc or ExceptionClass.SoftwareStepLowerEl or ExceptionClass.SoftwareStepSameEl ? RuleId.SST_2 : RuleId.SST_3;
    }

    /// <summary>The rule of an exception or exit that should have come.</summary>
    public static RuleId Missing(in ScenarioAction action, in ExpectedEvent expected, Outcome outcome, in GuestState guest)
    {
        var kind = expected.Kind;
        var ec = ESR_ELx.ClassOf(expected.Esr);
        if (kind == ObservedEventKind.Exception && ec is ExceptionClass.Unknown or ExceptionClass.SystemRegisterTrap)
            return ExpectedFault(action, expected);
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
            _ => RuleId.DBG_7,
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
            return UnexpectedDebug(ec, outcome, guest, observed, debugs);
        var isAccess = RegisterAt(action, observed.Elr, out var register);
        if (ec == ExceptionClass.SystemRegisterTrap)
            return TrapRule(isAccess, register);
        if (isAccess && ec == ExceptionClass.Unknown)
            return UnexpectedUndefined(register);
        if (expected.Kind == ObservedEventKind.Exception
            && ESR_ELx.ClassOf(expected.Esr) is ExceptionClass.Unknown or ExceptionClass.SystemRegisterTrap)
        {
            return ExpectedFault(action, expected);
        }
        return Missing(action, expected, outcome, guest);
    }

    private static RuleId UnexpectedDebug(ExceptionClass ec, Outcome outcome, in GuestState guest, in ObservedEvent observed, bool debugs)
    {
        if (ec == ExceptionClass.Brk)
            return RuleId.DBG_6;
        if (debugs)
            return ec is ExceptionClass.SoftwareStepLowerEl or ExceptionClass.SoftwareStepSameEl ? RuleId.VMM_2 : RuleId.VMM_3;
        if (outcome.Guest.OsLock || (guest.OsLock && outcome.Guest.OsLockCause != RuleId.OSL_2))
            return RuleId.OSL_6;
        if (guest.DoubleLockStatus || outcome.Guest.DoubleLockStatus)
            return RuleId.DLK_1;
        if (ec is ExceptionClass.SoftwareStepLowerEl or ExceptionClass.SoftwareStepSameEl)
            return (outcome.Guest.Mdscr & MDSCR_EL1.SS) == 0 ? RuleId.SST_1 : RuleId.SST_4;
        var isFromEl1 = ec is ExceptionClass.BreakpointSameEl or ExceptionClass.WatchpointSameEl;
        if ((outcome.Guest.Mdscr & MDSCR_EL1.MDE) == 0 || (isFromEl1 && ((outcome.Guest.Mdscr & MDSCR_EL1.KDE) == 0 || (observed.Spsr & SPSR_EL1.D) != 0)))
            return RuleId.DBG_1;
        return ec is ExceptionClass.WatchpointLowerEl or ExceptionClass.WatchpointSameEl ? RuleId.DBG_3 : RuleId.DBG_2;
    }

    /// <summary>EC 0x18 taken to EL1: MDCCSR_EL0, the ID register, or MSR DAIFSet and DAIFClr.</summary>
    private static RuleId TrapRule(bool isAccess, RegisterId register) => !isAccess
        ? RuleId.REG_4
        : register == RegisterId.ID_AA64DFR0_EL1 ? RuleId.REG_3 : RuleId.REG_2;

    /// <summary>The rule by which an access is defined.</summary>
    private static RuleId UnexpectedUndefined(RegisterId register) => register switch
    {
        RegisterId.OSLAR_EL1 => RuleId.OSL_2,
        RegisterId.OSLSR_EL1 => RuleId.OSL_5,
        RegisterId.MDSCR_EL1 => RuleId.OSL_8,
        RegisterId.OSECCR_EL1 or RegisterId.OSDTRRX_EL1 or RegisterId.OSDTRTX_EL1 => RuleId.OSL_9,
        RegisterId.DBGCLAIMSET_EL1 or RegisterId.DBGCLAIMCLR_EL1 => RuleId.CLM_1,
        RegisterId.MDCCSR_EL0 => RuleId.REG_2,
        RegisterId.ID_AA64DFR0_EL1 => RuleId.REG_3,
        _ => RuleId.REG_1,
    };

    /// <summary>The rule by which an instruction is UNDEFINED or trapped to EL1.</summary>
    private static RuleId ExpectedFault(in ScenarioAction action, in ExpectedEvent expected)
    {
        var isAccess = RegisterAt(action, expected.Elr, out var register);
        if (ESR_ELx.ClassOf(expected.Esr) == ExceptionClass.SystemRegisterTrap)
            return TrapRule(isAccess, register);
        if (!isAccess)
            return RuleId.UND_1;
        if (register == RegisterId.ID_AA64DFR0_EL1)
            return RuleId.REG_3;
        if ((expected.Spsr & SPSR_EL1.M) == 0)
            return RuleId.OSL_4;
        return register switch
        {
            RegisterId.OSLAR_EL1 or RegisterId.OSLSR_EL1 => RuleId.OSL_3,
            RegisterId.OSECCR_EL1 or RegisterId.OSDTRRX_EL1 or RegisterId.OSDTRTX_EL1 => RuleId.OSL_9,
            _ => RuleId.REG_1,
        };
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
