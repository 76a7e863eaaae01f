using System.Numerics;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Lockstep;

/// <summary>
/// Counts how often the accepted errata were really needed: an action that relies on one is stepped again on a model that does not
/// accept it, and counts only if that one refuses the observation. An erratum is counted up to <see cref="Enough"/> times; that it
/// occurs is the point, and the lockstep has better things to do.
/// </summary>
/// <param name="accepted">The errata that the runner's model accepts.</param>
public sealed class ErrataCounter(ErratumId accepted)
{
    /// <summary>Where counting ends.</summary>
    public const long Enough = 1000;

    // Errata that show in the action that relies on them. The others have changed the state before: stepping again from that state
    // tells nothing, and the model flags them only where the value differs.
    private const ErratumId ShownAtOnce = ErratumId.KvmTransferRegistersUndefined | ErratumId.KvmTransferRegistersSometimesUndefined
        | ErratumId.KvmClaimTags | ErratumId.KvmDbgprcr | ErratumId.KvmOsdlr | ErratumId.KvmStepSyndrome | ErratumId.KvmPendingStepLost
        | ErratumId.KvmTdccStale | ErratumId.KvmSpsrStepBit | ErratumId.KvmWatchpointFarStale;

    private readonly Dictionary<(PeConfiguration, ErratumId), ReferenceModel> _stricter = [];
    private readonly Expectation _expectation = new();
    private ErratumId _counted;

    /// <summary>The counts, by bit number of <see cref="ErratumId"/>.</summary>
    public long[] Seen { get; } = new long[64];

    /// <summary>Counts the errata that an accepted observation relies on.</summary>
    public void Count(ErratumId relied, in MachineState before, in ScenarioAction action, in Observation observation, PeConfiguration configuration)
    {
        for (var left = (ulong)(relied & ~_counted); left != 0; left &= left - 1)
        {
            var erratum = (ErratumId)(left & (0 - left));
            if ((erratum & ShownAtOnce) != 0 && !IsNeeded(erratum, before, action, observation, configuration))
                continue;
            if (++Seen[BitOperations.TrailingZeroCount(left)] == Enough)
                _counted |= erratum;
        }
    }

    private bool IsNeeded(ErratumId erratum, in MachineState before, in ScenarioAction action, in Observation observation, PeConfiguration configuration)
    {
        var key = (configuration, accepted & ~erratum);
        if (!_stricter.TryGetValue(key, out var model))
            _stricter.Add(key, model = new ReferenceModel(configuration, accepted & ~erratum));
        model.Step(before, action, _expectation);
        return _expectation.Match(observation) is null;
    }
}
