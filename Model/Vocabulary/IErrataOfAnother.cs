namespace OsLockConformance.Model.Vocabulary;

/// <summary>A target that deviates as another one does: it has the declared errata of that one.</summary>
public interface IErrataOfAnother
{
    /// <summary>The name of the other target; null for none.</summary>
    string? ErrataOf { get; }
}
