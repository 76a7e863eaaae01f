using System.Globalization;
using System.Text;
using OsLockConformance.Implementation.Machine;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Exports;

/// <summary>
/// A listing for the GNU assembler: a monitor at EL1, the blocks with their encodings, and a table of what is allowed after each. It is
/// bare metal with RAM from 0x4000_0000 on, as QEMU's machine virt has it, and reports through semihosting: TAP, and as exit code 0 if all
/// is allowed, 1 if something is not, 2 if the PE lacks what the program needs.
/// </summary>
public static class AsmExport
{
    private const string Name = "asm";

    /// <summary>Writes the listing.</summary>
    /// <exception cref="ExportException">The program needs more than a guest.</exception>
    public static string Write(ExportedProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        GuestOnly.Demand(program, Name);
        var text = new StringBuilder();
        foreach (var line in program.Description)
            text.Append($"// {line}\n");
        text.Append(Usage);
        Requirements(text, program);
        text.Append(Monitor);
        text.Append("\n// The blocks, by address of their slot: A is at 0x40100000, each next one 0x40 further. X1 to X6 hold the values below.\n");
        foreach (var step in program.Steps)
            Block(text, step);
        text.Append("\n// What runs: block, slot, SPSR_EL1, X1 to X6, what is allowed, how much of it, name.\n\t.balign\t8\nsteps:\n");
        foreach (var step in program.Steps)
            Step(text, step);
        text.Append("\t.quad\t0\n");
        text.Append("\n// What is allowed: ESR and its defined bits, ELR, SPSR and its defined bits, FAR from and to (0: any), X1 to X3 each with its defined bits.\n");
        foreach (var step in program.Steps)
            Outcomes(text, step);
        text.Append('\n');
        foreach (var step in program.Steps)
            text.Append(CultureInfo.InvariantCulture, $"name_{step.Index + 1}:\t.asciz\t\"{step.Index + 1} - {Quoted(step.Text)}\\n\"\n");
        text.Append(CultureInfo.InvariantCulture, $"plan:\t.asciz\t\"1..{program.Steps.Count}\\n\"\n");
        return text.ToString();
    }

    private static void Requirements(StringBuilder text, ExportedProgram program)
    {
        foreach (var need in program.Requirements)
            text.Append(CultureInfo.InvariantCulture, $"""
                	mrs	x0, {need.Register}		// {need.Text}
                	ubfx	x0, x0, #{need.Shift}, #4
                	cmp	x0, #{need.Lowest}
                	b.lo	unsuitable
                	cmp	x0, #{need.Highest}
                	b.hi	unsuitable

                """);
    }

    private static void Block(StringBuilder text, ExportedStep step)
    {
        var number = (step.Index + 1).ToString(CultureInfo.InvariantCulture);
        text.Append(CultureInfo.InvariantCulture, $"\n// {step.Text}\n//   expected: {step.Expected}\nblock_{number}:\n");
        for (var i = 0; i < BlockCompiler.SlotWords; i++)
        {
            var instruction = step.Action.InstructionAt(i);
            var word = BlockCompiler.Encode(instruction, i);
            var assembly = i < step.Action.Length ? AssemblyText.Of(instruction, i) : AssemblyText.Terminator;
            text.Append(CultureInfo.InvariantCulture, $"\t{assembly}\t\t// {word:x8}{(i < step.Action.Length ? $"\t{AssemblyText.Meaning(instruction)}" : "")}\n");
        }
    }

    private static void Step(StringBuilder text, ExportedStep step)
    {
        Span<ulong> registers = stackalloc ulong[BlockCompiler.EntryRegisters];
        BlockCompiler.Registers(step.Action, registers);
        var number = step.Index + 1;
        text.Append(CultureInfo.InvariantCulture, $"\t.quad\tblock_{number}, 0x{GuestLayout.Slot(step.Action.Slot):x}, 0x{step.Action.EntrySpsr:x}\n\t.quad\t");
        for (var i = 0; i < registers.Length; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}0x{registers[i]:x}");
        text.Append(CultureInfo.InvariantCulture, $"\n\t.quad\toutcomes_{number}, {step.Outcomes.Count}, name_{number}\n");
    }

    private static void Outcomes(StringBuilder text, ExportedStep step)
    {
        text.Append(CultureInfo.InvariantCulture, $"outcomes_{step.Index + 1}:\n");
        foreach (var outcome in step.Outcomes)
        {
            if (outcome.Events is not [{ Kind: ObservedEventKind.Exception } exception])
                throw new ExportException("the block is not left by exactly one exception", step.Index);
            text.Append(CultureInfo.InvariantCulture, $"\t.quad\t0x{exception.Esr & exception.EsrMask:x}, 0x{exception.EsrMask:x}, 0x{exception.Elr:x}, 0x{exception.Spsr & exception.SpsrMask:x}, 0x{exception.SpsrMask:x}, 0x{exception.FarLow:x}, 0x{exception.FarHigh:x}");
            foreach (var value in outcome.Transfer)
                text.Append(CultureInfo.InvariantCulture, $", 0x{value.Value & value.Mask:x}, 0x{value.Mask:x}");
            text.Append('\n');
        }
    }

    private static string Quoted(string text) => text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private const string Usage = """
        //
        // aarch64-linux-gnu-gcc -nostdlib -static -Wl,-Ttext=0x40080000,--build-id=none -o test.elf test.s
        // qemu-system-aarch64 -M virt -cpu cortex-a57 -nodefaults -display none -semihosting-config enable=on,target=native -kernel test.elf

        	.text
        	.globl	_start
        _start:
        	mrs	x0, CurrentEL
        	cmp	x0, #(2 << 2)
        	b.ne	at_el1
        	mov	x0, #(1 << 31)			// HCR_EL2.RW
        	msr	hcr_el2, x0
        	mrs	x0, mdcr_el2			// no traps; HPMN stays
        	and	x0, x0, #0x1f
        	msr	mdcr_el2, x0
        	mov	x0, #0x3c5			// EL1h, D A I F masked
        	msr	spsr_el2, x0
        	adr	x0, at_el1
        	msr	elr_el2, x0
        	eret
        at_el1:
        	msr	daifset, #15
        	ldr	x0, =0x30d00800			// SCTLR_EL1: RES1 bits only, MMU and caches off
        	msr	sctlr_el1, x0
        	ldr	x0, =0x40098000
        	msr	vbar_el1, x0
        	isb

        """;

    private const string Monitor = """
        	ldr	x1, =plan
        	bl	print
        	ldr	x0, =0x40100000			// all slots full of svc #0, all cells zero
        	ldr	x1, =0x40110000
        	ldr	x2, =0xd4000001d4000001
        	mov	x3, #32
        1:	str	x2, [x0], #8
        	str	xzr, [x1], #8
        	sub	x3, x3, #1
        	cbnz	x3, 1b
        	mov	x28, #0				// exit code
        	ldr	x19, =steps

        next:
        	ldp	x20, x21, [x19]
        	cbz	x20, finish
        	ldp	x7, x8, [x20]
        	stp	x7, x8, [x21]
        	dsb	sy
        	ic	iallu
        	dsb	sy
        	isb
        	ldr	x7, [x19, #16]
        	msr	elr_el1, x21
        	msr	spsr_el1, x7
        	ldp	x1, x2, [x19, #24]
        	ldp	x3, x4, [x19, #40]
        	ldp	x5, x6, [x19, #56]
        	b	enter

        left:	// X22 ESR, X23 ELR, X24 SPSR, X25 FAR
        	ldr	x7, =0xd4000001d4000001
        	stp	x7, x7, [x21]
        	ldp	x11, x12, [x19, #72]
        try:	cbz	x12, differs
        	ldp	x13, x14, [x11]			// ESR
        	eor	x13, x13, x22
        	and	x16, x13, x14
        	ldr	x13, [x11, #16]			// ELR
        	eor	x13, x13, x23
        	orr	x16, x16, x13
        	ldp	x13, x14, [x11, #24]		// SPSR
        	eor	x13, x13, x24
        	and	x13, x13, x14
        	orr	x16, x16, x13
        	ldp	x13, x14, [x11, #56]		// X1 to X3
        	eor	x13, x13, x1
        	and	x13, x13, x14
        	orr	x16, x16, x13
        	ldp	x13, x14, [x11, #72]
        	eor	x13, x13, x2
        	and	x13, x13, x14
        	orr	x16, x16, x13
        	ldp	x13, x14, [x11, #88]
        	eor	x13, x13, x3
        	and	x13, x13, x14
        	orr	x16, x16, x13
        	ldp	x13, x14, [x11, #40]		// FAR
        	cbz	x14, 1f
        	cmp	x25, x13
        	b.lo	other
        	cmp	x25, x14
        	b.hi	other
        1:	cbz	x16, same
        other:	add	x11, x11, #104
        	sub	x12, x12, #1
        	b	try

        same:	adr	x1, ok
        	b	report
        differs:
        	mov	x28, #1
        	adr	x1, not_ok
        report:	bl	print
        	ldr	x1, [x19, #88]
        	bl	print
        	cbz	x28, 1f				// once something differs, show what came
        	adr	x1, esr
        	mov	x0, x22
        	bl	print_register
        	adr	x1, elr
        	mov	x0, x23
        	bl	print_register
        	adr	x1, spsr
        	mov	x0, x24
        	bl	print_register
        1:	add	x19, x19, #96
        	b	next

        unexpected:
        	mov	x28, #1
        	adr	x1, lost
        	bl	print
        	b	finish
        unsuitable:
        	mov	x28, #2
        	adr	x1, skip
        	bl	print
        finish:	// SYS_EXIT, ADP_Stopped_ApplicationExit
        	ldr	x1, =0x40120000
        	ldr	x0, =0x20026
        	stp	x0, x28, [x1]
        	mov	x0, #0x18
        	hlt	#0xf000
        	b	finish

        print:	// SYS_WRITE0 of the string at X1
        	mov	x0, #4
        	hlt	#0xf000
        	ret

        print_register:	// the string at X1, and X0 in its place for digits
        	ldr	x2, =0x40120000
        	mov	x3, x2
        1:	ldrb	w4, [x1], #1
        	cbz	w4, 2f
        	strb	w4, [x3], #1
        	b	1b
        2:	mov	x5, #60
        3:	lsr	x6, x0, x5
        	and	x6, x6, #15
        	cmp	x6, #10
        	add	x7, x6, #'0'
        	add	x8, x6, #('a' - 10)
        	csel	x7, x7, x8, lo
        	strb	w7, [x3], #1
        	subs	x5, x5, #4
        	b.ge	3b
        	mov	w7, #'\n'
        	strb	w7, [x3], #1
        	strb	wzr, [x3]
        	mov	x1, x2
        	b	print

        ok:	.asciz	"ok "
        not_ok:	.asciz	"not ok "
        esr:	.asciz	"#   ESR_EL1  0x"
        elr:	.asciz	"#   ELR_EL1  0x"
        spsr:	.asciz	"#   SPSR_EL1 0x"
        lost:	.asciz	"Bail out! an exception at a vector where none is expected\n"
        skip:	.asciz	"1..0 # SKIP the PE lacks what the program needs\n"
        	.balign	8
        	.ltorg

        // The vectors, at 0x40098000, and the monitor's ERET in the same page. PSTATE.D is set in all of the monitor.
        	.org	0x18000
        vectors:
        	b	handler
        	.org	0x18080
        	.rept	3
        	b	unexpected
        	.balign	128
        	.endr
        	.org	0x18200
        	b	handler
        	.org	0x18280
        	.rept	3
        	b	unexpected
        	.balign	128
        	.endr
        	.org	0x18400
        	b	handler
        	.org	0x18480
        	.rept	7
        	b	unexpected
        	.balign	128
        	.endr
        	.org	0x18800
        enter:	eret
        handler:
        	mrs	x22, esr_el1
        	mrs	x23, elr_el1
        	mrs	x24, spsr_el1
        	mrs	x25, far_el1
        	b	left

        """;
}
