namespace OsLockConformance.Harness.Proving;

/// <summary>The bounds of a search.</summary>
public sealed record SearchOptions
{
    /// <summary>The memory of a search that is given none: 4 GB.</summary>
    public const long DefaultMemory = 4L << 30;

    /// <summary>Longest program, in actions; null for no bound.</summary>
    public int? Depth { get; init; }

    /// <summary>Most bytes of the tables and of what a wave brings up; asked between two waves, so that it is exceeded by what one wave adds at most.</summary>
    public long Memory { get; init; } = DefaultMemory;

    /// <summary>Time; null for no bound.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Threads that expand states; the result does not depend on how many.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
