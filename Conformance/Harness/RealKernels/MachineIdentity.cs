namespace OsLockConformance.Harness.RealKernels;

/// <summary>What the harness in the emulated machine runs on.</summary>
/// <param name="Profile">The profile whose errata are accepted.</param>
/// <param name="Release">The kernel's version.</param>
/// <param name="Pe">The PE of its guests.</param>
public sealed record MachineIdentity(string Profile, string Release, string Pe)
{
    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static MachineIdentity Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(' ', 3) is [var profile, var release, var pe]
            ? new MachineIdentity(profile, release, pe)
            : throw new FormatException($"expected profile, release and PE, got '{text}'");
    }

    /// <summary>Writes it.</summary>
    public string Write() => $"{Profile} {Release} {Pe}";
}
