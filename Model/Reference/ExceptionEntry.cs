using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>DBG-8, AArch64.TakeException: a synchronous exception taken to the guest's EL1.</summary>
internal static class ExceptionEntry
{
    /// <summary>Takes an exception whose syndrome is defined in all bits.</summary>
    public static void Take(Outcome outcome, ErratumId accepted, ExceptionClass ec, uint iss, ulong elr) =>
        Take(outcome, accepted, ESR_ELx.Syndrome(ec, iss), uint.MaxValue, elr);

    /// <summary>Takes an exception; of <paramref name="esr"/> the bits of <paramref name="esrMask"/> are defined, and a <paramref name="farHigh"/> other
    /// than 0 makes FAR one between <paramref name="farLow"/> and it.</summary>
    public static void Take(Outcome outcome, ErratumId accepted, uint esr, uint esrMask, ulong elr, ulong farLow = 0, ulong farHigh = 0)
    {
        ref var block = ref outcome.Block;
        ref var expected = ref outcome.Add();
        expected.Kind = ObservedEventKind.Exception;
        expected.Esr = esr;
        expected.EsrMask = esrMask;
        expected.Elr = elr;
        expected.FarLow = farLow;
        expected.FarHigh = farHigh;
        var m = block.El == 0 ? 0u : block.Sp ? 5u : 4u;
        expected.Spsr = m | (block.D ? SPSR_EL1.D : 0) | (block.IL ? SPSR_EL1.IL : 0) | (block.SS ? SPSR_EL1.SS : 0);
        expected.SpsrMask = block.SsUnknown ? SPSR_EL1.Compared & ~SPSR_EL1.SS : SPSR_EL1.Compared;
        if ((accepted & ErratumId.KvmSpsrStepBit) != 0 && IsStepBitUserspaces(outcome))
        {
            expected.SpsrMask &= ~SPSR_EL1.SS;
            outcome.Errata |= ErratumId.KvmSpsrStepBit;
        }
        outcome.Rules |= RuleSet.Of(RuleId.DBG_8) | RuleId.DBG_7;

        block.Pc = GuestLayout.Vectors + (block.El == 0 ? 0x400UL : block.Sp ? 0x200UL : 0);
        if (block.El == 0)
        {
            block.El = 1;
            outcome.ChangeContext();
        }
        block.Sp = true;
        block.D = true;
        block.IL = false;
        block.SS = false;
        block.SsUnknown = false;
        block.Stepped = Possibility.No;
        block.Unsynchronized.Synchronize();
        block.UserspaceStepPending = (outcome.Guest.GuestDebug & GuestDebugFlags.SingleStep) != 0;
        // Whether the exception counts as the stepped instruction at the vector is not ours to say: the syndrome is not compared.
        block.SyndromeUnknown = true;
    }

    /// <summary>Under userspace's single-step PSTATE.SS of the hardware is userspace's; under other debugging MDSCR_EL1.SS of the hardware
    /// is clear, so that a 1 of the guest's is lost.</summary>
    private static bool IsStepBitUserspaces(Outcome outcome) =>
        (outcome.Guest.GuestDebug & GuestDebugFlags.SingleStep) != 0
        || (outcome.Guest.GuestDebug != GuestDebugFlags.None && outcome.Block.SS);
}
