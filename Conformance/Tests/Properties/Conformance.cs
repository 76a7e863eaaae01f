using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Properties;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Tests.Properties;

/// <summary>What the properties assert of one target. A divergence fails with a timeline and the line that replays it.</summary>
internal sealed class Conformance
{
    /// <summary>Scenarios of one campaign.</summary>
    public const int CampaignLength = 1000;

    private readonly string _folder;
    private readonly LockstepRunner _runner;
    private readonly ScenarioGenerator _generator;
    private readonly ScenarioAction[] _buffer = new ScenarioAction[ScenarioGenerator.MaximumLength];

    /// <summary>Prepares runs of a target.</summary>
    /// <param name="targetName">Its name.</param>
    /// <param name="folder">Where traces of divergences go; null for <see cref="RepositoryFiles.Findings"/>.</param>
    public Conformance(string targetName, string? folder = null)
    {
        _folder = folder ?? RepositoryFiles.Findings;
        _runner = ScenarioArbitrary.RunnerFor(targetName);
        _generator = new ScenarioGenerator(_runner.Target.Capabilities);
    }

    /// <summary>Actions compared so far.</summary>
    public long Actions => _runner.ActionsExecuted;

    /// <summary>The target agrees with the model in every action of the scenario.</summary>
    /// <exception cref="DivergenceException">It does not.</exception>
    public void Conforms(Scenario scenario)
    {
        if (!_runner.Run(scenario.Configuration, scenario.Actions, out var divergence))
            throw Failure(scenario, divergence);
    }

    /// <summary>The target agrees with the model in the thousand scenarios of a campaign.</summary>
    /// <exception cref="DivergenceException">It does not; the scenario has been shrunk.</exception>
    public void CampaignConforms(ulong campaign)
    {
        for (var i = 0; i < CampaignLength; i++)
        {
            if (!RunOne(SplittableRandom.SeedOf(campaign, i), out var scenario, out _))
            {
                var shrunk = Shrinker.Shrink(_runner, scenario!).Scenario;
                _runner.Run(shrunk.Configuration, shrunk.Actions, out var divergence);
                throw Failure(shrunk, divergence);
            }
        }
    }

    /// <summary>Counts the scenarios of a campaign that diverge, by what they diverge in.</summary>
    public Dictionary<Signature, int> DivergencesOf(ulong campaign)
    {
        var counts = new Dictionary<Signature, int>();
        for (var i = 0; i < CampaignLength; i++)
        {
            if (!RunOne(SplittableRandom.SeedOf(campaign, i), out _, out var signature))
                counts[signature] = counts.GetValueOrDefault(signature) + 1;
        }
        return counts;
    }

    private bool RunOne(ulong seed, out Scenario? scenario, out Signature signature)
    {
        var length = _generator.Generate(seed, _buffer, out var configuration);
        var agrees = _runner.Run(configuration, _buffer.AsSpan(0, length), out var divergence);
        scenario = agrees ? null : new Scenario(configuration, _buffer[..length]);
        signature = divergence.Signature;
        return agrees;
    }

    private DivergenceException Failure(Scenario scenario, Divergence divergence)
    {
        var (path, text) = Counterexample.Keep(scenario, _runner, _folder);
        return new DivergenceException(text, path, divergence.Signature);
    }
}

/// <summary>A target diverges; the message is for people.</summary>
public sealed class DivergenceException(string message, string path, Signature signature) : Exception("\n" + message + "\n")
{
    /// <summary>The trace on disk.</summary>
    public string Path { get; } = path;

    /// <summary>What the divergence is.</summary>
    public Signature Signature { get; } = signature;
}
