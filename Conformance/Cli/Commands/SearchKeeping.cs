using OsLockConformance.Harness.Proving;

namespace OsLockConformance.Cli.Commands;

/// <summary>Where a search is kept that ends before it is done: the file of <c>--resume</c>; without that option an interrupted one gets a name.</summary>
/// <param name="search">The search.</param>
/// <param name="path">The file of <c>--resume</c>; null without it.</param>
internal sealed class SearchKeeping(ProductSearch search, string? path)
{
    private const string Extension = ".search";

    /// <summary>Goes on with what is in the file, if it is there.</summary>
    public void Read()
    {
        if (path is null || !File.Exists(path))
            return;
        try
        {
            SearchFile.Read(path, search);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--resume: '{path}' {(exception is InvalidDataException ? exception.Message : $"can't be read: {exception.Message}")}");
        }
    }

    /// <summary>Keeps the search if there is something left of it.</summary>
    /// <returns>The file; null if it is not kept.</returns>
    public string? Keep(ProofResult proof)
    {
        var file = path ?? (proof.End == SearchEnd.Interrupted ? $"oslock-prove-{search.Target.Replace(':', '-')}-{search.Alphabet.Name}{Extension}" : null);
        if (file is null || proof.Verdict != ProofVerdict.UpToDepth)
            return null;
        try
        {
            SearchFile.Write(file, search);
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--resume: '{file}' can't be written: {exception.Message}");
        }
    }
}
