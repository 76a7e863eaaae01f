using OsLockConformance.Model.Registers;

namespace OsLockConformance.Implementation.Hardware;

public sealed partial class ProcessingElement
{
    private const uint EL1t = 4;
    private const uint EL1h = 5;

    /// <summary>What became of an instruction.</summary>
    private enum Outcome : byte
    {
        /// <summary>It completed, or nothing stands in its way.</summary>
        Completed,
        /// <summary>It was an exception return, which does not advance the step.</summary>
        Returned,
        /// <summary>An exception was taken to EL1.</summary>
        ToEl1,
        /// <summary>An exception was taken to EL2.</summary>
        ToEl2,
    }

    private uint CurrentEL => (PSTATE >> 2) & 3;

    /// <summary>AArch64.GenerateDebugExceptions: from where the PE is.</summary>
    private bool GenerateDebugExceptions() =>
        DebugExceptions.GenerateDebugExceptionsFrom(_context.Effective, CurrentEL, (PSTATE & Model.Registers.SPSR_EL1.D) != 0, TDE);

    /// <summary>What may be taken before the instruction, in the order of DBG-7: Software Step, Breakpoint, Illegal Execution state.</summary>
    /// <param name="activeNotPending">The instruction that now runs is being stepped.</param>
    private Outcome CheckBeforeInstruction(out bool activeNotPending)
    {
        activeNotPending = false;
        var mdscr = _context.Effective.MDSCR_EL1;
        if ((mdscr & (MDSCR_EL1.SS | MDSCR_EL1.MDE)) != 0 && GenerateDebugExceptions())
        {
            if ((mdscr & MDSCR_EL1.SS) != 0)
            {
                activeNotPending = (PSTATE & Model.Registers.SPSR_EL1.SS) != 0;
                if (!activeNotPending)
                    return TakeDebugException(ExceptionClass.SoftwareStepLowerEl, _step.Syndrome());
            }
            if ((mdscr & MDSCR_EL1.MDE) != 0 && _breakpoints.Match(_context.Effective, PC, CurrentEL))
                return TakeDebugException(ExceptionClass.BreakpointLowerEl, ESR_ELx.DebugException);
        }
        return (PSTATE & Model.Registers.SPSR_EL1.IL) != 0
            ? TakeExceptionToEl1(ExceptionClass.IllegalState, 0, PC)
            : Outcome.Completed;
    }

    /// <summary>AArch64.CheckWatchpoint, then the Watchpoint exception: the access has not taken effect (DBG-1, DBG-3).</summary>
    private Outcome CheckWatchpoint(ulong address, int size, bool isWrite)
    {
        if ((_context.Effective.MDSCR_EL1 & MDSCR_EL1.MDE) == 0 || !GenerateDebugExceptions()
            || !_watchpoints.Match(_context.Effective, address, size, isWrite, CurrentEL, out var watchedAddress))
        {
            return Outcome.Completed;
        }
        if (TDE)
            FAR_EL2 = watchedAddress;
        else
            FAR_EL1 = watchedAddress;
        return TakeDebugException(ExceptionClass.WatchpointLowerEl, ESR_ELx.DebugException | (isWrite ? ESR_ELx.WnR : 0));
    }

    /// <summary>
    /// SSAdvance: looks at MDSCR_EL1.SS alone, so a step also advances on the very instruction that locks (SST-2).
    /// </summary>
    private void SSAdvance()
    {
        if ((_context.Effective.MDSCR_EL1 & MDSCR_EL1.SS) != 0)
            PSTATE &= ~Model.Registers.SPSR_EL1.SS;
    }

    /// <summary>DebugExceptionReturnSS: PSTATE.SS after a return with <paramref name="spsr"/> (SST-4, SST-5).</summary>
    /// <param name="spsr">SPSR of the return.</param>
    /// <param name="enabledAtSource">Debug exceptions were enabled where the ERET is.</param>
    /// <param name="destination">The Exception level returned to; the current one for an illegal return.</param>
    private uint DebugExceptionReturnSS(uint spsr, bool enabledAtSource, uint destination)
    {
        var state = _context.Effective;
        return (state.MDSCR_EL1 & MDSCR_EL1.SS) != 0 && !enabledAtSource
            && DebugExceptions.GenerateDebugExceptionsFrom(state, destination, (spsr & Model.Registers.SPSR_EL1.D) != 0, TDE)
            ? spsr & Model.Registers.SPSR_EL1.SS : 0;
    }
}
