namespace OsLockConformance.Model.Vocabulary;

/// <summary>A target could not be started, broke down or does not answer: there is no observation to compare.</summary>
public sealed class TargetException : Exception
{
    /// <summary>Without a reason.</summary>
    public TargetException()
    {
    }

    /// <summary>The target is unavailable.</summary>
    /// <param name="message">Why, in one sentence that a user understands.</param>
    public TargetException(string message)
        : base(message)
    {
    }

    /// <summary>The target is unavailable.</summary>
    /// <param name="message">Why, in one sentence that a user understands.</param>
    /// <param name="innerException">What lies behind it.</param>
    public TargetException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The target failed.</summary>
    /// <param name="failure">In which way.</param>
    /// <param name="message">What happened, in one sentence that a user understands.</param>
    /// <param name="innerException">What lies behind it, or null.</param>
    public TargetException(TargetFailure failure, string message, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>In which way the target failed.</summary>
    public TargetFailure Failure { get; }

    /// <summary>With which code its process ended, 128 more than the number of a signal; null if it was ended from here or has no
    /// process. It tells one crash from another.</summary>
    public int? ExitCode { get; init; }
}
