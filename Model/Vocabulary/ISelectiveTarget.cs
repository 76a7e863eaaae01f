namespace OsLockConformance.Model.Vocabulary;

/// <summary>A target on which some actions would only show what lies below it, say an emulator: they are left out.</summary>
public interface ISelectiveTarget
{
    /// <summary>The action itself, or what is done in its place.</summary>
    ScenarioAction Substitute(in ScenarioAction action);
}
