using System.Globalization;
using OsLockConformance.Harness.Files;
using OsLockConformance.Harness.Proving;

namespace OsLockConformance.Cli.Commands;

/// <summary>Where a search is kept that ends before it is done: the file of <c>--resume</c>; without that option an interrupted one gets a name.</summary>
/// <param name="search">The search.</param>
/// <param name="path">The file of <c>--resume</c>; null without it.</param>
internal sealed class SearchKeeping(ProductSearch search, string? path)
{
    private const string Extension = ".search";

    private bool _isResumed;

    /// <summary>Why the search is not kept though it should be, in one line; null if nothing is wrong.</summary>
    public string? Problem { get; private set; }

    /// <summary>Goes on with what is in the file, if it is there, and makes sure that it can be written.</summary>
    /// <exception cref="UsageException">It can't be read or written, or is not of this search.</exception>
    public void Begin()
    {
        if (path is null)
            return;
        if (!AtomicFile.CanWrite(path))
            throw new UsageException($"--resume expects a file that can be written to, got '{path}'");
        if (!File.Exists(path))
            return;
        try
        {
            SearchFile.Read(path, search);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--resume: '{path}' {(exception is InvalidDataException ? exception.Message : $"can't be read: {exception.Message}")}");
        }
        _isResumed = true;
    }

    /// <summary>Keeps the search if there is something left of it.</summary>
    /// <returns>The file; null if it is not kept.</returns>
    public string? Keep(ProofResult proof)
    {
        if (proof.Verdict != ProofVerdict.UpToDepth || (path is null && proof.End != SearchEnd.Interrupted))
            return null;
        var file = path is not null && _isResumed ? path : Free(path ?? $"oslock-prove-{search.Target.Replace(':', '-')}-{search.Alphabet.Name}{Extension}");
        try
        {
            SearchFile.Write(file, search);
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Problem = $"the search is not kept: '{file}' can't be written to";
            return null;
        }
    }

    /// <summary>The name, or one with a number if there is such a file: it has a search that this one did not go on from, perhaps a longer one.</summary>
    private static string Free(string file)
    {
        var free = file;
        for (var number = 2; File.Exists(free); number++)
            free = string.Create(CultureInfo.InvariantCulture, $"{Path.ChangeExtension(file, null)}-{number}{Path.GetExtension(file)}");
        return free;
    }
}
