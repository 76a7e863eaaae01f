namespace OsLockConformance.Implementation.Kernels;

/// <summary>Which profile a kernel behaves like, by its version: the profile whose errata are accepted.</summary>
public static class KernelProfile
{
    /// <summary>The profiles of released kernels with the first version that each stands for, the newest first. The lock came with 5.18,
    /// the step state fixes with 5.19, and the debug code was rewritten for 6.14.</summary>
    private static readonly (Version First, string Profile)[] Rows =
        [(new(6, 14), "linux-6.14"), (new(5, 19), "linux-6.1"), (new(5, 18), "linux-5.18"), (new(0, 0), "linux-5.17")];

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All => Rows.Select(static row => row.Profile);

    /// <summary>The profile of a version.</summary>
    public static string Of(Version version) => Rows.First(row => version >= row.First).Profile;
}
