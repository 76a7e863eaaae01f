using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>
/// The set of behaviours that the model allows for one action. Nearly always one; several where the architecture leaves a choice
/// that an observer can see (OSL-12, CONSTRAINED UNPREDICTABLE, the open parts of VMM-1). The object is storage that the caller
/// keeps and the model overwrites, so that a step allocates nothing.
/// </summary>
public sealed class Expectation
{
    /// <summary>Most behaviours of one action. Three unsynchronized writes and four boundaries stay far below it.</summary>
    public const int MaximumOutcomes = 64;

    private readonly Outcome[] _outcomes = new Outcome[MaximumOutcomes];

    /// <summary>Allocates the first outcomes; more come into being when an action first needs them.</summary>
    public Expectation()
    {
        for (var i = 0; i < 4; i++)
            _outcomes[i] = new Outcome();
    }

    /// <summary>How many behaviours are allowed.</summary>
    public int Count { get; private set; }

    /// <summary>Whether one of the behaviours is a program that does not leave its block: such an action is no test and is left out.
    /// So is one that leaves what the model describes.</summary>
    public bool Spins { get; internal set; }

    /// <summary>A behaviour.</summary>
    public Outcome this[int index] => _outcomes[index];

    /// <summary>The first behaviour that accepts the observation, or null: the target diverges.</summary>
    public Outcome? Match(in Observation observation)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_outcomes[i].Accepts(observation))
                return _outcomes[i];
        }
        return null;
    }

    /// <summary>Leaves one behaviour, in which nothing has happened; its state is as it was.</summary>
    internal Outcome Begin()
    {
        Count = 1;
        Spins = false;
        _outcomes[0].Begin();
        return _outcomes[0];
    }

    /// <summary>A copy of a behaviour, to go on differently.</summary>
    internal Outcome Fork(Outcome outcome)
    {
        if (Count == MaximumOutcomes)
            throw new InvalidOperationException($"an action has more than {MaximumOutcomes} allowed behaviours");
        var fork = _outcomes[Count] ??= new Outcome();
        Count++;
        fork.CopyFrom(outcome);
        return fork;
    }
}
