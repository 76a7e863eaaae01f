namespace OsLockConformance.Model.Reference;

/// <summary>The state between two actions: two guests that cannot tell of each other, and which of them acts.</summary>
public struct MachineState
{
    /// <summary>The first virtual machine; the only one on a target without a hypervisor.</summary>
    public GuestState First;
    /// <summary>The second virtual machine.</summary>
    public GuestState Second;
    /// <summary>Whether the second one acts.</summary>
    public bool SecondActs;
}
