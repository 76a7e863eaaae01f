using OsLockConformance.Model.Rules;

namespace OsLockConformance.Model.Errata;

/// <summary>All declared deviations. Each was found by the harness first, then held against the kernel's source.</summary>
public static class ErratumCatalogue
{
    private static readonly string[] EveryKvm =
        ["linux-5.17", "oslock-v1", "oslock-v2", "oslock-v3", "linux-5.18", "linux-6.1", "linux-6.14"];

    private static readonly string[] KvmTo613 = [.. EveryKvm.Where(static name => name != "linux-6.14")];

    private static readonly string[] TrapsByOwnershipAlone = ["linux-5.17", "oslock-v1"];

    private static readonly string[] KvmTo518 = [.. KvmTo613.Where(static name => name != "linux-6.1")];

    private static readonly string[] EveryQemu = ["qemu", "qemu-7.2"];

    private static readonly Erratum[] Rows =
    [
        new(ErratumId.KvmInitUnlocked, "kvm-init-unlocked", RuleId.OSL_1,
            "OSLSR_EL1 is 0x8, unlocked, in a fresh vCPU and after every KVM_ARM_VCPU_INIT.",
            "The reset value in arch/arm64/kvm/sys_regs.c leaves OSLK clear, so that guests that know nothing of the lock can debug; the posted "
                + "versions 1 and 2 reset to 0xA. Before 5.18 the register is the constant 0x8.",
            [.. EveryKvm.Where(static name => name is not ("oslock-v1" or "oslock-v2"))]),
        new(ErratumId.KvmInitClearsDebugRegisters, "kvm-init-clears-debug-registers", RuleId.RST_1,
            "KVM_ARM_VCPU_INIT clears DBGBVR, DBGWVR and the save/restore fields of MDSCR_EL1, which a warm reset keeps.",
            "kvm_reset_vcpu() gives every system register the value of its table entry, as for a cold reset.",
            EveryKvm),
        new(ErratumId.KvmMdscrNotGated, "kvm-mdscr-not-gated", RuleId.OSL_8,
            "The save/restore fields of MDSCR_EL1 are plain storage while locked and whatever the physical register holds while unlocked.",
            "trap_debug_regs() stores all 64 bits without a look at the lock; untrapped, and at every save of the guest's context, the physical "
                + "register answers, whose own lock is unlocked.",
            EveryKvm),
        new(ErratumId.KvmMdscrHighLost, "kvm-mdscr-high-lost", RuleId.OSL_8,
            "MDSCR_EL1[63:32] are lost once the vCPU runs while locked or debugged by userspace.",
            "guest_debug_preserved.mdscr_el1 has 32 bits up to Linux 6.13.",
            KvmTo613),
        new(ErratumId.KvmTransferRegistersUndefined, "kvm-transfer-registers-undefined", RuleId.OSL_9,
            "OSECCR_EL1, OSDTRRX_EL1 and OSDTRTX_EL1 are UNDEFINED whenever debug register accesses trap, always while locked.",
            "They have no entry in sys_reg_descs of arch/arm64/kvm/sys_regs.c, so the trap injects an UNDEFINED exception.",
            [.. EveryKvm.Except(TrapsByOwnershipAlone)]),
        new(ErratumId.KvmClaimTags, "kvm-claim-tags", RuleId.CLM_1,
            "The claim tags are RAZ/WI where debug register accesses trap, and the physical ones, shared with host and other guests, where they do not.",
            "trap_raz_wi() for DBGCLAIMSET_EL1 and DBGCLAIMCLR_EL1; MDCR_EL2.TDA is clear while the guest owns the debug registers, and no "
                + "world switch saves the tags.",
            EveryKvm),
        new(ErratumId.KvmDbgprcr, "kvm-dbgprcr", RuleId.REG_5,
            "DBGPRCR_EL1 is RAZ/WI.",
            "trap_raz_wi() for DBGPRCR_EL1, which MDCR_EL2.TDOSA always traps.",
            EveryKvm),
        new(ErratumId.KvmOsdlr, "kvm-osdlr", RuleId.DLK_1,
            "OSDLR_EL1 is RAZ/WI even where ID_AA64DFR0_EL1.DoubleLock says that the Double Lock exists.",
            "trap_raz_wi() for OSDLR_EL1, which MDCR_EL2.TDOSA always traps; the ID register's field comes from the hardware.",
            EveryKvm),
        new(ErratumId.KvmStepSyndrome, "kvm-step-syndrome", RuleId.SST_1,
            "A Software Step exception after an instruction that KVM emulated has ISV = 0, to the guest and to userspace.",
            "kvm_skip_instr() clears PSTATE.SS and the next guest entry is an exception return with SPSR_EL2.SS = 0: the PE sees a pending step "
                + "but no stepped instruction.",
            EveryKvm),
        new(ErratumId.KvmStepStateLost, "kvm-step-state-lost", RuleId.VMM_5,
            "When userspace stops debugging, PSTATE.SS of the guest is not what it was: a step that the guest had armed is taken too early or not at all.",
            "kvm_arm_setup_debug() sets PSTATE.SS for userspace's step, or enters with MDSCR_EL1.SS clear, which clears it, and nothing puts the "
                + "guest's back. Mended by \"Preserve PSTATE.SS for the guest while single-step is enabled\".",
            KvmTo518),
        new(ErratumId.KvmPendingStepLost, "kvm-pending-step-lost", RuleId.VMM_2,
            "If the vCPU is scheduled out or leaves KVM_RUN after the stepped instruction and before its step exception, a second instruction runs.",
            "kvm_arm_setup_debug() sets PSTATE.SS at every entry. Mended by \"Clear PSTATE.SS when the Software Step state was Active-pending\".",
            KvmTo518),
        new(ErratumId.KvmStepStateStale, "kvm-step-state-stale", RuleId.VMM_5,
            "While locked or debugged by userspace, PSTATE.SS after every exit is the one of the entry, whatever the guest did in between: an "
                + "UNDEFINED that KVM injects shows SPSR_EL1.SS = 1 after the step has advanced, and a step is not taken when userspace stops debugging.",
            "kvm_arm_clear_debug() restores guest_debug_preserved.pstate_ss, saved at entry before kvm_skip_instr() and before the guest's own "
                + "exceptions and exception returns. Seen by reading arch/arm64/kvm/debug.c of 5.19 to 6.13.",
            ["linux-6.1"]),
        new(ErratumId.KvmStepStateLostWithoutSingleStep, "kvm-step-state-lost-without-singlestep", RuleId.VMM_5,
            "Userspace debugging without KVM_GUESTDBG_SINGLESTEP clears the guest's PSTATE.SS: a step that the guest had armed is taken too early.",
            "kvm_vcpu_load_debug() keeps the guest's PSTATE.SS only with SINGLESTEP, but external_mdscr_el1 never has the guest's SS, and an "
                + "exception return with MDSCR_EL1.SS clear clears PSTATE.SS.",
            ["linux-6.14"]),
        new(ErratumId.KvmTdccStale, "kvm-tdcc-stale", RuleId.REG_2,
            "While locked or debugged by userspace, a change of MDSCR_EL1.TDCC does not take effect before the vCPU is loaded again: an EL0 read of "
                + "MDCCSR_EL0 reads 0 instead of trapping to EL1, or traps though it should not.",
            "external_mdscr_el1 is computed from the guest's MDSCR_EL1 in kvm_vcpu_load_debug() alone; a trapped write of MDSCR_EL1 does not "
                + "refresh it while the host owns the debug registers.",
            ["linux-6.14"]),
        new(ErratumId.KvmTransferRegistersSometimesUndefined, "kvm-transfer-registers-sometimes-undefined", RuleId.OSL_9,
            "OSECCR_EL1, OSDTRRX_EL1 and OSDTRTX_EL1 are UNDEFINED whenever debug register accesses trap, which the lock has no part in.",
            "As for kvm-transfer-registers-undefined; MDCR_EL2.TDA follows DEBUG_DIRTY alone.",
            TrapsByOwnershipAlone),
        new(ErratumId.KvmSpsrStepBit, "kvm-spsr-step-bit", RuleId.DBG_8,
            "While userspace debugs the guest, SPSR_EL1.SS of an exception that the guest takes is not the guest's PSTATE.SS: userspace's step bit "
                + "shows under single-step, and a 1 of the guest's is lost under other debugging.",
            "The exception is taken by the hardware, with the PSTATE.SS that kvm_arm_setup_debug() or kvm_vcpu_load_debug() gave it.",
            EveryKvm),
        new(ErratumId.KvmWatchpointFarStale, "kvm-watchpoint-far-stale", RuleId.VMM_1,
            "kvm_debug_exit_arch.far of a watchpoint exit is the address of an earlier stage 2 fault, or 0.",
            "__populate_fault_info() in arch/arm64/kvm/hyp/include/hyp/switch.h returns early for all but aborts, later hyp_exit_handlers has no entry for "
                + "ESR_ELx_EC_WATCHPT_LOW. Mended in 6.4 by \"Populate fault info for watchpoint\", whose Fixes tag names a change of 5.16: stable kernels "
                + "from 5.15 on have it, 5.10.223 does not.",
            KvmTo518),
        LockIgnored(ErratumId.QemuLockIgnoredBreakpointEl1, "breakpoint-el1", "Breakpoint exceptions from EL1"),
        LockIgnored(ErratumId.QemuLockIgnoredBreakpointEl0, "breakpoint-el0", "Breakpoint exceptions from EL0"),
        LockIgnored(ErratumId.QemuLockIgnoredWatchpointEl1, "watchpoint-el1", "Watchpoint exceptions from EL1"),
        LockIgnored(ErratumId.QemuLockIgnoredWatchpointEl0, "watchpoint-el0", "Watchpoint exceptions from EL0"),
        LockIgnored(ErratumId.QemuLockIgnoredStepEl1, "step-el1", "Software Step exceptions from EL1"),
        LockIgnored(ErratumId.QemuLockIgnoredStepEl0, "step-el0", "Software Step exceptions from EL0"),
        new(ErratumId.QemuMdscrNotGated, "qemu-mdscr-not-gated", RuleId.OSL_8,
            "The save/restore fields of MDSCR_EL1 can be written while the lock is unlocked.",
            "MDSCR_EL1 has no write function in target/arm/debug_helper.c: all bits are plain storage.",
            EveryQemu),
        new(ErratumId.QemuTransferRegistersUndefined, "qemu-transfer-registers-undefined", RuleId.OSL_9,
            "OSECCR_EL1, OSDTRRX_EL1 and OSDTRTX_EL1 are UNDEFINED.",
            "QEMU 7.2 has no definition of them in target/arm/debug_helper.c.",
            ["qemu-7.2"]),
        new(ErratumId.QemuTransferRegistersZero, "qemu-transfer-registers-zero", RuleId.OSL_9,
            "OSECCR_EL1, OSDTRRX_EL1 and OSDTRTX_EL1 hold nothing while the lock is locked.",
            "target/arm/debug_helper.c defines them as constants of 0.",
            ["qemu"]),
        new(ErratumId.QemuClaimTagsUndefined, "qemu-claim-tags-undefined", RuleId.CLM_1,
            "DBGCLAIMSET_EL1 and DBGCLAIMCLR_EL1 are UNDEFINED.",
            "QEMU 7.2 has no definition of them in target/arm/debug_helper.c.",
            ["qemu-7.2"]),
        new(ErratumId.QemuPowerControlUndefined, "qemu-power-control-undefined", RuleId.REG_5,
            "DBGPRCR_EL1 and DBGAUTHSTATUS_EL1 are UNDEFINED.",
            "target/arm/debug_helper.c defines neither of them for AArch64.",
            EveryQemu),
        new(ErratumId.QemuMdccint, "qemu-mdccint", RuleId.REG_5,
            "MDCCINT_EL1 holds nothing; in 7.2 MRS leaves the destination register as it was.",
            "target/arm/debug_helper.c defines it as a NOP, later as a constant of 0.",
            EveryQemu),
        new(ErratumId.QemuDaifSyndrome, "qemu-daif-syndrome", RuleId.REG_4,
            "MSR DAIFSet and DAIFClr at EL0 trap with op1 and op2 in each other's place in the syndrome.",
            "daif_check() in target/arm/tcg/helper-a64.c gives syn_aa64_sysregtrap() op2 for op1 and op1 for op2.",
            EveryQemu),
        new(ErratumId.QemuTdccIgnored, "qemu-tdcc-ignored", RuleId.REG_2,
            "An EL0 read of MDCCSR_EL0 does not trap to EL1 while MDSCR_EL1.TDCC is 1.",
            "QEMU 7.2 has no access check for it in target/arm/debug_helper.c.",
            ["qemu-7.2"]),
        new(ErratumId.QemuStepDecidedBefore, "qemu-step-decided-before", RuleId.SST_1,
            "A stepped instruction that masks or disables the step, by DAIFSet, MDSCR_EL1, OSDLR_EL1 or an exception return, is still followed by a "
                + "Software Step exception.",
            "aarch64_tr_tb_stop() in target/arm/tcg/translate-a64.c emits the exception after every instruction translated as active-not-pending, "
                + "without a look at the state after it.",
            EveryQemu),
        new(ErratumId.QemuIllegalReturnClearsStep, "qemu-illegal-return-clears-step", RuleId.SST_4,
            "An illegal exception return does not take PSTATE.SS from SPSR_EL1.SS.",
            "The illegal_return path of exception_return() in target/arm/tcg/helper-a64.c restores NZCV and DAIF alone.",
            EveryQemu),
        new(ErratumId.QemuContextBreakpoints, "qemu-context-breakpoints", RuleId.DBG_5,
            "A context-aware breakpoint that is not linked (BT 2) never generates an exception.",
            "hw_breakpoint_update() in target/arm/debug_helper.c logs unlinked context breakpoints as not implemented.",
            EveryQemu),
        new(ErratumId.QemuWatchpointHitsRemembered, "qemu-watchpoint-hits-remembered", RuleId.DBG_3,
            "A load that hits a watchpoint which a store has hit has WnR = 1; a watchpoint that was hit before makes an access match which hits only "
                + "another one, excluded by its link or privilege, and FAR is the address of the first watchpoint met, excluded or not.",
            "The flags BP_WATCHPOINT_HIT_READ and BP_WATCHPOINT_HIT_WRITE stay set after the exception until an access misses the watchpoint: "
                + "cpu_check_watchpoint() adds to them, arm_debug_excp_handler() and check_watchpoints() look at all.",
            EveryQemu),
    ];

    private static Erratum LockIgnored(ErratumId id, string what, string exceptions) => new(id, $"qemu-lock-ignored-{what}", RuleId.OSL_6,
        $"{exceptions} are taken while OSLSR_EL1.OSLK is 1.",
        "arm_generate_debug_exceptions() in target/arm/debug_helper.c tests bit 0 of OSLSR_EL1, which is OSLM[0]; OSLK is bit 1.",
        EveryQemu);

    /// <summary>All errata, in the order of their flags.</summary>
    public static IReadOnlyList<Erratum> All => Rows;

    /// <summary>Finds an erratum by its printed id, whatever its case.</summary>
    /// <returns>null if there is none.</returns>
    public static Erratum? Find(string name) => Array.Find(Rows, erratum => string.Equals(erratum.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The errata declared for a target by its very name; what a planted fault has is asked of the catalogue of targets.</summary>
    public static IReadOnlyList<Erratum> DeclaredFor(string target) =>
        [.. Rows.Where(erratum => erratum.Targets.Contains(target, StringComparer.Ordinal))];

    /// <summary>The printed ids of the errata in a set, in the order of their flags.</summary>
    public static IEnumerable<string> NamesOf(ErratumId set) => Rows.Where(erratum => (erratum.Id & set) != ErratumId.None).Select(static erratum => erratum.Name);

    /// <summary>The flags of some errata together.</summary>
    public static ErratumId SetOf(IEnumerable<Erratum> errata) => errata.Aggregate(ErratumId.None, static (set, erratum) => set | erratum.Id);
}
