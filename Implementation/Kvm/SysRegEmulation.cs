using OsLockConformance.Implementation.Faults;
using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Registers;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>The table of trapped system registers and their handlers: sys_regs.c.</summary>
internal sealed class SysRegEmulation(ProcessingElement pe, KvmDebug debug, OsLockEmulation osLock, InjectFault injectFault, FaultId fault)
{
    private static readonly SystemRegister DbgAuthStatus = new(RegisterId.DBGAUTHSTATUS_EL1);
    private static readonly SystemRegister Dfr0 = new(RegisterId.ID_AA64DFR0_EL1);
    private static readonly SystemRegister Dbgprcr = new(RegisterId.DBGPRCR_EL1);

    /// <summary>perform_access() and the handler that the table names.</summary>
    /// <returns>true if the instruction is emulated, false if an exception is pending instead.</returns>
    public bool PerformAccess(Vcpu vcpu, SystemRegister register, bool isWrite, ref ulong value)
    {
        switch (register.Id)
        {
            case RegisterId.OSLAR_EL1:
                osLock.TrapOslar(vcpu, value);
                return true;
            case RegisterId.OSLSR_EL1:
                value = osLock.TrapOslsr(vcpu);
                return true;
            case RegisterId.MDSCR_EL1:
                TrapDebugRegs(vcpu, VcpuSysReg.MDSCR_EL1, isWrite, ref value);
                return true;
            case RegisterId.MDCCINT_EL1:
                TrapDebugRegs(vcpu, fault == FaultId.MdccintTrapReachesMdscr ? VcpuSysReg.MDSCR_EL1 : VcpuSysReg.MDCCINT_EL1, isWrite, ref value);
                return true;
            case RegisterId.DBGBVRn_EL1 or RegisterId.DBGBCRn_EL1 or RegisterId.DBGWVRn_EL1 or RegisterId.DBGWCRn_EL1:
                TrapDbgWbReg(vcpu, register, isWrite, ref value);
                return true;
            case RegisterId.DBGAUTHSTATUS_EL1:
                value = pe.ReadAsHost(DbgAuthStatus);
                return true;
            case RegisterId.CONTEXTIDR_EL1:
                // access_vm_reg()
                Access(ref vcpu.Context[VcpuSysReg.CONTEXTIDR_EL1], isWrite, ref value);
                return true;
            case RegisterId.ID_AA64DFR0_EL1:
                value = SanitisedDfr0();
                return true;
            case RegisterId.DBGPRCR_EL1 when isWrite && fault == FaultId.DbgprcrReachesHardware:
                pe.WriteAsHost(Dbgprcr, value);
                return true;
            case RegisterId.OSDLR_EL1 or RegisterId.DBGPRCR_EL1 or RegisterId.DBGCLAIMSET_EL1 or RegisterId.DBGCLAIMCLR_EL1
                or RegisterId.MDRAR_EL1 or RegisterId.MDCCSR_EL0:
                // trap_raz_wi()
                value = 0;
                return true;
            default:
                // emulate_sys_reg(): OSECCR_EL1, OSDTRRX_EL1 and OSDTRTX_EL1 have no row.
                injectFault.Undefined(vcpu);
                return false;
        }
    }

    /// <summary>trap_debug_regs(): access_rw() on the context. The save/restore fields of MDSCR_EL1 are not gated here (OSL-8).</summary>
    private void TrapDebugRegs(Vcpu vcpu, VcpuSysReg register, bool isWrite, ref ulong value)
    {
        Access(ref vcpu.Context[register], isWrite, ref value);
        debug.DebugRegisterAccessed(vcpu, isWrite);
    }

    /// <summary>trap_bvr(), trap_bcr(), trap_wvr(), trap_wcr(); from 6.14 trap_dbg_wb_reg().</summary>
    private void TrapDbgWbReg(Vcpu vcpu, SystemRegister register, bool isWrite, ref ulong value)
    {
        var family = register.Id == RegisterId.DBGWVRn_EL1 && fault == FaultId.WvrTrapReachesBvr ? RegisterId.DBGBVRn_EL1 : register.Id;
        var n = register.Id == RegisterId.DBGBCRn_EL1 && fault == FaultId.BcrTrapUsesIndexZero ? 0 : register.Index;
        Access(ref vcpu.VcpuDebugState.Demux(family, n), isWrite, ref value);
        debug.DebugRegisterAccessed(vcpu, isWrite);
    }

    private static void Access(ref ulong storage, bool isWrite, ref ulong value)
    {
        if (isWrite)
            storage = value;
        else
            value = storage;
    }

    /// <summary>access_id_reg(), sanitise_id_aa64dfr0_el1(): the PE's, with the debug architecture capped at Armv8.0.</summary>
    public ulong SanitisedDfr0()
    {
        var value = (pe.ReadAsHost(Dfr0) & ~ID_AA64DFR0_EL1.DebugVer.Mask) | 6;
        if (fault != FaultId.Dfr0SwapsCounts)
            return value;
        var breakpoints = ID_AA64DFR0_EL1.BRPs.Extract(value);
        var watchpoints = ID_AA64DFR0_EL1.WRPs.Extract(value);
        return (value & ~(ID_AA64DFR0_EL1.BRPs.Mask | ID_AA64DFR0_EL1.WRPs.Mask))
            | (watchpoints << ID_AA64DFR0_EL1.BRPs.Low) | (breakpoints << ID_AA64DFR0_EL1.WRPs.Low);
    }
}
