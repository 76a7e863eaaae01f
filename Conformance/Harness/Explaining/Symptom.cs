using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Explaining;

/// <summary>
/// What a divergence looks like from outside: the action, what was observed of it, and the invariant that broke. Two implementations
/// that show the same symptom agree with the model up to the same action and then with each other, in every bit that the model defines.
/// </summary>
internal sealed class Symptom
{
    private readonly Observation _observed;
    private readonly ExpectedEvent[] _events;
    private readonly ulong[] _valueMasks;
    private readonly ulong _oneRegMask;
    private readonly bool _isFailure;
    private readonly string? _invariant;

    private Symptom(LockstepRunner runner, Divergence divergence)
    {
        Divergence = divergence;
        _isFailure = FailureSignature.IsFailure(divergence.Signature.Kind);
        _observed = runner.LastObservation;
        _invariant = runner.BrokenInvariant?.Name;
        var closest = Classifier.Closest(runner.LastExpectation, _observed);
        _events = [.. Enumerable.Range(0, closest.Count).Select(i => closest.Events[i])];
        _valueMasks = [.. Enumerable.Range(0, GuestLayout.BlockLength).Select(i => (closest.ValuesPresent >> i & 1) != 0 ? closest.Values[i].Mask : ulong.MaxValue)];
        _oneRegMask = closest.OneRegValue.Mask;
    }

    /// <summary>Which action, and what the harness calls it.</summary>
    public Divergence Divergence { get; }

    /// <summary>The symptom of a scenario; null if model and target agree in all actions.</summary>
    public static Symptom? Of(LockstepRunner runner, PeConfiguration configuration, ReadOnlySpan<ScenarioAction> actions) =>
        runner.Run(configuration, actions, out var divergence) ? null : new Symptom(runner, divergence);

    /// <summary>Whether another one is the same in what this one's expectation defines.</summary>
    public bool Shows(Symptom other)
    {
        if (Divergence.Action != other.Divergence.Action || _isFailure != other._isFailure || _invariant != other._invariant)
            return false;
        return _isFailure ? Divergence.Signature == other.Divergence.Signature : Shows(other._observed);
    }

    private bool Shows(in Observation other)
    {
        if (other.Count != _observed.Count || other.ValuesPresent != _observed.ValuesPresent || other.Errno != _observed.Errno
            || ((other.OneRegValue ^ _observed.OneRegValue) & _oneRegMask) != 0)
            return false;
        for (var i = 0; i < other.Count; i++)
        {
            if (!AreAlike(i, other.Events[i]))
                return false;
        }
        for (var i = 0; i < GuestLayout.BlockLength; i++)
        {
            if ((other.ValuesPresent >> i & 1) != 0 && ((other.Values[i] ^ _observed.Values[i]) & _valueMasks[i]) != 0)
                return false;
        }
        return true;
    }

    private bool AreAlike(int i, in ObservedEvent other)
    {
        var own = _observed.Events[i];
        if (own == other)
            return true;
        // Only of the event that was expected it is known which of its bits are UNKNOWN.
        if (i >= _events.Length || _events[i].Kind != own.Kind || ESR_ELx.ClassOf(_events[i].Esr) != ESR_ELx.ClassOf(own.Esr))
            return false;
        var expected = _events[i];
        return own.Kind == other.Kind && own.Elr == other.Elr
            && ((own.Esr ^ other.Esr) & expected.EsrMask) == 0
            && ((own.Spsr ^ other.Spsr) & expected.SpsrMask) == 0
            && (own.Far == other.Far || (IsAllowed(expected, own.Far) && IsAllowed(expected, other.Far)));
    }

    private static bool IsAllowed(in ExpectedEvent expected, ulong far) => expected.FarHigh == 0 || (far >= expected.FarLow && far <= expected.FarHigh);
}
