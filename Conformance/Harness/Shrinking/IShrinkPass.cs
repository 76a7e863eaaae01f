namespace OsLockConformance.Harness.Shrinking;

/// <summary>One way of making a scenario simpler. A pass proposes candidates until it has no more; the shrinker repeats all passes
/// until none changes anything.</summary>
public interface IShrinkPass
{
    /// <summary>A short name for statistics.</summary>
    string Name { get; }

    /// <summary>Proposes candidates to the session.</summary>
    void Run(ShrinkSession session);
}
