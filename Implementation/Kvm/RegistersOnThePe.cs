namespace OsLockConformance.Implementation.Kvm;

/// <summary>
/// Which of a vCPU's registers the next switch out overwrites with what is on the PE; nothing reads them before. With a planted fault nothing is
/// taken to be overwritten, because the fault may be just that.
/// </summary>
/// <param name="Mdscr">MDSCR_EL1, wherever <see cref="KvmDebug.MdscrOf"/> has it.</param>
/// <param name="Mdccint">MDCCINT_EL1.</param>
/// <param name="Bank">The bank that the breakpoints and watchpoints are of; null if they are not on the PE.</param>
/// <param name="Breakpoints">How many breakpoints of the bank are.</param>
/// <param name="Watchpoints">How many watchpoints of the bank are.</param>
/// <param name="KeepsGuestMdscr">kvm_arm_clear_debug() will look at the MDSCR_EL1 that kvm_arm_setup_debug() has kept.</param>
/// <param name="KeepsGuestStep">The same for PSTATE.SS.</param>
internal readonly record struct RegistersOnThePe(
    bool Mdscr, bool Mdccint, GuestDebugRegisters? Bank, int Breakpoints, int Watchpoints, bool KeepsGuestMdscr, bool KeepsGuestStep);
