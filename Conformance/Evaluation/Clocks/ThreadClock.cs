using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OsLockConformance.Evaluation.Clocks;

/// <summary>
/// The time for which a processor has worked on the calling thread, so that a machine that is busy with other things does not make an approach
/// look slow. Linux has such a clock; elsewhere it is the time that has passed.
/// </summary>
public static partial class ThreadClock
{
    // linux/time.h
    private const int CLOCK_THREAD_CPUTIME_ID = 3;

    /// <summary>What the seconds are.</summary>
    public static string Unit => OperatingSystem.IsLinux() ? "seconds of processor time" : "seconds";

    /// <summary>Seconds since some moment in the past.</summary>
    public static double Seconds
    {
        get
        {
            if (OperatingSystem.IsLinux() && ReadClock(CLOCK_THREAD_CPUTIME_ID, out var time) == 0)
                return time.Seconds + (time.Nanoseconds / 1e9);
            return Stopwatch.GetElapsedTime(0).TotalSeconds;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ReadClock(int clock, out Timespec time);

    /// <summary>struct timespec of a 64-bit machine.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
