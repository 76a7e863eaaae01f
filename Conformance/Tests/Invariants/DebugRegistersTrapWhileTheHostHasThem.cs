using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Tests.Invariants;

/// <summary>While the guest is locked or debugged by userspace, its accesses to debug registers trap.</summary>
public sealed class DebugRegistersTrapWhileTheHostHasThem : IInvariant
{
    public string Name => "debug-registers-trap";

    public RuleId Rule => RuleId.ISO_5;

    public HostMoments Moments => HostMoments.GuestEntry;

    public bool Precondition(in HostSnapshot snapshot) => snapshot.GuestOsLock || snapshot.UserspaceDebugs;

    public bool Holds(in HostSnapshot snapshot) =>
        snapshot.Moment != HostMoment.GuestEntry || !Precondition(snapshot) || snapshot.TrapsDebugRegisters;
}
