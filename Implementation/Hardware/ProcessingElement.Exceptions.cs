using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Hardware;

public sealed partial class ProcessingElement
{
    private const uint Daif = Model.Registers.SPSR_EL1.D | Model.Registers.SPSR_EL1.AIF;
    private const uint MAndAArch32 = Model.Registers.SPSR_EL1.M | Model.Registers.SPSR_EL1.AArch32;
    private const uint StoredSpsr = MAndAArch32 | Daif | Model.Registers.SPSR_EL1.IL | Model.Registers.SPSR_EL1.SS;

    /// <summary>The host's ERET from EL2 into the guest: PC = ELR_EL2, PSTATE = SPSR_EL2, SS by DebugExceptionReturnSS; synchronizes.</summary>
    /// <remarks>The host runs with debug exceptions masked, so they are never enabled at the source.</remarks>
    public void EnterGuest()
    {
        if (IsIllegalExceptionReturn(SPSR_EL2))
            throw new InvalidOperationException($"SPSR_EL2 0x{SPSR_EL2:X} does not return to EL0 or EL1 in AArch64.");
        SynchronizeContext();
        _step.Forget();
        PSTATE = (SPSR_EL2 & StoredSpsr & ~Model.Registers.SPSR_EL1.SS)
            | DebugExceptionReturnSS(SPSR_EL2, enabledAtSource: false, (SPSR_EL2 >> 2) & 3);
        PC = ELR_EL2;
    }

    /// <summary>AArch64.ExceptionReturn of the guest's ERET; D, A, I and F are restored even by an illegal return (SST-4).</summary>
    private void ExceptionReturn()
    {
        SynchronizeContext();
        _step.Forget();
        var spsr = SPSR_EL1;
        var illegal = IsIllegalExceptionReturn(spsr);
        var ss = DebugExceptionReturnSS(spsr, GenerateDebugExceptions(), illegal ? CurrentEL : (spsr >> 2) & 3);
        PSTATE = illegal
            ? (PSTATE & MAndAArch32) | (spsr & Daif) | Model.Registers.SPSR_EL1.IL | ss
            : (spsr & (MAndAArch32 | Daif | Model.Registers.SPSR_EL1.IL)) | ss;
        PC = ELR_EL1;
    }

    /// <summary>IllegalExceptionReturn from EL1: reserved M, AArch32, or an Exception level above.</summary>
    private static bool IsIllegalExceptionReturn(uint spsr) => (spsr & MAndAArch32) is not (0 or EL1t or EL1h);

    /// <summary>AArch64.TakeException to EL1 (DBG-8).</summary>
    private Outcome TakeExceptionToEl1(ExceptionClass ec, uint iss, ulong preferredReturn)
    {
        SynchronizeContext();
        _step.Forget();
        ESR_EL1 = ESR_ELx.Syndrome(ec, iss);
        ELR_EL1 = preferredReturn;
        SPSR_EL1 = PSTATE;
        PC = GuestLayout.Vectors + (PSTATE & Model.Registers.SPSR_EL1.M) switch
        {
            EL1t => 0UL,
            EL1h => VectorStride,
            _ => 2 * VectorStride,
        };
        PSTATE = EL1h | Daif;
        return Outcome.ToEl1;
    }

    /// <summary>AArch64.TakeException to EL2. PC and PSTATE stay the guest's: the host's own are not simulated.</summary>
    private Outcome TakeExceptionToEl2(ExceptionClass ec, uint iss)
    {
        SynchronizeContext();
        _step.Forget();
        ESR_EL2 = ESR_ELx.Syndrome(ec, iss);
        ELR_EL2 = PC;
        SPSR_EL2 = PSTATE;
        return Outcome.ToEl2;
    }

    /// <summary>
    /// A debug exception: to EL2 with TDE, where it always comes from a lower Exception level; otherwise to EL1, where the
    /// class of the same Exception level is one above that of the lower.
    /// </summary>
    private Outcome TakeDebugException(ExceptionClass fromLowerEl, uint iss) => TDE
        ? TakeExceptionToEl2(fromLowerEl, iss)
        : TakeExceptionToEl1(CurrentEL == 0 ? fromLowerEl : fromLowerEl + 1, iss, PC);

    /// <summary>An UNDEFINED instruction goes to EL1 from EL0 and EL1, whatever EL2 traps (OSL-3, OSL-4).</summary>
    private Outcome Undefined() => TakeExceptionToEl1(ExceptionClass.Unknown, 0, PC);
}
