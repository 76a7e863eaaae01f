using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Proving;

/// <summary>Tries every action in some states and keeps what is new. One for each thread: it has a machine of its own and only reads the store.</summary>
/// <param name="machine">The machine.</param>
/// <param name="actions">The alphabet.</param>
internal sealed class Expansion(ProductMachine machine, ScenarioAction[] actions)
{
    private readonly uint[] _ids = new uint[machine.Sections];
    private readonly bool[] _isKnown = new bool[machine.Sections];

    /// <summary>Expands states one after the other, and stops at the first divergence.</summary>
    public void Run(StateStore store, uint first, uint end, CandidateBuffer found)
    {
        for (var state = first; state < end; state++)
        {
            var ids = store[state];
            store.Load(state, machine.Current);
            machine.Enter();
            for (var action = 0; action < actions.Length; action++)
            {
                switch (machine.Step(actions[action]))
                {
                    case ProductStep.Agrees:
                        found.Transitions++;
                        if (!IsKnown(store, ids))
                            found.Add(state, action, _ids, _isKnown, machine.Next);
                        break;
                    case ProductStep.IsNoTest:
                        found.NoTests++;
                        break;
                    default:
                        found.DivergesIn = state;
                        found.DivergentAction = action;
                        return;
                }
            }
            found.Expanded++;
        }
    }

    private bool IsKnown(StateStore store, ReadOnlySpan<uint> current)
    {
        var all = true;
        for (var section = 0; section < _ids.Length; section++)
        {
            var content = machine.Next[section];
            // Most actions leave most sections as they are.
            _isKnown[section] = true;
            if (content.SequenceEqual(machine.Current[section]))
                _ids[section] = current[section];
            else
                all &= _isKnown[section] = store.Sections[section].TryFind(content, SectionTable.Hash(content), out _ids[section]);
        }
        return all && store.Contains(_ids);
    }
}
