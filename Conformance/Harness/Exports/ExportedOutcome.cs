using OsLockConformance.Implementation.Machine;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Exports;

/// <summary>One behaviour that the model allows for an action, as a program can compare it.</summary>
/// <param name="Events">The exceptions and exits in order.</param>
/// <param name="Transfer">What X1, X2 and X3 hold afterwards. A register of an instruction that produces a value but has not completed
/// still holds <see cref="BlockCompiler.Poison"/>; of a register that no instruction loads nothing is compared.</param>
/// <param name="Errno">What the userspace action returns: 0 or a positive errno.</param>
/// <param name="OneRegValue">The value that KVM_GET_ONE_REG gives.</param>
public sealed record ExportedOutcome(IReadOnlyList<ExpectedEvent> Events, IReadOnlyList<MaskedValue> Transfer, int Errno, MaskedValue OneRegValue)
{
    /// <summary>Takes it from the model.</summary>
    public static ExportedOutcome Of(in ScenarioAction action, Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var events = new ExpectedEvent[outcome.Count];
        for (var i = 0; i < events.Length; i++)
            events[i] = outcome.Events[i];
        var transfer = new MaskedValue[GuestLayout.BlockLength];
        for (var i = 0; i < transfer.Length; i++)
        {
            var produces = action.Kind == ActionKind.Run && i < action.Length && action.InstructionAt(i).ProducesValue;
            transfer[i] = !produces ? MaskedValue.Unknown
                : (outcome.ValuesPresent >> i & 1) == 0 ? MaskedValue.Exactly(BlockCompiler.Poison(i))
                : new MaskedValue(outcome.Values[i].Value & outcome.Values[i].Mask, outcome.Values[i].Mask);
        }
        return new ExportedOutcome(events, transfer, outcome.Errno, action.Kind == ActionKind.GetOneReg ? outcome.OneRegValue : MaskedValue.Unknown);
    }

    /// <summary>Whether a program would compare the same.</summary>
    public bool Equals(ExportedOutcome? other) => other is not null && Errno == other.Errno && OneRegValue == other.OneRegValue
        && Events.SequenceEqual(other.Events) && Transfer.SequenceEqual(other.Transfer);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Events.Count, Errno, OneRegValue, Transfer[0]);
}
