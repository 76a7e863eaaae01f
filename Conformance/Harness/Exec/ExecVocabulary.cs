using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Exec;

/// <summary>The part of the vocabulary that an implementation has: nobody has to begin with all of it.</summary>
public sealed class ExecVocabulary
{
    /// <summary>Everything.</summary>
    public static readonly ExecVocabulary Full = new(null, null);

    private readonly HashSet<RegisterId>? _registers;
    private readonly HashSet<Opcode>? _instructions;

    /// <summary>A part. NOP is always in it: it stands where another instruction was.</summary>
    /// <param name="registers">The registers, families as a whole; null for all.</param>
    /// <param name="instructions">The instructions; null for all.</param>
    public ExecVocabulary(IEnumerable<RegisterId>? registers, IEnumerable<Opcode>? instructions)
    {
        _registers = registers is null ? null : [.. registers];
        _instructions = instructions is null ? null : [Opcode.NOP, .. instructions];
    }

    /// <summary>Whether an instruction belongs to it, with its register if it has one.</summary>
    public bool Has(in Instruction instruction) =>
        (_instructions is null || _instructions.Contains(instruction.Opcode))
        && (instruction.Opcode is not (Opcode.MRS or Opcode.MSR) || Has(instruction.Register));

    /// <summary>The action with NOP for what is not part of it; instead of an access through ONE_REG, KVM_RUN is left and entered again.</summary>
    public ScenarioAction Substitute(in ScenarioAction action)
    {
        if (action.Kind is ActionKind.GetOneReg or ActionKind.SetOneReg)
            return Has(action.OneReg.Id) ? action : new ScenarioAction { Kind = ActionKind.Reenter };
        var substitute = action;
        for (var i = 0; i < action.Length; i++)
        {
            if (!Has(action.InstructionAt(i)))
                substitute.SetInstruction(i, new Instruction(Opcode.NOP));
        }

        return substitute;
    }

    private bool Has(RegisterId register) => _registers is null || _registers.Contains(register);
}
