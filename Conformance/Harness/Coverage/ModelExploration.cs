using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Coverage;

/// <summary>
/// Which cells can be met is derived from the model alone, by a breadth-first search over its states:
/// 1. it begins in the initial state and goes on with every setup action of <see cref="ExplorationAlphabet"/>, following each of the
///    behaviours that the model allows;
/// 2. states that differ only in values that decide about no rule are the same (<see cref="Abstract"/>): of each class the first one
///    that comes up is kept;
/// 3. in each state every probe is tried, and the cells of all allowed behaviours are reachable.
/// It is deterministic, and needs neither a target nor the generator. What it finds is reachable beyond doubt; that it finds all is a
/// matter of the alphabet, and tests hold it against what generated scenarios meet.
/// </summary>
public sealed class ModelExploration
{
    private readonly CoverageCounter _cells = new();
    private readonly ExplorationAlphabet _alphabet;
    private readonly Expectation _expectation = new();

    private ModelExploration(TargetCapabilities capabilities) => _alphabet = new ExplorationAlphabet(capabilities);

    /// <summary>States that were looked at.</summary>
    public int States { get; private set; }

    /// <summary>How often each cell was met.</summary>
    public CoverageCounter Cells => _cells;

    /// <summary>Explores the model.</summary>
    /// <param name="capabilities">What the target can do.</param>
    /// <param name="accepted">The errata that the model accepts.</param>
    /// <param name="configuration">The PE of a target that has only one; null for PEs without and with the optional features.</param>
    public static ModelExploration Of(TargetCapabilities capabilities, ErratumId accepted, PeConfiguration? configuration = null)
    {
        var exploration = new ModelExploration(capabilities);
        PeConfiguration[] configurations = configuration is not null ? [configuration] :
        [
            PeConfiguration.Default,
            new() { DoubleLock = true, Idst = true, Trf = true, Sc2 = true, IntDisHigh = true, Spmu = true },
        ];
        foreach (var one in configurations)
            exploration.Explore(new ReferenceModel(one, accepted));
        return exploration;
    }

    private void Explore(ReferenceModel model)
    {
        model.Initial(out var initial);
        HashSet<long> known = [Abstract(initial)];
        Queue<MachineState> waiting = new([initial]);
        while (waiting.TryDequeue(out var state))
        {
            States++;
            foreach (var probe in _alphabet.Probes)
                Try(model, state, probe);
            foreach (var action in _alphabet.Setup)
            {
                model.Step(state, action, _expectation);
                for (var i = 0; i < _expectation.Count && !_expectation.Spins; i++)
                {
                    var next = state;
                    ReferenceModel.Advance(ref next, _expectation[i]);
                    if (known.Add(Abstract(next)))
                        waiting.Enqueue(next);
                }
            }
        }
    }

    private void Try(ReferenceModel model, in MachineState state, in ScenarioAction probe)
    {
        model.Step(state, probe, _expectation);
        for (var i = 0; i < _expectation.Count && !_expectation.Spins; i++)
            _cells.Count(state, probe, _expectation[i]);
    }

    /// <summary>What of the guest that acts decides about rules: the locks, what is armed, who debugs, and what an erratum may bring up.
    /// The other guest is the same machine in another state, and is reached as such.</summary>
    private static long Abstract(in MachineState state)
    {
        ref readonly var guest = ref state.SecondActs ? ref state.Second : ref state.First;
        var bits = new BitPacker();
        bits.Add(guest.OsLock);
        bits.Add(guest.DoubleLockStatus);
        bits.Add((guest.Mdscr & MDSCR_EL1.SS) != 0);
        bits.Add((guest.Mdscr & MDSCR_EL1.MDE) != 0);
        bits.Add((guest.Mdscr & MDSCR_EL1.TDCC) != 0);
        bits.Add((guest.Debug.Bcr[0] & 1) != 0);
        bits.Add((guest.Debug.Wcr[0] & 1) != 0);
        bits.Add(guest.OsLockByErratum);
        bits.Add(guest.OsLockCause == RuleId.OSL_2);
        bits.Add(guest.OsLockCause == RuleId.VMM_6);
        bits.Add(guest.StepStateStale);
        bits.Add(guest.MdscrUnknown != 0);
        bits.Add(guest.MdscrUnknown >> 32 != 0);
        bits.Add(state.SecondActs);
        return (bits.Value << 8) | (long)guest.GuestDebug;
    }

    private struct BitPacker
    {
        public long Value;

        public void Add(bool bit) => Value = (Value << 1) | (bit ? 1L : 0);
    }
}
