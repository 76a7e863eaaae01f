using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Vmm;

/// <summary>
/// What the actions of a scenario may have left in the machine. If it is nothing but guest registers and cells, the next scenario can
/// begin after they have been written by the guest itself, which takes a tenth of the time of a KVM_ARM_VCPU_INIT and the faults that
/// follow it.
/// </summary>
internal sealed class Footprint
{
    private readonly List<SystemRegister> _registers = [];

    /// <summary>Whether more was changed than the guest can put back.</summary>
    public bool NeedsInit { get; private set; } = true;

    /// <summary>Whether cells may hold something.</summary>
    public bool HasStores { get; private set; }

    /// <summary>Something happened that is not known here.</summary>
    public void MarkUnknown() => NeedsInit = true;

    /// <summary>The machine is fresh.</summary>
    public void Clear()
    {
        NeedsInit = false;
        HasStores = false;
        _registers.Clear();
    }

    /// <summary>An action that is executed.</summary>
    public void Add(in ScenarioAction action)
    {
        switch (action.Kind)
        {
            case ActionKind.Run:
                for (var i = 0; i < action.Length; i++)
                {
                    var instruction = action.InstructionAt(i);
                    HasStores |= instruction.Opcode == Opcode.STR;
                    if (instruction.Opcode == Opcode.MSR)
                        AddRegister(instruction.SystemRegister);
                }
                break;
            case ActionKind.SetOneReg:
                AddRegister(action.OneReg);
                break;
            case ActionKind.GetOneReg or ActionKind.Reenter or ActionKind.Preempt:
                break;
            default:
                NeedsInit = true;
                break;
        }
    }

    /// <summary>
    /// The blocks that put the registers back. The lock is opened first. Then MDE hands the debug registers over to the guest, so that only one of
    /// the writes that follow is trapped, and MDSCR_EL1 itself comes last of them. A write of OSLAR_EL1, which always traps, takes the debug
    /// registers back from the guest: so KVM begins the next scenario as after KVM_ARM_VCPU_INIT.
    /// </summary>
    public void AddBlocks(PeConfiguration configuration, List<ScenarioAction> blocks)
    {
        var block = new ScenarioAction { Kind = ActionKind.Run, Mode = EntryMode.EL1h, D = true };
        var unlock = Instruction.Msr(RegisterId.OSLAR_EL1, 0);
        var mayBeLocked = _registers.Exists(static register => register.Id == RegisterId.OSLAR_EL1);
        var changesMdscr = _registers.Exists(static register => register.Id == RegisterId.MDSCR_EL1);
        if (mayBeLocked)
            Append(unlock, ref block, blocks);
        var others = _registers.FindAll(register => IsKept(register, configuration));
        if (others.Count > 0)
            Append(Instruction.Msr(RegisterId.MDSCR_EL1, MDSCR_EL1.MDE), ref block, blocks);
        foreach (var register in others)
            Append(new Instruction(Opcode.MSR, register.Id, register.Index), ref block, blocks);
        if (others.Count > 0 || changesMdscr)
        {
            Append(Instruction.Msr(RegisterId.MDSCR_EL1, 0), ref block, blocks);
            Append(unlock, ref block, blocks);
        }
        if (block.Length > 0)
            blocks.Add(block);
    }

    // OSLSR_EL1 is set by userspace alone: the guest puts it back through OSLAR_EL1.
    private void AddRegister(SystemRegister register)
    {
        if (register.Id == RegisterId.OSLSR_EL1)
            register = new SystemRegister(RegisterId.OSLAR_EL1);
        if (!_registers.Contains(register))
            _registers.Add(register);
    }

    /// <summary>Whether it holds what is written and is neither the lock, MDSCR_EL1 nor given anew to each block. The claim tags are the
    /// host's, which KVM_ARM_VCPU_INIT leaves alone too; a write of the transfer registers would be UNDEFINED.</summary>
    private static bool IsKept(SystemRegister register, PeConfiguration configuration) => register.Id switch
    {
        RegisterId.DBGBVRn_EL1 or RegisterId.DBGBCRn_EL1 => register.Index < configuration.Breakpoints,
        RegisterId.DBGWVRn_EL1 or RegisterId.DBGWCRn_EL1 => register.Index < configuration.Watchpoints,
        RegisterId.MDCCINT_EL1 or RegisterId.OSDLR_EL1 or RegisterId.CONTEXTIDR_EL1 => true,
        _ => false,
    };

    private static void Append(Instruction instruction, ref ScenarioAction block, List<ScenarioAction> blocks)
    {
        block.SetInstruction(block.Length++, instruction);
        if (block.Length < GuestLayout.BlockLength)
            return;
        blocks.Add(block);
        block.Length = 0;
    }
}
