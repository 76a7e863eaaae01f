using System.Globalization;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Reports;

/// <summary>
/// ESR_ELx for people: <c>SVC #0</c>, <c>step EL1 ISV=1</c>, <c>watchpoint EL0 write</c>. Two syndromes that differ in a
/// compared bit print differently: whatever the short form does not say is added as <c>ESR=0x…</c>.
/// </summary>
public static class SyndromeText
{
    /// <summary>The syndrome; bits outside <paramref name="mask"/> are printed as <c>?</c> or left out.</summary>
    /// <param name="esr">ESR_ELx.</param>
    /// <param name="mask">The bits that are defined.</param>
    /// <param name="takenToEl2">The exception was taken to EL2, where "a lower EL" says nothing about which.</param>
    public static string Of(uint esr, uint mask = uint.MaxValue, bool takenToEl2 = false)
    {
        var (text, said) = Short(ESR_ELx.ClassOf(esr), esr, mask, takenToEl2 ? ("", " same-EL") : (" EL0", " EL1"));
        return ((said ^ esr) & mask) == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text} ESR=0x{esr & mask:x}");
    }

    /// <summary>The short form, and the whole syndrome that it stands for.</summary>
    private static (string Text, uint Said) Short(ExceptionClass ec, uint esr, uint mask, (string Lower, string Same) from) => ec switch
    {
        ExceptionClass.Unknown => ("UNDEFINED", ESR_ELx.Syndrome(ec, 0)),
        ExceptionClass.IllegalState => ("illegal-state", ESR_ELx.Syndrome(ec, 0)),
        ExceptionClass.Svc => (Immediate("SVC", esr), ESR_ELx.Syndrome(ec, esr & 0xFFFF)),
        ExceptionClass.Brk => (Immediate("BRK", esr), ESR_ELx.Syndrome(ec, esr & 0xFFFF)),
        ExceptionClass.SystemRegisterTrap => (Trap(esr), ESR_ELx.Syndrome(ec, esr)),
        ExceptionClass.BreakpointLowerEl => ($"breakpoint{from.Lower}", ESR_ELx.Syndrome(ec, ESR_ELx.DebugException)),
        ExceptionClass.BreakpointSameEl => ($"breakpoint{from.Same}", ESR_ELx.Syndrome(ec, ESR_ELx.DebugException)),
        ExceptionClass.SoftwareStepLowerEl => Step($"step{from.Lower}", ec, esr, mask),
        ExceptionClass.SoftwareStepSameEl => Step($"step{from.Same}", ec, esr, mask),
        ExceptionClass.WatchpointLowerEl => Watchpoint($"watchpoint{from.Lower}", ec, esr, mask),
        ExceptionClass.WatchpointSameEl => Watchpoint($"watchpoint{from.Same}", ec, esr, mask),
        _ => (string.Create(CultureInfo.InvariantCulture, $"EC 0x{(uint)ec:x}"), ESR_ELx.Syndrome(ec, 0)),
    };

    private static string Immediate(string mnemonic, uint esr) =>
        $"{mnemonic} #{NumberSyntax.Print(esr & 0xFFFF)}";

    private static (string Text, uint Said) Step(string name, ExceptionClass ec, uint esr, uint mask)
    {
        var ex = (esr & ESR_ELx.EX) != 0 ? " EX=1" : "";
        return ($"{name} ISV={Bit(esr, mask, ESR_ELx.ISV)}{ex}",
            ESR_ELx.Syndrome(ec, ESR_ELx.DebugException | (esr & (ESR_ELx.ISV | ESR_ELx.EX))));
    }

    private static (string Text, uint Said) Watchpoint(string name, ExceptionClass ec, uint esr, uint mask)
    {
        var direction = (mask & ESR_ELx.WnR) == 0 ? "" : (esr & ESR_ELx.WnR) != 0 ? " write" : " read";
        return ($"{name}{direction}", ESR_ELx.Syndrome(ec, ESR_ELx.DebugException | (esr & ESR_ELx.WnR)));
    }

    /// <summary>EC 0x18: the instruction that <see cref="RegisterEncoding.TrapSyndrome"/> encodes.</summary>
    private static string Trap(uint esr)
    {
        var (op0, op2, op1) = ((esr >> 20) & 3, (esr >> 17) & 7, (esr >> 14) & 7);
        var (crn, rt, crm) = ((esr >> 10) & 15, (esr >> 5) & 31, (esr >> 1) & 15);
        var encoding = new RegisterEncoding((ushort)((op0 << 14) | (op1 << 11) | (crn << 7) | (crm << 3) | op2));
        if ((op0, op1, crn) == (0, 3, 4) && op2 is 6 or 7 && (esr & 1) == 0)
            return string.Create(CultureInfo.InvariantCulture, $"trap msr {(op2 == 6 ? Opcode.DAIFSet : Opcode.DAIFClr)}, #{crm}");
        var name = RegisterTable.TryDecode(encoding, out var register)
            ? register.ToString()
            : string.Create(CultureInfo.InvariantCulture, $"S{op0}_{op1}_C{crn}_C{crm}_{op2}");
        return (esr & 1) != 0
            ? string.Create(CultureInfo.InvariantCulture, $"trap mrs X{rt}, {name}")
            : string.Create(CultureInfo.InvariantCulture, $"trap msr {name}, X{rt}");
    }

    private static char Bit(uint esr, uint mask, uint bit) => (mask & bit) == 0 ? '?' : (esr & bit) == 0 ? '0' : '1';
}
