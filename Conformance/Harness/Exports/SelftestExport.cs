using System.Globalization;
using System.Text;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Exports;

/// <summary>
/// A C program for tools/testing/selftests/kvm/arm64 of the kernel. Blocks that follow each other run without leaving the guest, as on
/// the harness's own /dev/kvm target; while userspace debugs the guest, it does what the monitor would do and collects the exits. A broken
/// isolation of the host's debug registers is looked for with a watchpoint of the host's own.
/// </summary>
public static class SelftestExport
{
    private const string Name = "selftest";

    /// <summary>Writes the program.</summary>
    /// <exception cref="ExportException">It has what userspace cannot do or see.</exception>
    public static string Write(ExportedProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        var checksHost = ChecksHost(program);
        if (!checksHost)
            GuestOnly.DemandVisible(program, Name);
        foreach (var step in program.Steps)
        {
            GuestOnly.DemandNoEvents(step, Name);
            if (step.Action.Kind is ActionKind.ColdReset or ActionKind.WarmReset)
                throw new ExportException($"expected an action of a guest, of userspace or of the host, since userspace cannot reset a PE, got '{step.Text}'", step.Index);
        }
        var tables = new TablesC(static address => address);
        var text = new StringBuilder("// SPDX-License-Identifier: GPL-2.0-only\n");
        text.Append(TablesC.Comment([.. program.Description, "", "Belongs to tools/testing/selftests/kvm/arm64, in TEST_GEN_PROGS_arm64 of Makefile.kvm."]));
        text.Append(Top).Append(MonitorC.Types).Append(Memory);
        text.Append(MonitorC.Assembly("\"\tmov\tx18, #0x40130000\\n\"", "\"2:\tmov\tx9, #0x09000000\\n\"\n\"\tstr\tx21, [x9]\\n\""));
        foreach (var step in program.Steps)
            text.Append(tables.Outcomes(step));
        text.Append("static const struct step steps[] = {\n");
        foreach (var step in program.Steps)
            Step(text, step, tables);
        text.Append("};\n\n").Append(MonitorC.Compare).Append(Engine);
        if (checksHost)
            text.Append(Host);
        text.Append(MainBegin);
        foreach (var need in program.Requirements)
            text.Append(CultureInfo.InvariantCulture, $"\trequire_field(m->vcpu, {IdOf(need.Register)}, {need.Shift}, {need.Lowest}, {need.Highest});\t/* {need.Text} */\n");
        text.Append(checksHost ? "\twatch_host();\n" : "").Append(MainLoop).Append(checksHost ? "\t\tcheck_host(step);\n" : "");
        return text.Append(MainEnd).ToString();
    }

    private static bool ChecksHost(ExportedProgram program) =>
        program.Observed?.Divergence is { Signature: { Kind: DivergenceKind.Invariant, Rule: RuleId.ISO_1 or RuleId.ISO_2 } };

    private static void Step(StringBuilder text, ExportedStep step, TablesC tables)
    {
        var action = step.Action;
        var number = step.Index + 1;
        text.Append(CultureInfo.InvariantCulture, $"\t{{\n\t\t.name = \"{number}: {TablesC.Quoted(step.Text)}\",\n\t\t.expected = \"{TablesC.Quoted(step.Expected)}\",\n");
        text.Append(CultureInfo.InvariantCulture, $"\t\t.outcomes = outcomes_{number},\n\t\t.nr_outcomes = ARRAY_SIZE(outcomes_{number}),\n\t\t.kind = {Kind(action.Kind)},\n");
        switch (action.Kind)
        {
            case ActionKind.Run:
                text.Append(CultureInfo.InvariantCulture, $"\t\t.length = {action.Length},\n\t\t.debugged = {(step.IsDebugged ? "true" : "false")},\n\t\t.block = {tables.Block(step)},\n");
                break;
            case ActionKind.SetGuestDebug:
                var registers = action.DebugRegisters;
                text.Append(CultureInfo.InvariantCulture, $"\t\t.debug = {{\n\t\t\t.control = 0x{action.Control.ToControlWord():x},\n\t\t\t.arch = {{\n");
                text.Append(CultureInfo.InvariantCulture, $"\t\t\t\t.dbg_bcr = {{ 0x{registers.Bcr0:x}, 0x{registers.Bcr1:x} }},\n\t\t\t\t.dbg_bvr = {{ 0x{registers.Bvr0:x}, 0x{registers.Bvr1:x} }},\n");
                text.Append(CultureInfo.InvariantCulture, $"\t\t\t\t.dbg_wcr = {{ 0x{registers.Wcr0:x}, 0x{registers.Wcr1:x} }},\n\t\t\t\t.dbg_wvr = {{ 0x{registers.Wvr0:x}, 0x{registers.Wvr1:x} }},\n\t\t\t}},\n\t\t}},\n");
                break;
            case ActionKind.GetOneReg or ActionKind.SetOneReg:
                text.Append(CultureInfo.InvariantCulture, $"\t\t.reg = {IdOf(RegisterTable.EncodingOf(action.OneReg))},\t/* {action.OneReg} */\n");
                if (action.Kind == ActionKind.SetOneReg)
                    text.Append(CultureInfo.InvariantCulture, $"\t\t.value = 0x{action.OneRegValue:x},\n");
                break;
        }
        text.Append("\t},\n");
    }

    /// <summary>The enumerator of a kind in the program: its keyword, as C writes it.</summary>
    private static string Kind(ActionKind kind) => ActionTable.Describe(kind) is { Needs: not TargetCapabilities.Reset } row
        ? row.Keyword.Replace('-', '_').ToUpperInvariant()
        : throw new ArgumentOutOfRangeException(nameof(kind), kind, "not an action of userspace");

    private static string IdOf(string register) => RegisterTable.TryFind(register, out var known)
        ? IdOf(RegisterTable.EncodingOf(known))
        : register == "id_aa64mmfr2_el1" ? "ARM64_SYS_REG(3, 0, 0, 7, 2)" : "ARM64_SYS_REG(3, 0, 0, 4, 0)";

    private static string IdOf(RegisterEncoding encoding) =>
        string.Create(CultureInfo.InvariantCulture, $"ARM64_SYS_REG({encoding.Op0}, {encoding.Op1}, {encoding.CRn}, {encoding.CRm}, {encoding.Op2})");

    private const string Top = """
        #ifndef _GNU_SOURCE
        #define _GNU_SOURCE
        #endif
        #include <errno.h>
        #include <sched.h>
        #include <stdbool.h>
        #include <stdint.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <unistd.h>
        #include <sys/ioctl.h>
        #include <sys/syscall.h>
        #include <linux/hw_breakpoint.h>
        #include <linux/perf_event.h>

        #include "kvm_util.h"
        #include "processor.h"
        #include "test_util.h"

        """;

    private const string Memory = """
        /* Identity-mapped. The traces' addresses: breakpoints and watchpoints name them. */
        #define MONITOR		0x40098000UL
        #define SLOTS		0x40100000UL
        #define CELLS		0x40110000UL
        #define BATCH		0x40130000UL
        #define DOORBELL	0x09000000UL	/* no memory: a store ends KVM_RUN with KVM_EXIT_MMIO */
        #define MEMORY		0x40000000UL
        #define MEMORY_PAGES	512
        #define MEMORY_SLOT	10

        #define REG_PC		0x6030000000100040UL
        #define REG_PSTATE	0x6030000000100042UL
        #define REG_ELR_EL1	0x6030000000100046UL
        #define REG_SPSR_EL1	0x6030000000100048UL
        #define REG_X(n)	(0x6030000000100000UL + 2 * (n))
        #define REG_ESR_EL1	ARM64_SYS_REG(3, 0, 5, 2, 0)
        #define REG_FAR_EL1	ARM64_SYS_REG(3, 0, 6, 0, 0)
        #define REG_VBAR_EL1	ARM64_SYS_REG(3, 0, 12, 0, 0)

        #define MONITOR_PSTATE	0x3c5UL		/* EL1h, D A I F masked */
        #define SPSR_COMPARED	0x30021fUL	/* SS, IL, D, M */
        #define SVC_0		0xd4000001U

        enum kind {
        	RUN, GUEST_DEBUG, GET_REG, SET_REG, VCPU_INIT, MIGRATE, REENTER, PREEMPT, SWITCH_VM,
        };

        struct step {
        	const char		*name, *expected;
        	const struct outcome	*outcomes;
        	int			nr_outcomes;
        	enum kind		kind;
        	int			length;
        	bool			debugged;	/* by userspace */
        	struct block		block;
        	struct kvm_guest_debug	debug;
        	uint64_t		reg, value;
        };

        extern char monitor[], monitor_enter[], monitor_start[], monitor_end[];

        """;

    private const string Engine = """
        struct machine {
        	struct kvm_vm		*vm;
        	struct kvm_vcpu		*vcpu;
        	struct kvm_guest_debug	debug;
        	bool			at_doorbell;
        	int			nr_vcpus;
        };

        static uint64_t address_of(const char *label)
        {
        	return MONITOR + (label - monitor);
        }

        static int try_get_reg(struct kvm_vcpu *vcpu, uint64_t id, uint64_t *value)
        {
        	struct kvm_one_reg reg = { .id = id, .addr = (uint64_t)value };

        	return __vcpu_ioctl(vcpu, KVM_GET_ONE_REG, &reg) ? errno : 0;
        }

        static int try_set_reg(struct kvm_vcpu *vcpu, uint64_t id, uint64_t value)
        {
        	struct kvm_one_reg reg = { .id = id, .addr = (uint64_t)&value };

        	return __vcpu_ioctl(vcpu, KVM_SET_ONE_REG, &reg) ? errno : 0;
        }

        static uint64_t get_reg(struct kvm_vcpu *vcpu, uint64_t id)
        {
        	uint64_t value = 0;
        	int error = try_get_reg(vcpu, id, &value);

        	TEST_ASSERT(!error, "KVM_GET_ONE_REG 0x%lx: errno %d", (unsigned long)id, error);
        	return value;
        }

        static void set_reg(struct kvm_vcpu *vcpu, uint64_t id, uint64_t value)
        {
        	int error = try_set_reg(vcpu, id, value);

        	TEST_ASSERT(!error, "KVM_SET_ONE_REG 0x%lx: errno %d", (unsigned long)id, error);
        }

        /* Skips the test on a PE for which the expectations are not made. */
        __attribute__((unused))
        static void require_field(struct kvm_vcpu *vcpu, uint64_t id, int shift, int low, int high)
        {
        	int field = (get_reg(vcpu, id) >> shift) & 15;

        	TEST_REQUIRE(field >= low && field <= high);
        }

        static struct batch *batch_of(struct machine *m)
        {
        	return addr_gpa2hva(m->vm, BATCH);
        }

        /* The PC moves past the store to the doorbell at the next KVM_RUN only. */
        static void complete_exit(struct machine *m)
        {
        	if (m->at_doorbell)
        		vcpu_run_complete_io(m->vcpu);
        	m->at_doorbell = false;
        }

        static void put_to(struct machine *m, uint64_t pc)
        {
        	complete_exit(m);
        	set_reg(m->vcpu, REG_PC, pc);
        	set_reg(m->vcpu, REG_PSTATE, MONITOR_PSTATE);
        }

        static void create(struct machine *m)
        {
        	uint64_t page;
        	uint32_t *slots;
        	int i;

        	m->vm = vm_create_with_one_vcpu(&m->vcpu, NULL);
        	m->nr_vcpus = 1;
        	vm_userspace_mem_region_add(m->vm, VM_MEM_SRC_ANONYMOUS, MEMORY, MEMORY_SLOT, MEMORY_PAGES, 0);
        	virt_map(m->vm, MEMORY, MEMORY, MEMORY_PAGES);
        	virt_map(m->vm, DOORBELL, DOORBELL, 1);
        	/* EL0 has the data too; code that EL0 could write would not be executable at EL1. */
        	for (page = CELLS; page < CELLS + 0x1000; page += 0x1000)
        		*virt_get_pte_hva(m->vm, page) |= 1 << 6;
        	memcpy(addr_gpa2hva(m->vm, MONITOR), monitor, monitor_end - monitor);
        	slots = addr_gpa2hva(m->vm, SLOTS);
        	for (i = 0; i < 64; i++)
        		slots[i] = SVC_0;
        	batch_of(m)->last_slot = SLOTS;
        	set_reg(m->vcpu, REG_VBAR_EL1, MONITOR);
        }

        static bool is_watchpoint(uint64_t esr)
        {
        	return (esr >> 26 & ~1UL) == 0x34;
        }

        static struct event exception(uint64_t esr, uint64_t elr, uint64_t spsr, uint64_t far)
        {
        	return (struct event) { .esr = (uint32_t)esr, .elr = elr, .spsr = spsr & SPSR_COMPARED,
        				.far_low = is_watchpoint(esr) ? far : 0 };
        }

        static void expect_doorbell(struct machine *m)
        {
        	struct kvm_run *run = m->vcpu->run;

        	TEST_ASSERT(run->exit_reason == KVM_EXIT_MMIO && run->mmio.phys_addr == DOORBELL,
        		    "KVM_RUN ended with exit reason %d at PC 0x%lx", run->exit_reason,
        		    (unsigned long)get_reg(m->vcpu, REG_PC));
        	m->at_doorbell = true;
        }

        static void check(const struct step *step, const struct outcome *seen)
        {
        	int i;

        	for (i = 0; i < step->nr_outcomes; i++)
        		if (outcome_matches(&step->outcomes[i], seen))
        			return;
        	fprintf(stderr, "step %s\n  expected: %s\n", step->name, step->expected);
        	for (i = 0; i < seen->nr_events; i++)
        		fprintf(stderr, "  got: %s ESR 0x%lx ELR 0x%lx SPSR 0x%lx FAR 0x%lx\n",
        			seen->events[i].exit ? "exit" : "exception", (unsigned long)seen->events[i].esr,
        			(unsigned long)seen->events[i].elr, (unsigned long)seen->events[i].spsr,
        			(unsigned long)seen->events[i].far_low);
        	for (i = 0; i < 3; i++)
        		fprintf(stderr, "  got: X%d 0x%lx\n", i + 1, (unsigned long)seen->left[i].value);
        	fprintf(stderr, "  got: errno %d, value 0x%lx\n", seen->error, (unsigned long)seen->one_reg.value);
        	TEST_FAIL("step %s: not what the architecture allows", step->name);
        }

        static void check_block(const struct step *step, const struct block *block)
        {
        	struct outcome seen = { .nr_events = 1 };
        	int i;

        	TEST_ASSERT(block->done, "step %s: the monitor did not get control back", step->name);
        	seen.events[0] = exception(block->esr, block->elr, block->spsr_el1, block->far);
        	for (i = 0; i < 3; i++)
        		seen.left[i].value = block->left[i];
        	check(step, &seen);
        }

        /* Blocks that follow each other, without leaving the guest. */
        static void run_batch(struct machine *m, const struct step *step, int count)
        {
        	struct batch *batch = batch_of(m);
        	int i;

        	for (i = 0; i < count; i++)
        		batch->blocks[i] = step[i].block;
        	batch->count = count;
        	if (!m->at_doorbell)
        		put_to(m, address_of(monitor_start));
        	vcpu_run(m->vcpu);
        	m->at_doorbell = false;
        	expect_doorbell(m);
        	for (i = 0; i < count; i++)
        		check_block(&step[i], &batch->blocks[i]);
        }

        /* A block while userspace debugs: userspace does what the monitor would do, up to its ERET. */
        static void run_debugged(struct machine *m, const struct step *step)
        {
        	struct batch *batch = batch_of(m);
        	struct outcome seen = {};
        	struct kvm_vcpu *vcpu = m->vcpu;
        	uint32_t *last = addr_gpa2hva(m->vm, batch->last_slot);
        	uint32_t *slot = addr_gpa2hva(m->vm, step->block.slot);
        	uint64_t pc, esr;
        	int i;

        	put_to(m, address_of(monitor_enter));
        	for (i = 0; i < 4; i++)
        		last[i] = SVC_0;
        	memcpy(slot, step->block.code, sizeof(step->block.code));
        	__builtin___clear_cache((char *)last, (char *)(last + 4));
        	__builtin___clear_cache((char *)slot, (char *)(slot + 4));
        	batch->last_slot = step->block.slot;
        	batch->blocks[0] = step->block;
        	for (i = 0; i < 6; i++)
        		set_reg(vcpu, REG_X(i + 1), step->block.x[i]);
        	set_reg(vcpu, REG_X(18), BATCH);
        	set_reg(vcpu, REG_X(19), BATCH + 16);
        	set_reg(vcpu, REG_X(21), 1);
        	set_reg(vcpu, REG_ELR_EL1, step->block.slot);
        	set_reg(vcpu, REG_SPSR_EL1, step->block.spsr);

        	for (;;) {
        		vcpu_run(vcpu);
        		if (vcpu->run->exit_reason != KVM_EXIT_DEBUG) {
        			expect_doorbell(m);
        			TEST_ASSERT(batch->blocks[0].done, "step %s: no result", step->name);
        			seen.events[seen.nr_events++] = exception(batch->blocks[0].esr, batch->blocks[0].elr,
        								  batch->blocks[0].spsr_el1, batch->blocks[0].far);
        			for (i = 0; i < 3; i++)
        				seen.left[i].value = batch->blocks[0].left[i];
        			break;
        		}
        		pc = get_reg(vcpu, REG_PC);
        		if (pc >= MONITOR && pc < MONITOR + 0x480 && pc % 0x200 < 0x80) {
        			esr = get_reg(vcpu, REG_ESR_EL1);
        			seen.events[seen.nr_events++] = exception(esr, get_reg(vcpu, REG_ELR_EL1),
        								  get_reg(vcpu, REG_SPSR_EL1),
        								  get_reg(vcpu, REG_FAR_EL1));
        		}
        		esr = vcpu->run->debug.arch.hsr;
        		seen.events[seen.nr_events++] = (struct event) {
        			.exit = true, .esr = esr, .elr = pc,
        			.far_low = is_watchpoint(esr) ? vcpu->run->debug.arch.far : 0,
        		};
        		if (!(m->debug.control & KVM_GUESTDBG_SINGLESTEP) || esr >> 26 != 0x32 || seen.nr_events > 7 ||
        		    pc < step->block.slot || pc > step->block.slot + 4 * step->length) {
        			for (i = 0; i < 3; i++)
        				seen.left[i].value = get_reg(vcpu, REG_X(i + 1));
        			break;
        		}
        	}
        	check(step, &seen);
        }

        static void set_debug(struct machine *m, const struct step *step)
        {
        	struct outcome seen = {};
        	struct kvm_guest_debug debug = step->debug;

        	complete_exit(m);
        	seen.error = __vcpu_ioctl(m->vcpu, KVM_SET_GUEST_DEBUG, &debug) ? errno : 0;
        	if (!seen.error)
        		m->debug = debug;
        	check(step, &seen);
        }

        static void access_reg(struct machine *m, const struct step *step)
        {
        	struct outcome seen = {};

        	if (step->kind == GET_REG)
        		seen.error = try_get_reg(m->vcpu, step->reg, &seen.one_reg.value);
        	else
        		seen.error = try_set_reg(m->vcpu, step->reg, step->value);
        	check(step, &seen);
        }

        static void vcpu_init(struct machine *m)
        {
        	complete_exit(m);
        	aarch64_vcpu_setup(m->vcpu, NULL);
        	set_reg(m->vcpu, REG_VBAR_EL1, MONITOR);
        }

        /* All registers of 64 bits move to a fresh vCPU. */
        static void migrate(struct machine *m)
        {
        	struct kvm_reg_list *list;
        	struct kvm_vcpu *fresh;
        	uint64_t id, value, i;

        	complete_exit(m);
        	fresh = vm_vcpu_add(m->vm, m->nr_vcpus++, NULL);
        	list = vcpu_get_reg_list(m->vcpu);
        	for (i = 0; i < list->n; i++) {
        		id = list->reg[i];
        		if ((id & KVM_REG_SIZE_MASK) != KVM_REG_SIZE_U64 ||
        		    ((id & KVM_REG_ARM_COPROC_MASK) != KVM_REG_ARM_CORE &&
        		     (id & KVM_REG_ARM_COPROC_MASK) != KVM_REG_ARM64_SYSREG))
        			continue;
        		/* Invariant registers do not take even their own value. */
        		if (!try_get_reg(m->vcpu, id, &value))
        			try_set_reg(fresh, id, value);
        	}
        	free(list);
        	m->vcpu = fresh;
        	if (m->debug.control)
        		vcpu_ioctl(fresh, KVM_SET_GUEST_DEBUG, &m->debug);
        }

        """;

    private const string Host = """
        /* The host's own watchpoint must go on working, whatever the guest did to its debug registers. */
        static volatile uint64_t watched;
        static int watch_fd;

        static uint64_t watch_hits(void)
        {
        	uint64_t hits = 0;

        	TEST_ASSERT(read(watch_fd, &hits, sizeof(hits)) == sizeof(hits), "read of the perf event: errno %d", errno);
        	return hits;
        }

        static void watch_host(void)
        {
        	struct perf_event_attr attr = {
        		.type = PERF_TYPE_BREAKPOINT, .size = sizeof(attr), .bp_type = HW_BREAKPOINT_W,
        		.bp_addr = (uint64_t)&watched, .bp_len = HW_BREAKPOINT_LEN_8,
        		.exclude_kernel = 1, .exclude_hv = 1,
        	};

        	watch_fd = syscall(__NR_perf_event_open, &attr, 0, -1, -1, 0);
        	TEST_REQUIRE(watch_fd >= 0);
        	watched = 1;
        	TEST_REQUIRE(watch_hits() == 1);
        }

        static void check_host(const struct step *step)
        {
        	uint64_t before = watch_hits();

        	watched = before;
        	TEST_ASSERT(watch_hits() == before + 1, "step %s: a watchpoint of the host no longer works", step->name);
        }

        """;

    private const string MainBegin = """
        int main(void)
        {
        	struct machine machines[2] = {}, *m = &machines[0];
        	const struct step *step = steps, *end = steps + ARRAY_SIZE(steps);
        	cpu_set_t cpus;
        	int count;

        	/* Both machines on one PE. */
        	CPU_ZERO(&cpus);
        	CPU_SET(sched_getcpu(), &cpus);
        	sched_setaffinity(0, sizeof(cpus), &cpus);

        	create(&machines[0]);
        	create(&machines[1]);

        """;

    private const string MainLoop = """

        	for (; step < end; step += count) {
        		count = 1;
        		switch (step->kind) {
        		case RUN:
        			if (step->debugged) {
        				run_debugged(m, step);
        				break;
        			}
        			while (step + count < end && step[count].kind == RUN && count < 64)
        				count++;
        			run_batch(m, step, count);
        			break;
        		case GUEST_DEBUG:
        			set_debug(m, step);
        			break;
        		case GET_REG:
        		case SET_REG:
        			access_reg(m, step);
        			break;
        		case VCPU_INIT:
        			vcpu_init(m);
        			break;
        		case MIGRATE:
        			migrate(m);
        			break;
        		case REENTER:
        			complete_exit(m);
        			break;
        		case PREEMPT:
        			sched_yield();
        			break;
        		case SWITCH_VM:
        			m = m == &machines[0] ? &machines[1] : &machines[0];
        			break;
        		}

        """;

    private const string MainEnd = """
        	}

        	kvm_vm_free(machines[0].vm);
        	kvm_vm_free(machines[1].vm);
        	return 0;
        }

        """;
}
