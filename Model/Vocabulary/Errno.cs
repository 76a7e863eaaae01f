namespace OsLockConformance.Model.Vocabulary;

/// <summary>The error numbers that the userspace interface returns here.</summary>
public static class Errno
{
    /// <summary>Success.</summary>
    public const int None = 0;
    /// <summary>No such register.</summary>
    public const int ENOENT = 2;
    /// <summary>The value is not acceptable.</summary>
    public const int EINVAL = 22;
}
