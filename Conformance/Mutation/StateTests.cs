using OsLockConformance.Harness.Generation;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Proving;
using Xunit;
using static OsLockConformance.Model.Registers.RegisterId;
using static OsLockConformance.Tests.Kvm.Acts;

namespace OsLockConformance.Mutation;

/// <summary>The state of a target, taken and put back: StatePackingTests with fewer scenarios.</summary>
public sealed class StateTests
{
    private const int Scenarios = 12;

    private static readonly PeConfiguration Pe = PeConfiguration.Default with { DoubleLock = true, Spmu = true, Trf = true };

    [Theory]
    [MemberData(nameof(AgreementTests.Targets), MemberType = typeof(AgreementTests))]
    public void A_state_put_back_into_another_machine_goes_on_as_the_machine_that_it_was_taken_from(string name)
    {
        var (one, other) = (new Explored(name, Pe), new Explored(name, Pe));
        var generator = new ScenarioGenerator(one.Target.Capabilities, Pe);
        for (ulong seed = 1; seed <= Scenarios; seed++)
        {
            one.Reset();
            var noise = generator.Generate(seed + 1000).Actions;
            foreach (var action in generator.Generate(seed).Actions)
            {
                if (!one.IsTest(action))
                    continue;
                var before = one.Save();
                other.Reset();
                foreach (var disturbance in noise.AsSpan(0, Math.Min(noise.Length, 4)))
                    other.Shown(disturbance);
                other.Load(before);
                Assert.Equal(before, other.Save());
                var shown = other.Shown(action);
                var agrees = one.Step(action);
                Assert.EndsWith(Convert.ToHexString(one.Save()), shown, StringComparison.Ordinal);
                if (!agrees)
                    break;
            }
        }
    }

    /// <summary>Everything that a guest, its userspace and its host can write gets a value of its own, is read, and is put back at every point on the way.</summary>
    [Theory]
    [MemberData(nameof(AgreementTests.Targets), MemberType = typeof(AgreementTests))]
    public void Whatever_was_written_comes_back_in_another_machine(string name)
    {
        var (one, other) = (new Explored(name, Pe), new Explored(name, Pe));
        var actions = Everything((one.Target.Capabilities & TargetCapabilities.Userspace) != 0);
        for (var taken = 0; taken < actions.Count; taken++)
        {
            one.Reset();
            other.Reset();
            foreach (var action in actions.Take(taken))
                one.Shown(action);
            // A machine that has run, or that never has.
            if (taken % 3 != 0)
                other.Shown(OsUnlock);
            other.Load(one.Save());
            foreach (var action in actions.Skip(taken))
                Assert.Equal(one.Shown(action), other.Shown(action));
        }
    }

    /// <summary>
    /// What is in memory while the guest's registers are on the PE is overwritten by the next exit before anything reads it: machines that differ in nothing
    /// else are in one state. A search that told them apart would be right and would not end.
    /// </summary>
    [Theory]
    [InlineData("oslock-v3")]
    [InlineData("linux-5.18")]
    [InlineData("linux-6.1")]
    [InlineData("linux-6.14")]
    public void What_the_next_exit_overwrites_is_not_in_a_state(string name)
    {
        var (one, other) = (new Explored(name, Pe), new Explored(name, Pe));
        foreach (var action in (ScenarioAction[])[.. Registers(1), Preempt, .. Registers(2)])
            one.Shown(action);
        foreach (var action in (ScenarioAction[])[.. Registers(2), Preempt, .. Registers(2)])
            other.Shown(action);
        Assert.Equal(one.Save(), other.Save());
    }

    private static ScenarioAction[] Registers(uint value) =>
    [
        El1(Msr(DBGBVRn_EL1, A * value, 1), Msr(DBGBCRn_EL1, 0x1E0 | value << 1, 1), Msr(MDCCINT_EL1, 1UL << (28 + (int)value))),
        El1(Msr(DBGWVRn_EL1, Cell * value, 2), Msr(DBGWCRn_EL1, 0x1FF8 | value << 1, 2), Msr(CONTEXTIDR_EL1, value)),
        El1(Msr(MDSCR_EL1, MDE | (ulong)value << 12)),
    ];

    private static List<ScenarioAction> Everything(bool hasUserspace)
    {
        List<ScenarioAction> actions =
        [
            OsLock,
            El1(Msr(OSECCR_EL1, 0x60), Msr(OSDTRRX_EL1, 7), Msr(OSDTRTX_EL1, 9)),
            El1(Msr(MDSCR_EL1, 1UL << 34 | 1UL << 14 | KDE), Msr(MDCCINT_EL1, 1UL << 30), Msr(CONTEXTIDR_EL1, 5)),
            OsUnlock,
            El1(Msr(DBGBVRn_EL1, B, 1), Msr(DBGBCRn_EL1, BreakEl0, 1), Msr(DBGCLAIMSET_EL1, 0x5A)),
            El1(Msr(DBGWVRn_EL1, Cell, 2), Msr(DBGWCRn_EL1, WatchEl0, 2), Str),
            El1(Msr(MDSCR_EL1, MDE | KDE), Msr(OSDLR_EL1, 1), Msr(DBGPRCR_EL1, 1)),
            El0(Nop),
        ];
        if (hasUserspace)
        {
            actions.AddRange([
                Preempt, SwitchVm, El1(Msr(CONTEXTIDR_EL1, 6), Msr(MDCCINT_EL1, 1UL << 29), Msr(DBGBVRn_EL1, C)), SwitchVm,
                GuestDebug(Step | GuestDebugFlags.UseHw, BreakpointAt(C)), El1(Nop), Reenter, Migrate, El0(Nop), GuestDebug(GuestDebugFlags.None),
            ]);
        }
        actions.AddRange([
            El1(Ldr, Mrs(DBGPRCR_EL1), Mrs(OSDLR_EL1)), El0(Nop), El1(Msr(OSDLR_EL1, 0)), El0(Nop), OsLock,
            El1(Mrs(OSECCR_EL1), Mrs(OSDTRRX_EL1), Mrs(OSDTRTX_EL1)), El1(Mrs(MDSCR_EL1), Mrs(MDCCINT_EL1), Mrs(CONTEXTIDR_EL1)),
            El1(Mrs(DBGBVRn_EL1, 1), Mrs(DBGBCRn_EL1, 1), Mrs(DBGCLAIMCLR_EL1)), El1(Mrs(DBGWVRn_EL1, 2), Mrs(DBGWCRn_EL1, 2), Mrs(OSLSR_EL1)),
        ]);
        return actions;
    }
}
