using System.Globalization;
using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace OsLockConformance.Mutation.Mutants;

/// <summary>A report of Stryker's, in the format mutation-testing-report-schema.</summary>
internal sealed class StrykerReport
{
    private readonly JsonNode _root;
    private readonly SortedDictionary<int, JsonObject> _mutants = [];

    /// <summary>Reads a report.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="globs">The files whose mutants are wanted, or none for all; a star stands for any text, folders included.</param>
    /// <exception cref="System.Text.Json.JsonException">It is not JSON.</exception>
    /// <exception cref="FormatException">It is not such a report.</exception>
    public StrykerReport(string path, IReadOnlyList<string> globs)
    {
        _root = JsonNode.Parse(File.ReadAllText(path))!;
        var files = _root["files"]?.AsObject() ?? throw new FormatException("expected 'files'");
        foreach (var file in files)
        {
            var isWanted = globs.Count == 0 || globs.Any(glob => FileSystemName.MatchesSimpleExpression(glob, file.Key.Replace('\\', '/'), ignoreCase: false));
            foreach (var mutant in file.Value!["mutants"]!.AsArray())
                Add(mutant!.AsObject(), isWanted);
        }
    }

    /// <summary>The numbers of the mutants that are in the assembly, in ascending order.</summary>
    public IReadOnlyCollection<int> Mutants => _mutants.Keys;

    /// <summary>Puts a verdict in the place of Stryker's.</summary>
    public void Set(int mutant, Verdict verdict)
    {
        _mutants[mutant]["status"] = verdict.Status;
        _mutants[mutant]["statusReason"] = verdict.Test;
    }

    /// <summary>Writes the report.</summary>
    public void Write(string path) => File.WriteAllText(path, _root.ToJsonString());

    private void Add(JsonObject mutant, bool isWanted)
    {
        // What is ignored or does not compile is not in the assembly.
        if (mutant["status"]!.GetValue<string>() is "Ignored" or "CompileError")
            return;
        // What Stryker says of it is about the one test that it has run.
        mutant["status"] = isWanted ? "Pending" : "Ignored";
        if (isWanted)
            _mutants.Add(int.Parse(mutant["id"]!.GetValue<string>(), CultureInfo.InvariantCulture), mutant);
    }
}
