using System.Diagnostics;
using System.Globalization;

namespace OsLockConformance.Implementation.Processes;

/// <summary>
/// The path of a file that a child process reads, in one folder for all of them. It is deleted as soon as it has been read; what a killed
/// process could not delete the next one does.
/// </summary>
public sealed class TemporaryFile : IDisposable
{
    // Of a process that this one cannot see, in another container with the same folder, a child has read its file long before.
    private static readonly TimeSpan MinimumAge = TimeSpan.FromMinutes(1);
    private static int _last;

    /// <summary>Chooses a path; the file is not created.</summary>
    /// <exception cref="IOException">The folder can't be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder can't be made.</exception>
    public TemporaryFile()
    {
        Directory.CreateDirectory(Folder);
        RemoveLeftovers();
        Path = System.IO.Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessId}-{Interlocked.Increment(ref _last)}"));
    }

    /// <summary>The folder of all such files of this user.</summary>
    public static string Folder { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"oslock-{Environment.UserName}");

    /// <summary>The file's path.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(Path);

    private static void RemoveLeftovers()
    {
        foreach (var path in Directory.GetFiles(Folder))
        {
            var owner = System.IO.Path.GetFileName(path).Split('-')[0];
            if (!int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || IsRunning(id)
                || DateTime.UtcNow - File.GetLastWriteTimeUtc(path) < MinimumAge)
                continue;
            try
            {
                File.Delete(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Somebody else's, who will see to it.
            }
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
