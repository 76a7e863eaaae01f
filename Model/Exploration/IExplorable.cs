using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Exploration;

/// <summary>
/// A target whose whole state between two actions can be taken and put back, so that a search can go on from every state that it has
/// met. What no further action can observe is left out: two states with the same bytes behave alike in all that follows.
/// </summary>
public interface IExplorable : ITarget
{
    /// <summary>How many sections a state has. Sections change independently of each other for the most part (the PE, each virtual machine), so
    /// that a search keeps each section once and a state as the numbers of its sections.</summary>
    int StateSections { get; }

    /// <summary>Takes the state.</summary>
    void SaveState(ref StateWriter writer);

    /// <summary>Puts a state back that a target of the same name has taken on the PE that the last <see cref="ITarget.Reset"/> was given.</summary>
    void LoadState(ref StateReader reader);
}
