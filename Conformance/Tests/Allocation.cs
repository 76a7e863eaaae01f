namespace OsLockConformance.Tests;

/// <summary>How much a piece of code allocates.</summary>
internal static class Allocation
{
    private const int Attempts = 10;

    /// <summary>
    /// The bytes that the work allocates whenever it is done. A garbage collection that another thread starts meanwhile charges this
    /// thread with the rest of its allocation context, so a single count can be too high: the lowest of several counts.
    /// </summary>
    public static long Of(Action work)
    {
        var lowest = long.MaxValue;
        for (var attempt = 0; attempt < Attempts && lowest != 0; attempt++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            lowest = Math.Min(lowest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return lowest;
    }
}
