using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>MSR and MRS: whether the access is defined (OSL-3, OSL-4, REG-1 to REG-3), and what it does.</summary>
internal sealed class SystemRegisterAccess(PeConfiguration configuration, ErratumId accepted)
{
    private readonly SystemRegisterReads _reads = new(configuration, accepted);
    private readonly SystemRegisterWrites _writes = new(configuration, accepted);
    private readonly ErratumId[] _missing = [.. Enum.GetValues<RegisterId>().Select(register => QemuDeviations.Missing(register, accepted))];

    /// <summary>Whether a hypervisor may trap and emulate the access. ELR_EL1 and SPSR_EL1 are the guest's own; so is CONTEXTIDR_EL1, but
    /// HCR_EL2.TVM, which KVM sets until the guest has turned on MMU and caches, traps its writes.</summary>
    public static bool HypervisorMayEmulate(in Instruction access) => access.Register switch
    {
        RegisterId.ELR_EL1 or RegisterId.SPSR_EL1 => false,
        RegisterId.CONTEXTIDR_EL1 => access.Opcode == Opcode.MSR,
        _ => true,
    };

    public MaskedValue Read(SystemRegister register, Outcome outcome) => _reads.Read(register, outcome);

    public void Write(SystemRegister register, ulong value, Outcome outcome) => _writes.Write(register, value, outcome);

    /// <summary>Decides on the access by the register table; <paramref name="rule"/> is the rule that decides.</summary>
    public AccessResult Decide(in Instruction instruction, Outcome outcome, out RuleId rule)
    {
        var isRead = instruction.Opcode == Opcode.MRS;
        var needed = isRead ? RegisterAccess.Read : RegisterAccess.Write;
        var description = RegisterTable.Describe(instruction.Register);
        if (outcome.Block.El == 0)
            return DecideAtEl0(instruction.Register, isRead, description, needed, outcome, out rule);

        if ((description.El1 & needed) == 0)
        {
            rule = instruction.Register is RegisterId.OSLAR_EL1 or RegisterId.OSLSR_EL1 ? RuleId.OSL_3 : RuleId.REG_1;
            return AccessResult.Undefined;
        }
        rule = RuleId.REG_1;
        if (!IsImplemented(instruction.SystemRegister))
            return AccessResult.Undefined;
        var missing = _missing[(int)instruction.Register];
        if (missing != ErratumId.None)
        {
            outcome.Errata |= missing;
            return AccessResult.Undefined;
        }
        return IsTransferRegister(instruction.Register) ? DecideTransferRegister(outcome, ref rule) : AccessResult.Allowed;
    }

    private AccessResult DecideAtEl0(RegisterId register, bool isRead, RegisterDescription description, RegisterAccess needed,
        Outcome outcome, out RuleId rule)
    {
        if (register == RegisterId.ID_AA64DFR0_EL1 && isRead)
        {
            rule = RuleId.REG_3;
            return configuration.Idst ? AccessResult.TrapToEl1 : AccessResult.Undefined;
        }
        rule = RuleId.OSL_4;
        if ((description.El0 & needed) == 0)
            return AccessResult.Undefined;
        // MDCCSR_EL0 alone is left. EL0 is only entered by an exception return, so nothing is unsynchronized there.
        rule = RuleId.REG_2;
        if (outcome.Guest.TdccStale && (accepted & ErratumId.KvmTdccStale) != 0)
        {
            outcome.Errata |= ErratumId.KvmTdccStale;
            return AccessResult.MayTrapToEl1;
        }
        if ((outcome.Guest.Mdscr & MDSCR_EL1.TDCC) == 0)
            return AccessResult.Allowed;
        if ((accepted & ErratumId.QemuTdccIgnored) == 0)
            return AccessResult.TrapToEl1;
        outcome.Errata |= ErratumId.QemuTdccIgnored;
        return AccessResult.Allowed;
    }

    private AccessResult DecideTransferRegister(Outcome outcome, ref RuleId rule)
    {
        rule = RuleId.OSL_9;
        var erratum = accepted & (ErratumId.KvmTransferRegistersUndefined | ErratumId.KvmTransferRegistersSometimesUndefined);
        if (erratum == ErratumId.None)
            return AccessResult.Allowed;
        outcome.Errata |= erratum;
        // Debug registers trap whenever userspace debugs and, with the first of both, while locked; otherwise it depends on who owns them.
        var question = default(IsLocked);
        return outcome.Guest.GuestDebug != GuestDebugFlags.None
            || ((erratum & ErratumId.KvmTransferRegistersUndefined) != 0 && Views.Ask(outcome, ref question).MustBe())
                ? AccessResult.Undefined
                : AccessResult.MayBeUndefined;
    }

    private bool IsImplemented(SystemRegister register) => register.Id switch
    {
        RegisterId.DBGBVRn_EL1 or RegisterId.DBGBCRn_EL1 => register.Index < configuration.Breakpoints,
        RegisterId.DBGWVRn_EL1 or RegisterId.DBGWCRn_EL1 => register.Index < configuration.Watchpoints,
        _ => true,
    };

    private static bool IsTransferRegister(RegisterId register) =>
        register is RegisterId.OSECCR_EL1 or RegisterId.OSDTRRX_EL1 or RegisterId.OSDTRTX_EL1;
}
