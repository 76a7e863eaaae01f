namespace OsLockConformance.Implementation.Kvm;

/// <summary>The trap controls of MDCR_EL2 as KVM computes them: <c>vcpu->arch.mdcr_el2</c>.</summary>
[Flags]
internal enum MdcrEl2 : byte
{
    None = 0,
    /// <summary>Traps debug registers.</summary>
    TDA = 1,
    /// <summary>Traps OSLAR, OSLSR, OSDLR and DBGPRCR.</summary>
    TDOSA = 2,
    /// <summary>Traps MDRAR.</summary>
    TDRA = 4,
    /// <summary>Routes debug exceptions to EL2.</summary>
    TDE = 8,
}
