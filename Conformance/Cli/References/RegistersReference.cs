using System.Globalization;
using System.Text;
using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.References;

/// <summary>Every register: encoding, accesses, reset, traps and fields.</summary>
internal static class RegistersReference
{
    public const string Name = "registers.md";

    private const string Introduction = """
        The registers that programs of the guest access, from `Model/Registers/RegisterTable.cs`. What is not listed under *EL1* or *EL0* is
        UNDEFINED there. *Trap* is the control of EL2 by which a hypervisor traps the access. *ONE_REG* says whether KVM_GET_ONE_REG and
        KVM_SET_ONE_REG of the KVM versions know the register; OSLSR_EL1 from `oslock-v1` on. An *n* in CRm is the number of the register.
        *UNKNOWN* are the bits that a cold reset leaves so.


        """;

    public static ReferenceDocument Of()
    {
        var text = new StringBuilder(ReferenceDocument.Head("Registers"));
        text.Append(Introduction.ReplaceLineEndings("\n"));
        text.Append(Markdown.Table(
            ["register", "op0", "op1", "CRn", "CRm", "op2", "EL1", "EL0", "trap", "ONE_REG", "what it is"],
            RegisterTable.Registers.Select(Row)));
        foreach (var register in RegisterTable.Registers)
            Section(text, register);
        return new ReferenceDocument(Name, text.ToString());
    }

    private static string NameOf(RegisterDescription register) => register.NamePattern.Replace("{0}", "n", StringComparison.Ordinal);

    private static string[] Row(RegisterDescription register) =>
    [
        Markdown.Link(NameOf(register), $"#{Markdown.Anchor(NameOf(register))}"),
        Number(register.Encoding.Op0), Number(register.Encoding.Op1), Number(register.Encoding.CRn),
        register.IsFamily ? "n" : Number(register.Encoding.CRm), Number(register.Encoding.Op2),
        Access(register.El1), Access(register.El0), Trap(register.Id),
        OneRegRegisters.Has(register.Id) ? "yes" : "no",
        Markdown.Text(register.Summary),
    ];

    private static void Section(StringBuilder text, RegisterDescription register)
    {
        text.Append($"\n## {NameOf(register)}\n\n");
        if (register.IsFamily)
            text.Append(CultureInfo.InvariantCulture, $"- n: 0 to {PeLimits.MaximumBreakpoints - 1}, as many as the PE has\n");
        text.Append(CultureInfo.InvariantCulture, $"- After a cold reset: {Reset(register)}\n");
        text.Append(CultureInfo.InvariantCulture, $"- Bits without a field: 0x{~register.ImplementedMask:x}\n");
        text.Append($"- Written by: {Writers(register)}\n");
        var rules = string.Join(", ", RuleCatalogue.All.Where(rule => Names(rule, register)).Select(static rule => RulesReference.Link(rule.Id)));
        if (rules.Length > 0)
            text.Append($"- Rules that name it: {rules}\n");
        text.Append('\n').Append(Markdown.Table(["field", "bits"], register.Fields.Select(static field => (string[])[field.Name, Bits(field)])));
    }

    private static string Reset(RegisterDescription register)
    {
        if ((register.El1 & RegisterAccess.Read) == 0)
            return "nothing that can be read";
        if (register.El1 == RegisterAccess.Read && register.ColdResetKnown == 0)
            return "what the PE has it say";
        var unknown = register.ImplementedMask & ~register.ColdResetKnown;
        return string.Create(CultureInfo.InvariantCulture, $"0x{register.ColdReset:x}{(unknown == 0 ? "" : $", UNKNOWN 0x{unknown:x}")}");
    }

    private static string Writers(RegisterDescription register)
    {
        List<string> writers = [];
        if ((register.El1 & RegisterAccess.Write) != 0)
            writers.Add("MSR at EL1");
        if ((register.El0 & RegisterAccess.Write) != 0)
            writers.Add("MSR at EL0");
        if (register.Id == RegisterId.OSLSR_EL1)
            writers.Add("MSR OSLAR_EL1");
        if (OneRegRegisters.Has(register.Id))
            writers.Add("KVM_SET_ONE_REG");
        return writers.Count == 0 ? "no instruction and no ioctl" : string.Join(", ", writers);
    }

    private static bool Names(Rule rule, RegisterDescription register)
    {
        var name = register.IsFamily ? register.NamePattern[..register.NamePattern.IndexOf('{', StringComparison.Ordinal)] : register.NamePattern;
        return rule.Statement.Contains(name, StringComparison.Ordinal) || rule.Source.Contains(name, StringComparison.Ordinal);
    }

    private static string Bits(RegisterField field) => field.High == field.Low ? Number(field.Low) : string.Create(CultureInfo.InvariantCulture, $"{field.High}:{field.Low}");

    private static string Access(RegisterAccess access) => access switch
    {
        RegisterAccess.Read => "MRS",
        RegisterAccess.Write => "MSR",
        RegisterAccess.ReadWrite => "MRS, MSR",
        _ => "",
    };

    private static string Trap(RegisterId id) => RegisterTraps.TrapOf(id) switch
    {
        RegisterTrap.None => "",
        RegisterTrap.TID3 => "HCR_EL2.TID3",
        RegisterTrap.TVM => "HCR_EL2.TVM, writes",
        var trap => $"MDCR_EL2.{trap}",
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
