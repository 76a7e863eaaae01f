using System.Runtime.InteropServices;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Lockstep;

/// <summary>
/// The states besides the first one that the target may be in: where several allowed behaviours show the same but leave different states
/// (a store that was executed or not before the same exception), an observer can't tell them apart until a later action does.
/// A target diverges only if no state explains all that was observed. Empty in nearly all scenarios.
/// </summary>
internal sealed class AlternativeStates
{
    private readonly Expectation _expectation = new();
    private List<MachineState> _states = [];
    private List<MachineState> _after = [];

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _states.Count == 0;

    /// <summary>The states.</summary>
    public ReadOnlySpan<MachineState> States => CollectionsMarshal.AsSpan(_states);

    /// <summary>The states that the last observation leaves besides that of the behaviour to go on with; see <see cref="Explain"/>.</summary>
    public ReadOnlySpan<MachineState> After => CollectionsMarshal.AsSpan(_after);

    /// <summary>Forgets all.</summary>
    public void Clear() => _states.Clear();

    /// <summary>Adds one.</summary>
    public void Add(in MachineState state) => _states.Add(state);

    /// <summary>Whether from one of the states the action is no test.</summary>
    public bool Spins(ReferenceModel model, in ScenarioAction action)
    {
        foreach (ref readonly var state in States)
        {
            model.Step(state, action, _expectation);
            if (_expectation.Spins)
                return true;
        }
        return false;
    }

    /// <summary>One observed action further.</summary>
    /// <param name="model">The model.</param>
    /// <param name="action">What was executed.</param>
    /// <param name="observation">What was observed.</param>
    /// <param name="first">The first state, before the action. If it explains the observation no more, an alternative that does takes its place.</param>
    /// <param name="expectation">What was allowed from the first state; of the alternative, if one takes its place.</param>
    /// <returns>The behaviour to go on with from the first state; null if no state explains the observation.</returns>
    public Outcome? Follow(ReferenceModel model, in ScenarioAction action, in Observation observation, ref MachineState first, Expectation expectation)
    {
        var matched = Explain(model, action, observation, ref first, expectation);
        if (matched is not null)
            (_states, _after) = (_after, _states);
        return matched;
    }

    /// <summary>As <see cref="Follow"/>, but the states stay those before the action; those after it are in <see cref="After"/>.</summary>
    public Outcome? Explain(ReferenceModel model, in ScenarioAction action, in Observation observation, ref MachineState first, Expectation expectation)
    {
        _after.Clear();
        var matched = expectation.Match(observation);
        if (matched is null)
        {
            for (var i = 0; matched is null && i < _states.Count; i++)
            {
                model.Step(_states[i], action, _expectation);
                if (_expectation.Match(observation) is null)
                    continue;
                first = _states[i];
                model.Step(first, action, expectation);
                matched = expectation.Match(observation);
            }
            if (matched is null)
                return null;
        }
        // Nearly always: nothing is copied.
        if (IsEmpty && IsOnly(matched, expectation, observation))
            return matched;
        var next = first;
        ReferenceModel.Advance(ref next, matched);
        AddAfter(first, expectation, observation, next);
        foreach (ref readonly var state in States)
        {
            model.Step(state, action, _expectation);
            AddAfter(state, _expectation, observation, next);
        }
        return matched;
    }

    private static bool IsOnly(Outcome matched, Expectation expectation, in Observation observation)
    {
        for (var i = 0; i < expectation.Count; i++)
        {
            if (!ReferenceEquals(expectation[i], matched) && expectation[i].Accepts(observation))
                return false;
        }
        return true;
    }

    private void AddAfter(in MachineState before, Expectation expectation, in Observation observation, in MachineState next)
    {
        for (var i = 0; i < expectation.Count; i++)
        {
            if (!expectation[i].Accepts(observation))
                continue;
            var after = before;
            ReferenceModel.Advance(ref after, expectation[i]);
            if (!StateBytes.AreEqual(after, next))
                StateBytes.AddOnce(_after, after);
        }
    }
}
