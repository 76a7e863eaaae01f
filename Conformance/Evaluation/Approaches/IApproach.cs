using OsLockConformance.Evaluation.Trials;

namespace OsLockConformance.Evaluation.Approaches;

/// <summary>A way of looking for a failing scenario and making it smaller.</summary>
public interface IApproach
{
    /// <summary>Its name on the command line and in reports.</summary>
    string Name { get; }

    /// <summary>What it is given, in one sentence.</summary>
    string Description { get; }

    /// <summary>Searches and shrinks until the trial's budget is spent.</summary>
    /// <param name="trial">The property; it counts.</param>
    /// <param name="seed">Decides, together with the task, what is tried.</param>
    void Run(Trial trial, ulong seed);
}
