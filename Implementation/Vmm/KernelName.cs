using System.Text;

namespace OsLockConformance.Implementation.Vmm;

/// <summary>What the running kernel calls itself: uname(2).</summary>
/// <param name="Release">Its release, such as <c>6.1.0-56-cloud-arm64</c>.</param>
/// <param name="Build">Its build, such as <c>#1 SMP Debian 6.1.192-1 (2026-11-09)</c>: a distribution's stable version is there.</param>
public sealed unsafe record KernelName(string Release, string Build)
{
    // struct utsname: six fields of 65 bytes.
    private const int FieldLength = 65;
    private const int Fields = 6;
    private const int ReleaseField = 2;
    private const int BuildField = 3;

    /// <summary>Asks the kernel.</summary>
    public static KernelName Read()
    {
        var names = stackalloc byte[FieldLength * Fields];
        return Libc.Uname(names) == 0
            ? new KernelName(Field(names, ReleaseField), Field(names, BuildField))
            : throw new KvmDeviceException("uname failed");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Release} ({Build})";

    private static string Field(byte* names, int index)
    {
        var field = new ReadOnlySpan<byte>(names + (index * FieldLength), FieldLength);
        return Encoding.ASCII.GetString(field[..field.IndexOf((byte)0)]);
    }
}
