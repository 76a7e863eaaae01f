namespace OsLockConformance.Implementation.Kvm;

/// <summary>The registers of a guest, or of the host, while they are not on the PE: <c>struct kvm_cpu_context</c>.</summary>
internal sealed partial class VcpuContext
{
    private readonly ulong[] _sysRegs = new ulong[(int)VcpuSysReg.Count];

    /// <summary>The PC.</summary>
    public ulong PC;

    /// <summary>PSTATE in the format of SPSR.</summary>
    public uint PSTATE;

    /// <summary>ctxt_sys_reg(), __vcpu_sys_reg().</summary>
    public ref ulong this[VcpuSysReg register] => ref _sysRegs[(int)register];

    /// <summary>Makes every register zero.</summary>
    public void Clear()
    {
        Array.Clear(_sysRegs);
        PC = 0;
        PSTATE = 0;
    }
}
