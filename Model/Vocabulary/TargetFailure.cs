namespace OsLockConformance.Model.Vocabulary;

/// <summary>In which way a target failed.</summary>
public enum TargetFailure : byte
{
    /// <summary>It can't be started, or not any more: nothing can be checked.</summary>
    Unavailable,
    /// <summary>It ended, or answered what is no answer; it can be started again.</summary>
    Crash,
    /// <summary>It has not answered in the time that it is given and was ended; it can be started again.</summary>
    Hang,
}
