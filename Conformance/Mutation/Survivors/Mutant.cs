using System.Text.Json;

namespace OsLockConformance.Mutation.Survivors;

/// <summary>A mutant of Stryker's report.</summary>
/// <param name="File">The file that it is in, from the root of the repository, with slashes.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Original">The text that it replaces.</param>
/// <param name="Replacement">The text in its place.</param>
/// <param name="Status">Stryker's word for what became of it.</param>
internal sealed record Mutant(string File, int Line, string Original, string Replacement, string Status)
{
    /// <summary>The folder that it is in.</summary>
    public string Folder => File[..File.LastIndexOf('/')];

    /// <summary>Whether a test failed, or did not end.</summary>
    public bool IsKilled => Status is "Killed" or "Timeout";

    /// <summary>Whether no test noticed it; mutants that were left out or do not compile are neither this nor killed.</summary>
    public bool IsAlive => Status is "Survived" or "NoCoverage";

    /// <summary>Reads a report in the format mutation-testing-report-schema.</summary>
    /// <exception cref="JsonException">It is not one.</exception>
    public static IReadOnlyList<Mutant> ReadAll(string path)
    {
        using var report = JsonDocument.Parse(System.IO.File.ReadAllText(path));
        // The folder of the project, which is one below the root.
        var project = report.RootElement.GetProperty("projectRoot").GetString()!;
        var root = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(project))!;
        var mutants = new List<Mutant>();
        foreach (var file in report.RootElement.GetProperty("files").EnumerateObject())
        {
            var lines = file.Value.GetProperty("source").GetString()!.Split('\n');
            foreach (var one in file.Value.GetProperty("mutants").EnumerateArray())
            {
                var location = one.GetProperty("location");
                var (start, end) = (location.GetProperty("start"), location.GetProperty("end"));
                mutants.Add(new Mutant(
                    Path.GetRelativePath(root, Path.Combine(project, file.Name)).Replace('\\', '/'),
                    start.GetProperty("line").GetInt32(),
                    OneLine(Span(lines, start, end)),
                    OneLine(one.GetProperty("replacement").GetString() ?? ""),
                    one.GetProperty("status").GetString()!));
            }
        }
        return [.. mutants.OrderBy(static mutant => mutant.File, StringComparer.Ordinal).ThenBy(static mutant => mutant.Line)];
    }

    private static string Span(string[] lines, JsonElement start, JsonElement end)
    {
        var (first, last) = (start.GetProperty("line").GetInt32() - 1, end.GetProperty("line").GetInt32() - 1);
        var (from, to) = (start.GetProperty("column").GetInt32() - 1, end.GetProperty("column").GetInt32() - 1);
        if (first == last)
            return lines[first][from..to];
        return string.Join('\n', [lines[first][from..], .. lines[(first + 1)..last], lines[last][..to]]);
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
