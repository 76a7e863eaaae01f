using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>The plainest way to run a pass.</summary>
internal static class CandidateLoop
{
    /// <summary>Tries the candidates that the current actions have, and begins again with those of what was taken, until none is.</summary>
    public static void Run(ShrinkSession session, Func<ScenarioAction[], IEnumerable<ScenarioAction[]>> candidatesOf)
    {
        while (!session.IsExhausted && candidatesOf(session.Current.Actions).Any(session.Try))
        {
        }
    }
}
