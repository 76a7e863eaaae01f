namespace OsLockConformance.Harness.RealKernels;

/// <summary>What the harness in the emulated machine runs on.</summary>
/// <param name="Profile">The profile whose errata are accepted.</param>
/// <param name="Kernel">The kernel's name: its release and its build.</param>
/// <param name="Pe">The PE of its guests.</param>
public sealed record MachineIdentity(string Profile, string Kernel, string Pe)
{
    private const char Separator = '\t';

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static MachineIdentity Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(Separator) is [var profile, var kernel, var pe]
            ? new MachineIdentity(profile, kernel, pe)
            : throw new FormatException($"expected profile, kernel and PE, got '{text}'");
    }

    /// <summary>Writes it.</summary>
    public string Write() => string.Join(Separator, Profile, Kernel, Pe);
}
