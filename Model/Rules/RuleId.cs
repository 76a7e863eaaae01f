namespace OsLockConformance.Model.Rules;

/// <summary>
/// The rules by id. The names in print have a hyphen: <c>OSL-6</c>. New rules go to the end of their chapter's numbers; none is
/// ever renumbered. Statement and source of each are in <see cref="RuleCatalogue"/>.
/// </summary>
public enum RuleId : byte
{
    /// <summary>A cold reset sets OSLSR_EL1.OSLK to 1; a warm reset leaves it unchanged.</summary>
    OSL_1,
    /// <summary>A write to OSLAR_EL1 copies bit 0 of the value to OSLSR_EL1.OSLK and ignores the other bits.</summary>
    OSL_2,
    /// <summary>A read of OSLAR_EL1 and a write of OSLSR_EL1 are UNDEFINED and change nothing.</summary>
    OSL_3,
    /// <summary>At EL0 every access to the debug registers but a read of MDCCSR_EL0 is UNDEFINED, whatever the lock says.</summary>
    OSL_4,
    /// <summary>OSLSR_EL1 reads OSLM = 0b10, nTT = 0 and 0 in every reserved bit, locked or not.</summary>
    OSL_5,
    /// <summary>While OSLK is 1, no Breakpoint, Watchpoint or Software Step exception is generated at any Exception level.</summary>
    OSL_6,
    /// <summary>The OS Lock never affects Breakpoint Instruction exceptions.</summary>
    OSL_7,
    /// <summary>The save/restore fields of MDSCR_EL1 are writable only while OSLK is 1 and UNKNOWN when read while it is 0; the other fields are read/write in both states.</summary>
    OSL_8,
    /// <summary>OSECCR_EL1, OSDTRRX_EL1 and OSDTRTX_EL1 hold what was written while OSLK is 1; while it is 0 their accesses are UNKNOWN, ignored or CONSTRAINED UNPREDICTABLE.</summary>
    OSL_9,
    /// <summary>The lock does not change the debug registers: their contents survive locking and unlocking.</summary>
    OSL_10,
    /// <summary>Unlocking lets the debug events that are then still true generate exceptions again.</summary>
    OSL_11,
    /// <summary>A write of a debug control register is only guaranteed to affect later behaviour after a Context synchronization event; until then either behaviour is allowed.</summary>
    OSL_12,
    /// <summary>With FEAT_DoubleLock, while OSDLR_EL1.DLK is 1 and DBGPRCR_EL1.CORENPDRQ is 0, debug exceptions but BRK are blocked; a warm reset clears DLK.</summary>
    DLK_1,
    /// <summary>After a warm reset MDSCR_EL1.{SS, MDE, KDE, TDCC} and the E bits of the debug registers are UNKNOWN, PSTATE.D is 1 and PSTATE.SS is 0; the other debug registers keep their contents.</summary>
    RST_1,
    /// <summary>DBGCLAIMSET_EL1 reads 0xFF and sets the claim tags written as 1; DBGCLAIMCLR_EL1 reads the tags and clears those written as 1; only a cold reset clears them all.</summary>
    CLM_1,
    /// <summary>Breakpoint and Watchpoint exceptions need MDSCR_EL1.MDE = 1 and debug exceptions enabled: from EL1, KDE = 1 and PSTATE.D = 0; from EL0, always.</summary>
    DBG_1,
    /// <summary>An enabled breakpoint matches on the instruction address; the instruction has not executed; EC 0x30 or 0x31, IFSC 0x22.</summary>
    DBG_2,
    /// <summary>An enabled watchpoint matches if a byte accessed is selected by DBGWVR, BAS and MASK and LSC allows the access; the access has not taken effect; EC 0x34 or 0x35.</summary>
    DBG_3,
    /// <summary>PMC and PAC select the Exception levels: bit 0 EL1, bit 1 EL0; 0 never matches.</summary>
    DBG_4,
    /// <summary>A linked breakpoint or watchpoint also needs the context-aware breakpoint LBN, enabled and of a linking type, to equal CONTEXTIDR_EL1; an unlinked context breakpoint matches at every instruction.</summary>
    DBG_5,
    /// <summary>BRK is always taken, with its immediate in the ISS.</summary>
    DBG_6,
    /// <summary>At one instruction Software Step comes first, then Breakpoint, Illegal Execution state, the exception of the instruction itself, and last Watchpoint.</summary>
    DBG_7,
    /// <summary>Exception entry saves PSTATE to SPSR_EL1, then clears SS and IL, sets D and goes to EL1h; ESR_EL1.IL is 1.</summary>
    DBG_8,
    /// <summary>In the active-pending state a Software Step exception is taken before the instruction; ISV is 1 only if the instruction just before was stepped, EX only if that was a load-exclusive.</summary>
    SST_1,
    /// <summary>An instruction that completes, other than an exception return, and an SVC clear PSTATE.SS if MDSCR_EL1.SS is 1.</summary>
    SST_2,
    /// <summary>BRK, UNDEFINED, trapped accesses, breakpoints and watchpoints do not advance the step.</summary>
    SST_3,
    /// <summary>An exception return takes PSTATE.SS from SPSR.SS only if MDSCR_EL1.SS is 1, debug exceptions were not enabled at the source and are enabled at the destination; otherwise it clears it. An illegal return stays at the current Exception level and sets PSTATE.IL.</summary>
    SST_4,
    /// <summary>While the OS Lock is locked software step is disabled, and an exception return clears PSTATE.SS.</summary>
    SST_5,
    /// <summary>A step that is active-pending when the lock is taken is taken when the lock is released, if MDSCR_EL1.SS, KDE and D are unchanged.</summary>
    SST_6,
    /// <summary>While userspace debugs the guest, debug exceptions, BRK included, exit as KVM_EXIT_DEBUG with the architectural syndrome and are never delivered to the guest.</summary>
    VMM_1,
    /// <summary>With KVM_GUESTDBG_SINGLESTEP one KVM_RUN executes one instruction and exits with EC 0x32.</summary>
    VMM_2,
    /// <summary>With KVM_GUESTDBG_USE_HW the breakpoints and watchpoints of userspace are in force and the guest's are not; the guest still reads back its own.</summary>
    VMM_3,
    /// <summary>The guest's OS Lock never blocks userspace's debugging.</summary>
    VMM_4,
    /// <summary>Turning guest debug off gives the guest back its own MDSCR_EL1, PSTATE.SS, breakpoints and watchpoints.</summary>
    VMM_5,
    /// <summary>OSLSR_EL1 accepts from userspace only a change of OSLK; any other bit is EINVAL and changes nothing.</summary>
    VMM_6,
    /// <summary>Saving all registers through ONE_REG and restoring them into a fresh vCPU leaves the guest unable to tell.</summary>
    VMM_7,
    /// <summary>Leaving and re-entering KVM_RUN, or being scheduled out and in, is invisible to the guest.</summary>
    VMM_8,
    /// <summary>KVM_SET_GUEST_DEBUG with a control bit that the API does not know is EINVAL and changes nothing.</summary>
    VMM_9,
    /// <summary>Nothing that a guest does changes the physical OSLSR_EL1.OSLK, in the guest or after it.</summary>
    ISO_1,
    /// <summary>After every exit the host's MDSCR_EL1, MDCCINT_EL1, breakpoints and watchpoints are what they were.</summary>
    ISO_2,
    /// <summary>While a guest runs, accesses to OSLAR, OSLSR, OSDLR and DBGPRCR trap.</summary>
    ISO_3,
    /// <summary>While OSLK is set and userspace is not debugging, the hardware runs with MDSCR_EL1.MDE and SS clear.</summary>
    ISO_4,
    /// <summary>No breakpoint or watchpoint of userspace is visible to the guest, nor the guest's to the host.</summary>
    ISO_5,
    /// <summary>Nothing that one guest writes can be read by another guest, or by the host, on the same physical PE.</summary>
    ISO_6,
    /// <summary>An access that the register's table row does not define, or to a DBG register whose number is not implemented, is UNDEFINED: EC 0x00 at the instruction.</summary>
    REG_1,
    /// <summary>MDSCR_EL1.TDCC traps an EL0 read of MDCCSR_EL0 to EL1 with EC 0x18.</summary>
    REG_2,
    /// <summary>ID_AA64DFR0_EL1 describes the PE; with FEAT_IDST an EL0 read of it traps to EL1 with EC 0x18, without it is UNDEFINED.</summary>
    REG_3,
    /// <summary>MSR DAIFSet and DAIFClr change PSTATE at once at EL1 and trap to EL1 with EC 0x18 at EL0 while SCTLR_EL1.UMA is 0.</summary>
    REG_4,
    /// <summary>DBGBVR, DBGBCR, DBGWVR, DBGWCR, MDCCINT_EL1, DBGPRCR_EL1, OSDLR_EL1 and CONTEXTIDR_EL1 read back what was written to their implemented fields.</summary>
    REG_5,
    /// <summary>A load returns what the last store that took effect wrote.</summary>
    MEM_1,
    /// <summary>SVC is taken to EL1 with its immediate in the ISS and ELR after the instruction.</summary>
    SVC_1,
    /// <summary>UDF, and ERET at EL0, are UNDEFINED: EC 0x00 at the instruction.</summary>
    UND_1,
    /// <summary>With PSTATE.IL set the next instruction takes an Illegal Execution state exception, EC 0x0E.</summary>
    ILL_1,
    /// <summary>A program leaves its block: what the architecture ends with an exception does not spin.</summary>
    RUN_1,
}
