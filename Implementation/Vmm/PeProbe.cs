using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Vmm;

/// <summary>Finds out which PE a guest has.</summary>
internal static class PeProbe
{
    private const int IdsShift = 36;
    private const int TraceFiltShift = 40;

    public static PeConfiguration Read(GuestMachine machine, Batch batch)
    {
        var vcpu = machine.Vcpu;
        var dfr0 = vcpu[KvmIoctl.ID_AA64DFR0_EL1];
        return new PeConfiguration
        {
            Breakpoints = Field(dfr0, 12) + 1,
            Watchpoints = Field(dfr0, 20) + 1,
            ContextAware = Field(dfr0, 28) + 1,
            DoubleLock = Field(dfr0, 36) == 0,
            Trf = Field(dfr0, TraceFiltShift) != 0,
            Idst = Field(vcpu[KvmIoctl.ID_AA64MMFR2_EL1], IdsShift) != 0,
            AArch32 = Field(vcpu[KvmIoctl.ID_AA64PFR0_EL1], 0) == 2,
            Spmu = KeepsEnSpm(machine, batch),
        };
    }

    private static int Field(ulong value, int shift) => (int)(value >> shift) & 0xF;

    /// <summary>
    /// ID_AA64DFR1_EL1 is hidden from guests, so the register itself is asked: with MDE set the guest owns its debug registers, the
    /// second access is not trapped, and the physical register answers.
    /// </summary>
    private static bool KeepsEnSpm(GuestMachine machine, Batch batch)
    {
        var action = new ScenarioAction { Kind = ActionKind.Run, Mode = EntryMode.EL1h, D = true, Length = 3 };
        action.I0 = Instruction.Msr(RegisterId.MDSCR_EL1, MDSCR_EL1.MDE | MDSCR_EL1.EnSPM);
        action.I1 = Instruction.Msr(RegisterId.MDSCR_EL1, MDSCR_EL1.MDE | MDSCR_EL1.EnSPM);
        action.I2 = Instruction.Mrs(RegisterId.MDSCR_EL1);
        batch.Run(machine, [action]);
        return (batch[0].Values[2] & MDSCR_EL1.EnSPM) != 0;
    }
}
