using System.Globalization;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Reports;

/// <summary>Error numbers by their names.</summary>
public static class ErrnoText
{
    /// <summary>The name, or the number of one that the interface does not return here.</summary>
    public static string Of(int errno) => errno switch
    {
        Errno.None => "success",
        Errno.ENOENT => nameof(Errno.ENOENT),
        Errno.EINVAL => nameof(Errno.EINVAL),
        _ => errno.ToString(CultureInfo.InvariantCulture),
    };
}
