namespace OsLockConformance.Model.Vocabulary;

/// <summary>
/// A target that wants to know all actions of a scenario before the first one, because it executes several blocks at one go. It
/// may run ahead only over actions that the model never leaves out.
/// </summary>
public interface ILookahead
{
    /// <summary>Called after <see cref="ITarget.Reset"/>: what will be executed, in this order; some actions may be left out.</summary>
    void Announce(ReadOnlySpan<ScenarioAction> actions);
}
