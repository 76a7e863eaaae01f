using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Tests.Invariants;

// <example>
/// <summary>While the guest is locked or debugged by userspace, its accesses to debug registers trap.</summary>
public sealed class DebugRegistersTrapWhileTheHostHasThem : IInvariant
{
    public string Name => "debug-registers-trap";

    public RuleId Rule => RuleId.ISO_5;

    public bool Holds(in HostSnapshot snapshot) =>
        snapshot.Moment != HostMoment.GuestEntry || snapshot.TrapsDebugRegisters
        || !(snapshot.GuestOsLock || snapshot.UserspaceDebugs);
}
// </example>
