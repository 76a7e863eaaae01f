using OsLockConformance.Implementation.Faults;
using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Registers;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>Switches breakpoints, watchpoints and MDCCINT_EL1: hyp/include/hyp/debug-sr.h.</summary>
internal sealed class DebugSaveRestore(ProcessingElement pe, HostData host, KvmDebug debug, FaultId fault)
{
    private static readonly SystemRegister Mdccint = new(RegisterId.MDCCINT_EL1);

    /// <summary>__debug_switch_to_guest_common().</summary>
    public void SwitchToGuest(Vcpu vcpu)
    {
        if (!debug.RegistersInUse(vcpu))
            return;
        SaveState(host.DebugState, host.Context);
        RestoreState(debug.RegistersToSwitch(vcpu), vcpu.Context, isGuest: true);
    }

    /// <summary>__debug_switch_to_host_common().</summary>
    public void SwitchToHost(Vcpu vcpu)
    {
        if (!debug.RegistersInUse(vcpu))
            return;
        SaveState(debug.RegistersToSwitch(vcpu), vcpu.Context, isGuest: true);
        RestoreState(host.DebugState, host.Context);
        debug.RegistersSwitchedToHost(vcpu);
    }

    /// <summary>__debug_save_state().</summary>
    private void SaveState(GuestDebugRegisters registers, VcpuContext context, bool isGuest = false)
    {
        var bvr = pe.DBGBVR;
        var bcr = pe.DBGBCR;
        bvr.CopyTo(registers.Bvr);
        Widen(bcr, registers.Bcr);
        var wvr = pe.DBGWVR;
        var wcr = pe.DBGWCR;
        // A planted fault counts WRPs as the number of watchpoints where it is one less.
        var watchpoints = isGuest && fault == FaultId.LastWatchpointNotSaved ? wvr.Length - 1 : wvr.Length;
        wvr[..watchpoints].CopyTo(registers.Wvr);
        Widen(wcr[..watchpoints], registers.Wcr);
        if (!(isGuest && fault == FaultId.MdccintNotSaved))
            context[VcpuSysReg.MDCCINT_EL1] = pe.CommunicationsInterrupts;
    }

    private static void Widen(ReadOnlySpan<uint> controls, Span<ulong> registers)
    {
        for (var n = 0; n < controls.Length; n++)
            registers[n] = controls[n];
    }

    /// <summary>__debug_restore_state().</summary>
    private void RestoreState(GuestDebugRegisters registers, VcpuContext context, bool isGuest = false)
    {
        var breakpoints = pe.DBGBVR.Length;
        if (!isGuest && fault == FaultId.HostLastBreakpointNotRestored)
            breakpoints--;
        pe.WriteBreakpointsAsHost(registers.Bvr.AsSpan(0, breakpoints), registers.Bcr.AsSpan(0, breakpoints));
        var watchpoints = pe.DBGWVR.Length;
        var wcr = isGuest && fault == FaultId.WcrLoadedFromBcr ? registers.Bcr : registers.Wcr;
        pe.WriteWatchpointsAsHost(registers.Wvr.AsSpan(0, watchpoints), wcr.AsSpan(0, watchpoints));
        if (!isGuest && fault == FaultId.HostMdccintNotRestored)
            return;
        if (isGuest && fault == FaultId.ZeroMdccintNotLoaded && context[VcpuSysReg.MDCCINT_EL1] == 0)
            return;
        pe.WriteAsHost(Mdccint, context[VcpuSysReg.MDCCINT_EL1]);
    }
}
