using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Lockstep;

/// <summary>Two allowed behaviours that look the same: what they leave is told apart by later actions only.</summary>
public sealed class AlternativeStatesTests
{
    // With kvm-step-state-lost PSTATE.SS is UNKNOWN after the exit before instruction 0 of the third action. If it is 0, the step exception is
    // taken at A at once; if it is 1, the block runs with PSTATE.D = 1, stores, and ERET goes to A, where the same exception is taken.
    private const string StoredOrNot = """
        oslock-trace 1
        config
        run A EL1h { msr MDSCR_EL1, KDE|SS }
        guest-debug enable
        run A EL1h { !guest-debug off; msr DAIFSet, #8; str.8 [a]; eret }
        run A EL1h SS=1 { ldr.8 [a] }
        run A EL1h SS=1 { ldr.8 [a] }
        """;

    private const ulong Stored = 0xa5a5_a5a5_a5a5_a5a5;

    [Fact]
    public void Either_behaviour_conforms() => Assert.Null(Run());

    [Fact]
    public void What_none_of_them_leaves_diverges() => Assert.Equal((3, RuleId.MEM_1), Run(7UL));

    [Fact]
    public void A_load_that_told_them_apart_holds_for_the_next_one()
    {
        Assert.Null(Run(Stored, Stored));
        Assert.Equal((4, RuleId.MEM_1), Run(0UL, Stored));
        Assert.Equal((4, RuleId.MEM_1), Run(Stored, 0UL));
    }

    private static (int Action, RuleId Rule)? Run(params ulong[] loaded)
    {
        const string name = "linux-5.18";
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        var scenario = TraceParser.ParseText(StoredOrNot).Scenario;
        var runner = new LockstepRunner(new LoadsReplaced(target, loaded), ErratumCatalogue.SetOf(ErratumCatalogue.DeclaredFor(name)));
        return runner.Run(scenario.Configuration, scenario.Actions, out var divergence) ? null : (divergence.Action, divergence.Signature.Rule);
    }

    /// <summary>The target, but the loads have these values, one after the other.</summary>
    private sealed class LoadsReplaced(ITarget target, ulong[] loaded) : ITarget
    {
        private int _loads;

        public string Name => target.Name;

        public TargetCapabilities Capabilities => target.Capabilities;

        public void Reset(PeConfiguration configuration) => target.Reset(configuration);

        public void Execute(in ScenarioAction action, ref Observation observation)
        {
            target.Execute(action, ref observation);
            if (observation.ValuesPresent != 0 && _loads < loaded.Length)
                observation.Values[0] = loaded[_loads++];
        }
    }
}
