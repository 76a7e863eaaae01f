using Xunit;

namespace OsLockConformance.Tests.Cli;

/// <summary>A test that needs Perl's <c>prove</c>, a reader of the Test Anything Protocol.</summary>
public sealed class ProveTheoryAttribute : TheoryAttribute
{
    /// <summary>Where Debian has it.</summary>
    public const string Prove = "/usr/bin/prove";

    /// <summary>Skips the test where it is not there.</summary>
    public ProveTheoryAttribute()
    {
        if (!File.Exists(Prove))
            Skip = $"there is no {Prove}: apt-get install perl";
    }
}
