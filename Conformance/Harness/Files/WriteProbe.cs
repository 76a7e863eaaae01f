using System.Globalization;

namespace OsLockConformance.Harness.Files;

/// <summary>Whether a place takes files: one is made there and is gone again. Each method throws what the making of a file throws.</summary>
public static class WriteProbe
{
    /// <summary>Makes a file of this process in a folder; a folder that is there may still refuse files.</summary>
    public static void In(string folder) => At(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $".{Environment.ProcessId}")));

    /// <summary>Makes a file that is not there.</summary>
    public static void At(string path) =>
        new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
}
