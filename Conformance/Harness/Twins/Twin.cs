using OsLockConformance.Harness.Reports;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Twins;

/// <summary>
/// A second implementation, led through the scenarios of the first one. That both agree with the model says less than that they agree
/// with each other: the model leaves things open, and its errata may be shown or not.
/// 1. Every action that the model accepts from the first one is executed by the second one.
/// 2. If the behaviour that the model matched accepts both, they go on; where the observations are not equal, what differs is counted.
/// 3. Otherwise their states part: the difference is counted and the rest of the scenario is not compared.
/// </summary>
/// <param name="implementation">The second implementation.</param>
/// <param name="name">Its name.</param>
public sealed class Twin(ITarget implementation, string name)
{
    private readonly Dictionary<Difference, DifferenceSeen> _seen = [];
    private readonly List<Difference> _order = [];
    private Observation _observation;
    private bool _follows;

    /// <summary>The name of the second implementation.</summary>
    public string Name => name;

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
        implementation.Execute(action, ref _observation);
        Actions++;
        if (DifferenceSubject.Of(action, observed, _observation) is not { } subject)
            return;
        if (outcome.Accepts(_observation))
        {
            Count(new Difference(DifferenceKind.Unknown, subject, outcome.Errata, outcome.Errata), action, observed);
            return;
        }
        _follows = false;
        Parted++;
        var twin = expectation.Match(_observation);
        var errata = twin is null ? default : outcome.Errata & ~twin.Errata;
        var twinErrata = twin is null ? default : twin.Errata & ~outcome.Errata;
        var kind = twin is null ? DifferenceKind.TwinDiverges : (errata | twinErrata) != 0 ? DifferenceKind.Erratum : DifferenceKind.OpenChoice;
        Count(new Difference(kind, subject, errata, twinErrata), action, observed);
    }

    private void Count(Difference difference, in ScenarioAction action, in Observation observed)
    {
        if (_seen.TryGetValue(difference, out var known))
        {
            _seen[difference] = known with { Count = known.Count + 1 };
            return;
        }
        _order.Add(difference);
        _seen.Add(difference, new DifferenceSeen(difference, 1, Scenarios - 1, ActionText.Of(action),
            ObservationText.Of(action, observed), ObservationText.Of(action, _observation)));
    }
}
