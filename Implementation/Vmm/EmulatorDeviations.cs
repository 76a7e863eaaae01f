using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Vmm;

/// <summary>
/// By what QEMU 10, below a kernel, deviates from the architecture by itself. Most of it is errata that the model accepts; registers
/// that a kernel sometimes emulates and sometimes leaves to QEMU cannot be judged in it at all.
/// </summary>
public static class EmulatorDeviations
{
    /// <summary>The errata of QEMU that reach a guest of KVM; the others are hidden by what KVM traps.</summary>
    public const ErratumId Errata = ErratumId.QemuDaifSyndrome | ErratumId.QemuStepDecidedBefore | ErratumId.QemuIllegalReturnClearsStep
        | ErratumId.QemuContextBreakpoints | ErratumId.QemuWatchpointHitsRemembered;

    /// <summary>Errata about nothing but registers that cannot be judged: they are never seen, which says nothing of the kernel.</summary>
    public const ErratumId Hidden = ErratumId.KvmDbgprcr;

    /// <summary>The action without the registers that cannot be judged.</summary>
    public static ScenarioAction Substitute(in ScenarioAction action)
    {
        if (action.Kind == ActionKind.SetOneReg && IsOpaque(action.OneReg.Id))
            return new ScenarioAction { Kind = ActionKind.Reenter };
        var substitute = action;
        for (var i = 0; i < action.Length; i++)
        {
            var instruction = action.InstructionAt(i);
            if (instruction.Opcode is Opcode.MRS or Opcode.MSR && IsOpaque(instruction.Register))
                substitute.SetInstruction(i, new Instruction(Opcode.NOP));
        }
        return substitute;
    }

    /// <summary>DBGPRCR_EL1 and DBGAUTHSTATUS_EL1 do not exist, so that an access is UNDEFINED before it traps; MDCCINT_EL1 is RAZ/WI.</summary>
    private static bool IsOpaque(RegisterId id) => id is RegisterId.DBGPRCR_EL1 or RegisterId.DBGAUTHSTATUS_EL1 or RegisterId.MDCCINT_EL1;
}
