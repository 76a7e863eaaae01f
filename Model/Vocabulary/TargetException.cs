namespace OsLockConformance.Model.Vocabulary;

/// <summary>A target could not be started, broke down or does not answer: there is no observation to compare.</summary>
public sealed class TargetException : Exception
{
    /// <summary>Without a reason.</summary>
    public TargetException()
    {
    }

    /// <summary>With a reason, one sentence that a user understands.</summary>
    public TargetException(string message)
        : base(message)
    {
    }

    /// <summary>With a reason and what lies behind it.</summary>
    public TargetException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
