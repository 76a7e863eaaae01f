using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Exploration;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Lockstep;

/// <summary>
/// A scenario in which two allowed behaviours look the same. With kvm-step-state-lost PSTATE.SS is UNKNOWN after the exit before instruction 0 of the
/// third action. If it is 0, the step exception is taken at A at once; if it is 1, the block runs with PSTATE.D = 1, stores, and ERET goes to A,
/// where the same exception is taken. The last two actions load what was stored or not.
/// </summary>
internal static class StoredOrNot
{
    /// <summary>The kernel whose deviations allow both.</summary>
    public const string TargetName = "linux-5.18";

    /// <summary>What the store would store.</summary>
    public const ulong Stored = 0xa5a5_a5a5_a5a5_a5a5;

    /// <summary>The scenario.</summary>
    public static Scenario Scenario { get; } = TraceParser.ParseText("""
        oslock-trace 1
        config
        run A EL1h { msr MDSCR_EL1, KDE|SS }
        guest-debug enable
        run A EL1h { !guest-debug off; msr DAIFSet, #8; str.8 [a]; eret }
        run A EL1h SS=1 { ldr.8 [a] }
        run A EL1h SS=1 { ldr.8 [a] }
        """).Scenario;

    /// <summary>The kernel, but the loads have these values, one after the other.</summary>
    public static IExplorable Target(params ulong[] loaded)
    {
        Assert.True(TargetCatalogue.TryCreate(TargetName, out var target));
        return new LoadsReplaced((IExplorable)target, loaded);
    }

    private sealed class LoadsReplaced(IExplorable target, ulong[] loaded) : IExplorable
    {
        private int _loads;

        public string Name => target.Name;

        public TargetCapabilities Capabilities => target.Capabilities;

        public int StateSections => target.StateSections;

        public void Reset(PeConfiguration configuration) => target.Reset(configuration);

        public void Execute(in ScenarioAction action, ref Observation observation)
        {
            target.Execute(action, ref observation);
            if (observation.ValuesPresent != 0 && _loads < loaded.Length)
                observation.Values[0] = loaded[_loads++];
        }

        public void SaveState(ref StateWriter writer) => target.SaveState(ref writer);

        public void LoadState(ref StateReader reader) => target.LoadState(ref reader);
    }
}
