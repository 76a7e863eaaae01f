namespace OsLockConformance.Implementation.Kvm;

/// <summary>A version of KVM/arm64 whose OS Lock differs from the others'.</summary>
public enum KvmVersion : byte
{
    /// <summary>Before the series.</summary>
    Linux5_17,
    /// <summary>The first posting, 29 October 2021.</summary>
    OsLockV1,
    /// <summary>The second, 2 November 2021.</summary>
    OsLockV2,
    /// <summary>The third, 23 November 2021.</summary>
    OsLockV3,
    /// <summary>The fifth, as merged.</summary>
    Linux5_18,
    /// <summary>With PSTATE.SS preserved.</summary>
    Linux6_1,
    /// <summary>With owners of the debug registers.</summary>
    Linux6_14,
}
