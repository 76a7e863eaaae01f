using OsLockConformance.Harness.Reports;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Twins;

/// <summary>
/// A second implementation, led through the scenarios of the first one. That both agree with the model says less than that they agree
/// with each other: the model leaves things open, and its errata may be shown or not.
/// 1. Every action that the model accepts from the first one is executed by the second one.
/// 2. If the behaviour that the model matched accepts both, they go on; where the observations are not equal, what differs is counted.
/// 3. Otherwise, unless nothing but a syndrome differs, their states part: the difference is counted and the rest of the scenario is not compared.
/// </summary>
/// <param name="implementation">The second implementation.</param>
/// <param name="below">Errata of what lies below the first one, an emulator for example, and not below the second one.</param>
public sealed class Twin(ITarget implementation, ErratumId below = ErratumId.None)
{
    private readonly Dictionary<Difference, DifferenceSeen> _seen = [];
    private readonly List<Difference> _order = [];
    private readonly List<ScenarioAction> _actions = [];
    private Observation _observation;
    private bool _follows;

    /// <summary>The name of the second implementation.</summary>
    public string Name => implementation.Name;

    /// <summary>Scenarios begun.</summary>
    public long Scenarios { get; private set; }

    /// <summary>Actions that both executed in the same state.</summary>
    public long Actions { get; private set; }

    /// <summary>Scenarios that were not compared to their end.</summary>
    public long Parted { get; private set; }

    /// <summary>The differences, in the order in which they were first seen.</summary>
    public IReadOnlyList<DifferenceSeen> Differences => _order.ConvertAll(difference => _seen[difference]);

    /// <summary>What it showed until now.</summary>
    public TwinReport Report() => new(Name, Scenarios, Actions, Parted, Differences);

    /// <summary>A scenario begins.</summary>
    public void Start(PeConfiguration configuration)
    {
        implementation.Reset(configuration);
        _follows = true;
        _actions.Clear();
        Scenarios++;
    }

    /// <summary>The model has accepted what the first implementation showed.</summary>
    /// <param name="action">The action.</param>
    /// <param name="expectation">All that the model allows.</param>
    /// <param name="outcome">The behaviour that it matched.</param>
    /// <param name="observed">What the first implementation showed.</param>
    public void Follow(in ScenarioAction action, Expectation expectation, Outcome outcome, in Observation observed)
    {
        ArgumentNullException.ThrowIfNull(expectation);
        ArgumentNullException.ThrowIfNull(outcome);
        if (!_follows)
            return;
        _actions.Add(action);
        implementation.Execute(action, ref _observation);
        Actions++;
        if (DifferenceSubject.Of(action, observed, _observation) is not { } subject)
            return;
        if (outcome.Accepts(_observation))
        {
            Count(new Difference(DifferenceKind.Unknown, subject, ErratumId.None, ErratumId.None), action, observed);
            return;
        }
        if (!DifferenceSubject.IsSyndromeAlone(action, observed, _observation))
        {
            _follows = false;
            Parted++;
        }
        Count(Classify(subject, expectation, outcome), action, observed);
    }

    private Difference Classify(string subject, Expectation expectation, Outcome outcome)
    {
        if ((outcome.Errata & below) is not ErratumId.None and var cause)
            return new Difference(DifferenceKind.Below, subject, cause, ErratumId.None);
        if (expectation.Match(_observation) is not { } twin)
            return new Difference(DifferenceKind.TwinDiverges, subject, outcome.Errata, ErratumId.None);
        var (errata, twinErrata) = (outcome.Errata & ~twin.Errata, twin.Errata & ~outcome.Errata);
        return new Difference((errata | twinErrata) != ErratumId.None ? DifferenceKind.Erratum : DifferenceKind.OpenChoice, subject, errata, twinErrata);
    }

    private void Count(Difference difference, in ScenarioAction action, in Observation observed)
    {
        if (_seen.TryGetValue(difference, out var known))
        {
            _seen[difference] = known with { Count = known.Count + 1 };
            return;
        }
        _order.Add(difference);
        _seen.Add(difference, new DifferenceSeen(difference, 1, Scenarios - 1, _actions.ConvertAll(static one => ActionText.Of(one)),
            ObservationText.Of(action, observed), ObservationText.Of(action, _observation)));
    }
}
