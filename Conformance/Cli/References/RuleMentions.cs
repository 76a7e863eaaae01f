using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.References;

/// <summary>Where the repository speaks of a rule. All paths are from its root, with slashes, in order.</summary>
/// <param name="Model">Files of the reference model.</param>
/// <param name="Hardware">Files of the simulated PE and of the KVM versions.</param>
/// <param name="Tests">Tests that have the rule in their name: file and name.</param>
/// <param name="Traces">Traces of the corpus.</param>
internal sealed record RuleMentions(
    IReadOnlyList<string> Model,
    IReadOnlyList<string> Hardware,
    IReadOnlyList<(string File, string Test)> Tests,
    IReadOnlyList<string> Traces)
{
    /// <summary>Looks for every rule in a repository.</summary>
    public static IReadOnlyDictionary<RuleId, RuleMentions> In(Repository repository)
    {
        var model = Find(repository, repository.Sources("Model/Reference"), repository.Sources("Model/Invariants"));
        var hardware = Find(repository, repository.Sources("Implementation/Hardware"), repository.Sources("Implementation/Kvm"));
        var traces = Find(repository, repository.Files("Conformance/Corpus", "*.oslock"));
        var tests = FindTests(repository);
        return RuleCatalogue.All.ToDictionary(static rule => rule.Id, rule => new RuleMentions(
            model[rule.Id], hardware[rule.Id], [.. tests[rule.Id]], traces[rule.Id]));
    }

    private static Dictionary<RuleId, List<string>> Find(Repository repository, params IEnumerable<string>[] files)
    {
        var found = RuleCatalogue.All.ToDictionary(static rule => rule.Id, static _ => new List<string>());
        foreach (var file in files.SelectMany(static list => list))
        {
            foreach (var rule in RulePattern.In(repository.Read(file)))
                found[rule].Add(file);
        }
        return found;
    }

    private static ILookup<RuleId, (string File, string Test)> FindTests(Repository repository) => repository.Sources("Conformance/Tests")
        .SelectMany(file => RulePattern.TestsIn(repository.Read(file)).Select(test => (test.Rule, Place: (file, test.Name))))
        .ToLookup(static test => test.Rule, static test => test.Place);
}
