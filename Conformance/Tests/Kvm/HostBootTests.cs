using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;

namespace OsLockConformance.Tests.Kvm;

/// <summary>The host as it is before any guest runs and whenever a guest has been left: its values are not the reset's and not a guest's.</summary>
public sealed class HostBootTests : IHostObserver
{
    private readonly List<string> _hosts = [];
    private readonly int[] _moments = new int[3];

    void IHostObserver.Observe(in HostSnapshot snapshot)
    {
        _moments[(int)snapshot.Moment]++;
        if (snapshot.Moment != HostMoment.HostResumed)
            return;
        Assert.False(snapshot.TrapsOsRegisters || snapshot.TrapsDebugRegisters);
        _hosts.Add($"{snapshot.HostOsLock} {snapshot.HostMdscr:x} {snapshot.HostMdccint:x} {snapshot.HostClaimTags} {snapshot.HostPower} {Text(snapshot.Host)}");
        Assert.Equal(Text(snapshot.Host), Text(snapshot.Physical));
        Assert.Equal((snapshot.HostOsLock, snapshot.HostMdscr, snapshot.HostMdccint), (snapshot.OsLock, snapshot.Mdscr, snapshot.Mdccint));
    }

    private static string Text(DebugRegisterView bank) =>
        string.Join(' ', bank.Bvr.ToArray().Select(static one => $"{one:x}").Concat(bank.Bcr.ToArray().Select(static one => $"{one:x}"))
            .Concat(bank.Wvr.ToArray().Select(static one => $"{one:x}")).Concat(bank.Wcr.ToArray().Select(static one => $"{one:x}")));

    [Theory]
    [InlineData(KvmVersion.Linux5_17)]
    [InlineData(KvmVersion.Linux6_1)]
    [InlineData(KvmVersion.Linux6_14)]
    public void The_host_has_values_that_are_recognisable_and_finds_them_again(KvmVersion version)
    {
        const string Expected = "False 1000 20000000 0 (False, False) "
            + "ffff800008000000 ffff800008000004 1e2 1e2 ffff800009000000 ffff800009000008 1ffa 1ffa";
        var target = new KvmTarget(version) { Observer = this };
        var observation = default(Observation);
        var configuration = new PeConfiguration { Breakpoints = 2, Watchpoints = 2, ContextAware = 1, DoubleLock = true };
        for (var boot = 0; boot < 2; boot++)
        {
            target.Reset(configuration);
            foreach (var action in (ScenarioAction[])[
                OsUnlock,
                El1(Msr(RegisterId.DBGBVRn_EL1, B), Msr(RegisterId.DBGBCRn_EL1, BreakEl0), Msr(RegisterId.DBGWVRn_EL1, Cell, 1)),
                El1(Msr(RegisterId.DBGWCRn_EL1, WatchEl1, 1), Msr(RegisterId.MDSCR_EL1, MDE), Msr(RegisterId.OSDLR_EL1, 1)),
                El1(Msr(RegisterId.DBGCLAIMSET_EL1, 1), Msr(RegisterId.OSDLR_EL1, 0)), El0(Nop), Preempt, SwitchVm, El1(Mrs(RegisterId.DBGBVRn_EL1)), Reenter])
            {
                target.Execute(action, ref observation);
            }
        }
        Assert.NotEmpty(_hosts);
        Assert.Equal(_hosts.Count, _moments[(int)HostMoment.GuestExit]);
        Assert.InRange(_moments[(int)HostMoment.GuestEntry], _hosts.Count, _hosts.Count + 1);
        Assert.All(_hosts, static host => Assert.Equal(Expected, host));
    }
}
