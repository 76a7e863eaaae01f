using OsLockConformance.Implementation.Faults;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>
/// Moves the PC past an emulated instruction, or enters the exception that KVM injects: hyp/include/hyp/adjust_pc.h and
/// hyp/exception.c. Since 5.11 both wait until the next switch in, or the return to userspace.
/// </summary>
internal sealed class AdjustPc(FaultId fault)
{
    /// <summary>__kvm_adjust_pc().</summary>
    public void Adjust(Vcpu vcpu)
    {
        if (vcpu.HasFlag(VcpuFlags.PENDING_EXCEPTION))
        {
            EnterException64(vcpu.Context);
            vcpu.Flags &= ~VcpuFlags.PENDING_EXCEPTION;
        }
        else if (vcpu.HasFlag(VcpuFlags.INCREMENT_PC))
        {
            SkipInstruction(vcpu.Context);
            vcpu.Flags &= ~VcpuFlags.INCREMENT_PC;
        }
    }

    /// <summary>kvm_skip_instr(): the step advances as if the PE had executed the instruction (SST-2).</summary>
    private void SkipInstruction(VcpuContext context)
    {
        context.PC += 4;
        if (fault != FaultId.SkipKeepsPstateSS)
            context.PSTATE &= ~SPSR_EL1.SS;
    }

    /// <summary>enter_exception64() with EL1 and except_type_sync: DBG-8.</summary>
    private void EnterException64(VcpuContext context)
    {
        var fromEl0 = (context.PSTATE & SPSR_EL1.M) == EntryMode.EL0t.SpsrM();
        var fromEl1t = (context.PSTATE & SPSR_EL1.M) == EntryMode.EL1t.SpsrM();
        context[VcpuSysReg.ELR_EL1] = fault == FaultId.UndefSkipsInstruction ? context.PC + 4 : context.PC;
        context[VcpuSysReg.SPSR_EL1] = context.PSTATE;
        context.PC = GuestLayout.Vectors + (fromEl0 ? 0x400UL : fromEl1t ? 0UL : 0x200UL);
        context.PSTATE = EntryMode.EL1h.SpsrM() | SPSR_EL1.AIF | SPSR_EL1.D;
    }
}
