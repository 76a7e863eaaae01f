using OsLockConformance.Implementation.Faults;
using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>Deals with a synchronous exception from the guest: handle_exit.c.</summary>
internal sealed class HandleExit(KvmDebug debug, SysRegEmulation sysRegs, InjectFault injectFault, FaultId fault)
{
    /// <summary>handle_exit(), handle_trap_exceptions().</summary>
    /// <returns>true if the guest is entered again, false if KVM_RUN returns with KVM_EXIT_DEBUG.</returns>
    public bool Handle(Vcpu vcpu, in BlockRun run, ref KvmRun kvmRun, ref Observation observation)
    {
        switch (ESR_ELx.ClassOf(vcpu.FaultEsrEl2))
        {
            case ExceptionClass.SystemRegisterTrap:
                HandleSysReg(vcpu, in run, ref observation);
                return true;
            case ExceptionClass.SoftwareStepLowerEl or ExceptionClass.WatchpointLowerEl or ExceptionClass.BreakpointLowerEl or ExceptionClass.Brk:
                return !HandleGuestDebug(vcpu, ref kvmRun);
            default:
                // kvm_handle_unknown_ec()
                injectFault.Undefined(vcpu);
                return true;
        }
    }

    /// <summary>kvm_handle_sys_reg(): the register and Rt come from the syndrome, the value from or to Rt.</summary>
    private void HandleSysReg(Vcpu vcpu, in BlockRun run, ref Observation observation)
    {
        var iss = vcpu.FaultEsrEl2;
        var isWrite = (iss & 1) == 0;
        var index = (int)(iss >> 5 & 0x1F) - GuestLayout.TransferRegister(0);
        var value = isWrite ? run.Action.InstructionAt(index).Value : 0;
        if (!RegisterTable.TryDecode(EncodingOf(iss), out var register))
        {
            injectFault.Undefined(vcpu);
            return;
        }
        if (!sysRegs.PerformAccess(vcpu, register, isWrite, ref value))
            return;
        if (!isWrite)
            observation.SetValue(index, value);
        // kvm_incr_pc(): since 5.11 only a note for the next switch in.
        vcpu.Flags |= VcpuFlags.INCREMENT_PC;
    }

    /// <summary>kvm_handle_guest_debug().</summary>
    private bool HandleGuestDebug(Vcpu vcpu, ref KvmRun kvmRun)
    {
        var ec = ESR_ELx.ClassOf(vcpu.FaultEsrEl2);
        if (!debug.HandleGuestDebug(vcpu, ec))
            return false;
        kvmRun.Hsr = fault == FaultId.DebugExitWithoutIss ? ESR_ELx.Syndrome(ec, 0) : vcpu.FaultEsrEl2;
        kvmRun.Far = ec == ExceptionClass.WatchpointLowerEl && fault != FaultId.WatchpointExitWithoutFar ? vcpu.FaultFarEl2 : 0;
        return true;
    }

    private static RegisterEncoding EncodingOf(uint iss)
    {
        var op0 = iss >> 20 & 3;
        var op2 = iss >> 17 & 7;
        var op1 = iss >> 14 & 7;
        var crn = iss >> 10 & 15;
        var crm = iss >> 1 & 15;
        return new RegisterEncoding((ushort)((op0 << 14) | (op1 << 11) | (crn << 7) | (crm << 3) | op2));
    }
}
