namespace OsLockConformance.Mutation.Mutants;

/// <summary>What became of a mutant.</summary>
/// <param name="Status">The word for it in mutation-testing-report-schema.</param>
/// <param name="Test">The test that failed, if one did.</param>
internal sealed record Verdict(string Status, string Test)
{
    /// <summary>Reads a worker's answer.</summary>
    /// <param name="answer">The name of a test, an empty text, or null for a process that is no more.</param>
    public static Verdict Of(string? answer) => answer switch
    {
        null => new Verdict("Timeout", ""),
        "" => new Verdict("Survived", ""),
        _ when answer.Contains(Worker.Endless, StringComparison.Ordinal) => new Verdict("Timeout", NameOf(answer)),
        _ => new Verdict("Killed", NameOf(answer)),
    };

    /// <summary>The name of the test in a worker's answer.</summary>
    public static string NameOf(string answer) => answer.TrimStart(Worker.StillFails[0], Worker.Endless[0]);
}
