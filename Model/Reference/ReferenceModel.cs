using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>
/// The reference model: what the architecture and the userspace contract allow after each action. Pure: the same state and
/// action always give the same expectation, nothing else is read or kept.
/// </summary>
/// <param name="configuration">The PE.</param>
/// <param name="accepted">The errata whose behaviour is expected instead of the rule's.</param>
public sealed class ReferenceModel(PeConfiguration configuration, ErratumId accepted = ErratumId.None)
{
    private readonly BlockExecution _blocks = new(configuration, accepted);
    private readonly UserspaceInterface _userspace = new(configuration, accepted);

    /// <summary>The PE.</summary>
    public PeConfiguration Configuration { get; } = configuration;

    /// <summary>The errata whose behaviour is expected instead of the rule's.</summary>
    public ErratumId Accepted { get; } = accepted;

    /// <summary>The state after a cold reset and the monitor's boot, for both virtual machines.</summary>
    public void Initial(out MachineState state)
    {
        state = default;
        Resets.Cold(ref state.First, Accepted);
        Resets.Cold(ref state.Second, Accepted);
    }

    /// <summary>Overwrites <paramref name="expectation"/> with what is allowed when <paramref name="action"/> happens in <paramref name="state"/>.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="action">The action.</param>
    /// <param name="expectation">The storage.</param>
    /// <param name="continues">Whether <paramref name="state"/> is what <see cref="Advance"/> made of it with the first outcome of
    /// <paramref name="expectation"/>, and the same guest acts: that outcome has the guest's state already.</param>
    public void Step(in MachineState state, in ScenarioAction action, Expectation expectation, bool continues = false)
    {
        ArgumentNullException.ThrowIfNull(expectation);
        var outcome = expectation.Begin();
        if (!continues)
            outcome.Guest = state.SecondActs ? state.Second : state.First;
        // Everything but a run puts the vCPU and loads it again.
        outcome.Guest.TdccStale &= action.Kind == ActionKind.Run;
        switch (action.Kind)
        {
            case ActionKind.Run:
                _blocks.Run(action, expectation);
                break;
            case ActionKind.ColdReset:
                Resets.Cold(ref outcome.Guest, Accepted);
                outcome.Rules |= RuleId.OSL_1;
                break;
            case ActionKind.WarmReset:
                Resets.Warm(outcome, ErratumId.None);
                break;
            case ActionKind.VcpuInit:
                Resets.Warm(outcome, Accepted);
                break;
            case ActionKind.SetGuestDebug:
                UserspaceInterface.SetGuestDebug(action, outcome);
                break;
            case ActionKind.GetOneReg:
                _userspace.GetOneReg(action, outcome);
                break;
            case ActionKind.SetOneReg:
                _userspace.SetOneReg(action, outcome);
                break;
            case ActionKind.Migrate:
                outcome.Rules |= RuleId.VMM_7;
                break;
            case ActionKind.Reenter or ActionKind.Preempt:
                outcome.Rules |= RuleId.VMM_8;
                break;
            case ActionKind.SwitchVm:
                outcome.Rules |= RuleId.ISO_6;
                outcome.SwitchesVm = true;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(action), action.Kind, "not an action");
        }
    }

    /// <summary>The functional form of <see cref="Step(in MachineState, in ScenarioAction, Expectation, bool)"/>.</summary>
    /// <returns>A new expectation. Its outcomes carry the states that may follow.</returns>
    public Expectation Step(in MachineState state, in ScenarioAction action)
    {
        var expectation = new Expectation();
        Step(state, action, expectation);
        return expectation;
    }

    /// <summary>The state from which to go on after <paramref name="outcome"/> was observed.</summary>
    public static void Advance(ref MachineState state, Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (state.SecondActs)
            state.Second = outcome.Guest;
        else
            state.First = outcome.Guest;
        state.SecondActs ^= outcome.SwitchesVm;
    }
}
