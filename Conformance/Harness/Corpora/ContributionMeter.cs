using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Coverage;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Corpora;

/// <summary>
/// Says what a scenario contributes, by running it on every target of this process that can do it, planted faults included, with the
/// declared errata accepted: the cells of coverage that are met on targets without a planted fault, and the divergences on all of them.
/// </summary>
public sealed class ContributionMeter
{
    private readonly LockstepRunner[] _runners = [.. TargetCatalogue.Names.Select(static name => RunnerOf(name))];

    /// <summary>What a scenario contributes.</summary>
    public IReadOnlySet<Contribution> Of(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        HashSet<Contribution> contributions = [];
        var required = RequiredCapabilities.Of(scenario);
        foreach (var runner in _runners)
        {
            if ((required & ~runner.Target.Capabilities) != 0)
                continue;
            var isFaulty = TargetCatalogue.BaseProfileOf(runner.Target.Name) is not null;
            runner.Rules = isFaulty ? null : new RuleCounter();
            if (!runner.Run(scenario.Configuration, scenario.Actions, out var divergence))
                contributions.Add(Contribution.Of(runner.Target.Name, divergence.Signature));
            foreach (var cell in runner.Rules?.Cells.Met() ?? [])
                contributions.Add(Contribution.Of(cell));
        }
        return contributions;
    }

    /// <summary>The rules whose cells are among the contributions, in the order of the catalogue.</summary>
    public static IEnumerable<RuleId> RulesOf(IReadOnlySet<Contribution> contributions)
    {
        ArgumentNullException.ThrowIfNull(contributions);
        var subjects = contributions.Where(static one => !one.IsFinding && one.Cell.Subject.Kind == CoverageKind.Rule).Select(static one => one.Cell.Subject).ToHashSet();
        return RuleCatalogue.All.Select(static rule => rule.Id).Where(id => subjects.Contains(CoverageSubject.Of(id)));
    }

    private static LockstepRunner RunnerOf(string name)
    {
        TargetCatalogue.TryCreate(name, out var target);
        return new LockstepRunner(target!, ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(name)));
    }
}
