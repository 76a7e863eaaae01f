namespace OsLockConformance.Harness.Exports;

/// <summary>The parts that the C exports share: the monitor in assembly, the blocks' descriptors and the comparison.</summary>
internal static class MonitorC
{
    /// <summary>Types: what a block is, what it left, and what is allowed.</summary>
    public const string Types = """
        struct block {
        	uint32_t	code[4];	/* up to three instructions, then svc #0 */
        	uint64_t	slot;
        	uint64_t	spsr;
        	uint64_t	x[6];		/* X1 to X6 at the entry */
        	uint64_t	esr, elr, spsr_el1, far;
        	uint64_t	left[3];	/* X1 to X3 afterwards */
        	uint64_t	done;
        };

        struct batch {
        	uint64_t	count;
        	uint64_t	last_slot;
        	struct block	blocks[64];
        };

        struct event {
        	bool		exit;		/* to userspace; otherwise an exception to EL1 */
        	uint64_t	esr, esr_mask;
        	uint64_t	elr;
        	uint64_t	spsr, spsr_mask;
        	uint64_t	far_low, far_high;	/* both 0: any */
        };

        struct value {
        	uint64_t	value, mask;
        };

        /* One behaviour that the architecture allows. */
        struct outcome {
        	int		nr_events;
        	struct event	events[10];
        	struct value	left[3];
        	int		error;
        	struct value	one_reg;
        };

        """;

    /// <summary>
    /// The monitor. It runs with PSTATE.D set, enters each block by ERET, and gets control back by the first exception. X18 is the batch, X19 the
    /// block, X21 how many are left; blocks use X1 to X6 only. Position-independent, 4 KiB at most. What happens at the end is the user's.
    /// </summary>
    /// <param name="batch">Instructions that put the address of the batch into X18.</param>
    /// <param name="end">Instructions that leave; afterwards the monitor begins with the batch anew.</param>
    public static string Assembly(string batch, string end) => $$"""
        asm(
        "	.pushsection .text\n"
        "	.balign	4096\n"
        "	.global	monitor, monitor_enter, monitor_start, monitor_end\n"
        "monitor:\n"				/* vectors: EL1t, EL1h and EL0 have the handler */
        "	b	handler\n"
        "	.balign	512\n"
        "	b	handler\n"
        "	.balign	512\n"
        "	b	handler\n"
        "	.balign	2048\n"
        "monitor_enter:\n"
        "	eret\n"
        "	.balign	16\n"
        "monitor_start:\n"
        {{batch}}
        "	ldr	x21, [x18]\n"
        "	add	x19, x18, #16\n"
        "1:	cbz	x21, 2f\n"
        "	ldr	x13, [x18, #8]\n"	/* the last block's slot gets svc #0 again */
        "	mov	x14, #1\n"
        "	movk	x14, #0xd400, lsl #16\n"
        "	orr	x14, x14, x14, lsl #32\n"
        "	stp	x14, x14, [x13]\n"
        "	dc	cvau, x13\n"
        "	ldp	x9, x10, [x19]\n"
        "	ldp	x11, x12, [x19, #16]\n"
        "	stp	x9, x10, [x11]\n"
        "	str	x11, [x18, #8]\n"
        "	dc	cvau, x11\n"
        "	dsb	ish\n"
        "	ic	iallu\n"
        "	dsb	ish\n"
        "	isb\n"
        "	msr	elr_el1, x11\n"
        "	msr	spsr_el1, x12\n"
        "	ldp	x1, x2, [x19, #32]\n"
        "	ldp	x3, x4, [x19, #48]\n"
        "	ldp	x5, x6, [x19, #64]\n"
        "	b	monitor_enter\n"
        "handler:\n"
        "	mrs	x9, esr_el1\n"
        "	mrs	x10, elr_el1\n"
        "	mrs	x11, spsr_el1\n"
        "	mrs	x12, far_el1\n"
        "	stp	x9, x10, [x19, #80]\n"
        "	stp	x11, x12, [x19, #96]\n"
        "	stp	x1, x2, [x19, #112]\n"
        "	mov	x9, #1\n"
        "	stp	x3, x9, [x19, #128]\n"
        "	add	x19, x19, #144\n"
        "	sub	x21, x21, #1\n"
        "	b	1b\n"
        {{end}}
        "	b	monitor_start\n"
        "monitor_end:\n"
        "	.popsection\n"
        );

        """;

    /// <summary>The comparison.</summary>
    public const string Compare = """
        static bool value_matches(struct value expected, uint64_t value)
        {
        	return !((expected.value ^ value) & expected.mask);
        }

        static bool event_matches(const struct event *expected, const struct event *seen)
        {
        	return expected->exit == seen->exit &&
        	       !((expected->esr ^ seen->esr) & expected->esr_mask) &&
        	       !((expected->spsr ^ seen->spsr) & expected->spsr_mask) &&
        	       expected->elr == seen->elr &&
        	       (!expected->far_high ||
        		(seen->far_low >= expected->far_low && seen->far_low <= expected->far_high));
        }

        static bool outcome_matches(const struct outcome *expected, const struct outcome *seen)
        {
        	int i;

        	if (expected->nr_events != seen->nr_events || expected->error != seen->error ||
        	    !value_matches(expected->one_reg, seen->one_reg.value))
        		return false;
        	for (i = 0; i < expected->nr_events; i++)
        		if (!event_matches(&expected->events[i], &seen->events[i]))
        			return false;
        	for (i = 0; i < 3; i++)
        		if (!value_matches(expected->left[i], seen->left[i].value))
        			return false;
        	return true;
        }

        """;
}
