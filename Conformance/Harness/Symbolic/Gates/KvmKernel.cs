using System.Reflection;
using OsLockConformance.Harness.Symbolic.Code;
using OsLockConformance.Harness.Symbolic.Terms;
using OsLockConformance.Implementation.Faults;
using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Registers;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>A vCPU of the subject's KVM version, fresh, and the parts of the kernel that decide about it: the same objects that the target has.</summary>
internal sealed class KvmKernel
{
    private readonly GateWorkbench _bench;
    private readonly object _debug;
    private readonly object _osLock;

    public KvmKernel(GateWorkbench bench)
    {
        _bench = bench;
        var version = bench.Subject.Version ?? throw new UnsupportedCodeException("the hardware has no kernel");
        _debug = Make("Debug", version, bench.Subject.Fault);
        _osLock = Make("OsLock", version, bench.Subject.Fault, _debug);
        Debug = bench.Executor.Import(_debug);
        OsLock = bench.Executor.Import(_osLock);
        Vcpu = bench.Executor.Import(Activator.CreateInstance(bench.Kvm("Vcpu"))!);
    }

    /// <summary>The vCPU.</summary>
    public SymbolicValue Vcpu { get; }

    /// <summary>debug.c.</summary>
    public SymbolicValue Debug { get; }

    /// <summary>The class of <see cref="Debug"/>.</summary>
    public Type DebugType => _debug.GetType();

    /// <summary>The OS Lock of sys_regs.c.</summary>
    public SymbolicValue OsLock { get; }

    /// <summary>The class of <see cref="OsLock"/>.</summary>
    public Type OsLockType => _osLock.GetType();

    /// <summary>OSLSR_EL1 in the context.</summary>
    public Term Oslsr => _bench.Number(Vcpu, PathOf("OSLSR_EL1"));

    /// <summary>Gives OSLSR_EL1 in the context the value of a lock that is locked or not.</summary>
    public void SetLock(Term locked) => _bench.Set(Vcpu, PathOf("OSLSR_EL1"),
        _bench.Join(_bench.Terms.Constant(64, OSLSR_EL1.OSLM1), _bench.BitsIf(locked, 64, OSLSR_EL1.OSLK)));

    /// <summary>Gives MDSCR_EL1 in the context a value.</summary>
    public void SetMdscr(Term value) => _bench.Set(Vcpu, PathOf("MDSCR_EL1"), value);

    /// <summary>kvm_arch_vcpu_load() and what comes before an entry, as far as debug.c has a part in it.</summary>
    public void Load()
    {
        _bench.Call(DebugType, "LoadDebug", Debug, Vcpu);
        _bench.Call(DebugType, "SetupDebug", Debug, Vcpu);
    }

    /// <summary>Whether MDCR_EL2.TDE is set.</summary>
    public Term RoutesDebugExceptions => _bench.HasBits(_bench.Number(Vcpu, "MdcrEl2"), (byte)MdcrTde);

    private byte MdcrTde => Convert.ToByte(Enum.Parse(_bench.Kvm("MdcrEl2"), "TDE"), System.Globalization.CultureInfo.InvariantCulture);

    private string PathOf(string register) => "Context._sysRegs."
        + Convert.ToInt32(Enum.Parse(_bench.Kvm("VcpuSysReg"), register), System.Globalization.CultureInfo.InvariantCulture)
            .ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What a part of the version's profile makes.</summary>
    private static object Make(string part, KvmVersion version, params object[] arguments)
    {
        var property = typeof(KvmProfile).GetProperty(part, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance);
        return (property?.GetValue(KvmProfile.Of(version)) as Delegate)?.DynamicInvoke(arguments)
            ?? throw new UnsupportedCodeException($"{nameof(KvmProfile)} has no part {part}");
    }
}
