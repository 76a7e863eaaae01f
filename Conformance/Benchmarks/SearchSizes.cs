namespace OsLockConformance.Benchmarks;

/// <summary>How large the searches are that are measured: a benchmark has to know beforehand how many operations it is. A test holds the numbers.</summary>
public static class SearchSizes
{
    /// <summary>The target whose search closes.</summary>
    public const string Closed = "hardware";

    /// <summary>Its transitions.</summary>
    public const int ClosedTransitions = 2_306_880;

    /// <summary>The target that is searched to a depth.</summary>
    public const string Bounded = "linux-6.14";

    /// <summary>That depth.</summary>
    public const int BoundedDepth = 6;

    /// <summary>Its transitions.</summary>
    public const int BoundedTransitions = 1_540_791;
}
