using System.Globalization;
using System.Text;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Exports;

/// <summary>
/// A C test for the arm folder of kvm-unit-tests, for arm64. The slots and cells have virtual addresses of their own, since the test itself is
/// loaded where the traces have them; their low 32 bits are the same, so that a context comparison finds what it would find there.
/// </summary>
public static class KvmUnitTestsExport
{
    private const string Name = "kvm-unit-tests";
    private const ulong Offset = 1UL << 38;
    private const ulong First = 0x4000_0000;
    private const ulong Last = 0x4FFF_FFFF;

    /// <summary>Writes the test.</summary>
    /// <exception cref="ExportException">It needs more than a guest.</exception>
    public static string Write(ExportedProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        GuestOnly.Demand(program, Name);
        var tables = new TablesC(static address => address is >= First and <= Last ? address + Offset : address);
        var text = new StringBuilder("// SPDX-License-Identifier: GPL-2.0-only\n");
        text.Append(TablesC.Comment([.. program.Description, "", "Belongs to arm, in tests-y of arm/Makefile.arm64."]));
        text.Append(Top).Append(MonitorC.Types).Append(Memory).Append(MonitorC.Assembly(Enter, Leave));
        foreach (var step in program.Steps)
            text.Append(tables.Outcomes(step));
        text.Append("static const struct step steps[] = {\n");
        foreach (var step in program.Steps)
        {
            if (step.Outcomes.Any(static outcome => outcome.Events is not [{ Kind: ObservedEventKind.Exception }]))
                throw new ExportException("the block is not left by exactly one exception", step.Index);
            var number = step.Index + 1;
            text.Append(CultureInfo.InvariantCulture, $"\t{{\n\t\t.name = \"{number}: {TablesC.Quoted(step.Text)}\",\n\t\t.expected = \"{TablesC.Quoted(step.Expected)}\",\n");
            text.Append(CultureInfo.InvariantCulture, $"\t\t.outcomes = outcomes_{number},\n\t\t.nr_outcomes = ARRAY_SIZE(outcomes_{number}),\n\t\t.block = {tables.Block(step)},\n\t}},\n");
        }
        text.Append("};\n\n").Append(MonitorC.Compare).Append(CheckStep).Append("static bool pe_is_suitable(void)\n{\n");
        foreach (var need in program.Requirements)
            text.Append(CultureInfo.InvariantCulture, $"\tif (!is_within(read_sysreg({need.Register}), {need.Shift}, {need.Lowest}, {need.Highest}))\t/* {need.Text} */\n\t\treturn false;\n");
        return text.Append("\treturn true;\n}\n").Append(Main).ToString();
    }

    private const string Enter = """
        "	stp	x29, x30, [sp, #-16]!\n"
        "	stp	x19, x20, [sp, #-16]!\n"
        "	stp	x21, x22, [sp, #-16]!\n"
        "	mrs	x9, daif\n"
        "	mrs	x10, vbar_el1\n"
        "	stp	x9, x10, [sp, #-16]!\n"
        "	msr	daifset, #15\n"
        "	adr	x9, monitor\n"
        "	msr	vbar_el1, x9\n"
        "	isb\n"
        "	mov	x18, x0\n"
        """;

    private const string Leave = """
        "2:	ldp	x9, x10, [sp], #16\n"
        "	msr	vbar_el1, x10\n"
        "	isb\n"
        "	msr	daif, x9\n"
        "	ldp	x21, x22, [sp], #16\n"
        "	ldp	x19, x20, [sp], #16\n"
        "	ldp	x29, x30, [sp], #16\n"
        "	ret\n"
        """;

    private const string Top = """
        #include <libcflat.h>
        #include <alloc_page.h>
        #include <asm/io.h>
        #include <asm/mmu.h>
        #include <asm/mmu-api.h>
        #include <asm/pgtable.h>
        #include <asm/sysreg.h>
        #include <asm/thread_info.h>


        """;

    private const string Memory = """
        /* Away from the test's own memory; breakpoints and watchpoints name these. */
        #define SLOTS	0x4040100000UL
        #define CELLS	0x4040110000UL
        #define SVC_0	0xd4000001U

        struct step {
        	const char		*name, *expected;
        	const struct outcome	*outcomes;
        	int			nr_outcomes;
        	struct block		block;
        };

        void monitor_start(struct batch *batch);

        static struct batch batch;


        """;

    private const string CheckStep = """
        static inline bool is_within(uint64_t id_register, int shift, int low, int high)
        {
        	int field = (id_register >> shift) & 15;

        	return field >= low && field <= high;
        }

        static bool is_watchpoint(uint64_t esr)
        {
        	return (esr >> 26 & ~1UL) == 0x34;
        }

        static void check(const struct step *step, const struct block *block)
        {
        	struct outcome seen = { .nr_events = 1 };
        	bool pass = false;
        	int i;

        	seen.events[0].esr = (uint32_t)block->esr;
        	seen.events[0].elr = block->elr;
        	seen.events[0].spsr = block->spsr_el1;
        	seen.events[0].far_low = is_watchpoint(block->esr) ? block->far : 0;
        	for (i = 0; i < 3; i++)
        		seen.left[i].value = block->left[i];
        	for (i = 0; i < step->nr_outcomes; i++)
        		pass |= outcome_matches(&step->outcomes[i], &seen);
        	report(pass, "%s", step->name);
        	if (pass)
        		return;
        	report_info("expected: %s", step->expected);
        	report_info("got: ESR 0x%lx ELR 0x%lx SPSR 0x%lx FAR 0x%lx", (unsigned long)block->esr,
        		    (unsigned long)block->elr, (unsigned long)block->spsr_el1, (unsigned long)block->far);
        	report_info("got: X1 0x%lx X2 0x%lx X3 0x%lx", (unsigned long)block->left[0],
        		    (unsigned long)block->left[1], (unsigned long)block->left[2]);
        }


        """;

    private const string Main = """

        int main(void)
        {
        	pgd_t *pgtable = current_thread_info()->pgtable;
        	phys_addr_t code = virt_to_phys(alloc_page());
        	phys_addr_t data = virt_to_phys(alloc_page());
        	uint32_t *slots = (uint32_t *)SLOTS;
        	uint64_t *cells = (uint64_t *)CELLS;
        	unsigned int i, j, count;

        	if (!pe_is_suitable()) {
        		report_skip("the PE lacks what the test needs");
        		return report_summary();
        	}
        	/* EL0 has the data too; code that EL0 could write would not be executable at EL1. */
        	mmu_set_range_ptes(pgtable, SLOTS, code, code + PAGE_SIZE, __pgprot(PTE_WBWA));
        	mmu_set_range_ptes(pgtable, CELLS, data, data + PAGE_SIZE, __pgprot(PTE_WBWA | PTE_USER));
        	for (i = 0; i < 64; i++)
        		slots[i] = SVC_0;
        	for (i = 0; i < 32; i++)
        		cells[i] = 0;
        	batch.last_slot = SLOTS;

        	for (i = 0; i < ARRAY_SIZE(steps); i += count) {
        		for (count = 0; count < 64 && i + count < ARRAY_SIZE(steps); count++)
        			batch.blocks[count] = steps[i + count].block;
        		batch.count = count;
        		monitor_start(&batch);
        		for (j = 0; j < count; j++)
        			check(&steps[i + j], &batch.blocks[j]);
        	}
        	return report_summary();
        }

        """;
}
