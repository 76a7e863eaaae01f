using OsLockConformance.Model.Rules;
using OsLockConformance.Harness.Checking;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using OsLockConformance.Cli;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Properties;

/// <summary>What a developer sees when a property fails: FsCheck on a planted fault.</summary>
public sealed class FailingPropertyTests : IDisposable
{
    private const string Fault = "fault:oslar-never-unlocks";
    private const ulong Seed = 20211123;
    private const ulong Gamma = 1;

    private readonly string _folder = Directory.CreateTempSubdirectory("oslock").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Failure Check(Config config)
    {
        var conformance = new Conformance(Fault, _folder);
        var runner = new Recorder();
        var property = Prop.ForAll(ScenarioArbitrary.For(Fault), generated => conformance.Conforms(generated.Scenario));
        FsCheck.Check.One(config.WithRunner(runner), property);
        return runner.Failure ?? throw new InvalidOperationException("the property holds");
    }

    [Fact]
    public void Replay_gives_the_same_shrunk_scenario_twice()
    {
        var first = Check(Config.Quick.WithMaxTest(2000).WithReplay(Seed, Gamma));
        var second = Check(Config.Quick.WithMaxTest(2000).WithReplay(Seed, Gamma));
        Assert.Equal(first.Original, second.Original);
        Assert.Equal(first.Shrunk, second.Shrunk);
        Assert.Equal(first.Tests, second.Tests);
    }

    [Fact]
    public void Replay_with_the_size_runs_the_failing_test_alone_and_shrinks_again()
    {
        var campaign = Check(Config.Quick.WithMaxTest(2000).WithReplay(Seed, Gamma));
        var alone = Check(Config.Quick.WithMaxTest(2000).WithReplay(campaign.FailingSeed.Seed, campaign.FailingSeed.Gamma, campaign.Size));
        Assert.Equal(campaign.Original, alone.Original);
        Assert.Equal(campaign.Shrunk, alone.Shrunk);
        Assert.Equal(1, alone.Tests);
    }

    /// <summary>The seed, gamma and size as they stand in the message of a failed property, in the attribute.</summary>
    [Property(Replay = "20211123,1,50", MaxTest = 1)]
    public Property Replay_in_the_attribute_names_one_scenario() => Prop.ForAll(ScenarioArbitrary.For(Fault), static generated =>
    {
        var expected = new List<GeneratedScenario>();
        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithReplay(Seed, Gamma, 50).WithMaxTest(1),
            Prop.ForAll(ScenarioArbitrary.For(Fault), expected.Add));
        return generated == Assert.Single(expected);
    });

    [Fact]
    public void The_shrunk_scenario_is_the_one_of_our_shrinker()
    {
        var failure = Check(Config.Quick.WithMaxTest(2000).WithReplay(Seed, Gamma));
        var own = Shrinker.Shrink(ScenarioArbitrary.RunnerFor(Fault), failure.Original.Scenario).Scenario;
        Assert.Equal(own, failure.Shrunk.Scenario);
        Assert.True(own.Actions.Length < failure.Original.Scenario.Actions.Length);
    }

    [Fact]
    public void A_failure_shows_a_timeline_and_a_line_that_replays_it()
    {
        var failure = Check(Config.Quick.WithMaxTest(2000).WithReplay(Seed, Gamma));
        var exception = Assert.IsType<DivergenceException>(failure.Exception);
        var lines = exception.Message.Split('\n');
        var head = Assert.Single(lines, static line => line.StartsWith("step ", StringComparison.Ordinal));
        Assert.Equal(["step", "action", "model", "implementation", "rule"], head.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(lines, line => line.Length > 0 && char.IsAsciiDigit(line[0]) && line.EndsWith(RuleRefinement.Of(exception.Signature, TraceParser.ParseFile(exception.Path).Scenario).Print(), StringComparison.Ordinal));
        var replay = Assert.Single(lines, static line => line.StartsWith("oslock ", StringComparison.Ordinal)).Split(' ');
        Assert.Equal(["oslock", "replay", exception.Path, "--target", Fault], replay);

        // The trace is on disk, it is the shrunk scenario, and the line does what it says.
        Assert.Equal(failure.Shrunk.Scenario, TraceParser.ParseText(File.ReadAllText(exception.Path), exception.Path).Scenario);
        using var output = new StringWriter();
        Assert.Equal(ExitCode.Diverges, CommandLine.Run(replay[1..], new Terminal(output, TextWriter.Null, IsRich: false)));
        Assert.Contains(exception.Signature.ToString(), output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_FsCheck_prints_is_a_trace()
    {
        var failure = Check(Config.Quick.WithMaxTest(2000).WithReplay(Seed, Gamma));
        Assert.Equal(failure.Shrunk.Scenario, TraceParser.ParseText(failure.Shrunk.ToString().TrimStart('\n'), "printed").Scenario);
    }

    [Fact]
    public void A_scenario_that_passes_has_no_simpler_ones()
    {
        const string Conforming = "linux-6.14";
        var arbitrary = ScenarioArbitrary.For(Conforming);
        var generator = new ScenarioGenerator(ScenarioArbitrary.RunnerFor(Conforming).Target.Capabilities);
        for (var i = 0; i < 100; i++)
            Assert.Empty(arbitrary.Shrinker(new GeneratedScenario(generator.Generate(SplittableRandom.SeedOf(Seed, i)))));
    }

    [Fact]
    public void The_end_of_a_shrink_has_no_simpler_ones()
    {
        var failure = Check(Config.Quick.WithMaxTest(2000).WithReplay(Seed, Gamma));
        var arbitrary = ScenarioArbitrary.For(Fault);
        Assert.Equal(failure.Shrunk, Assert.Single(arbitrary.Shrinker(failure.Original)));
        Assert.Empty(arbitrary.Shrinker(failure.Shrunk));
    }

    private sealed record Failure(GeneratedScenario Original, GeneratedScenario Shrunk, int Tests, Rnd FailingSeed, int Size, Exception? Exception);

    /// <summary>Keeps what FsCheck says of a failed property.</summary>
    private sealed class Recorder : IRunner
    {
        public Failure? Failure { get; private set; }

        public void OnStartFixture(Type t)
        {
        }

        public void OnArguments(int ntest, Microsoft.FSharp.Collections.FSharpList<object> args,
            Microsoft.FSharp.Core.FSharpFunc<int, Microsoft.FSharp.Core.FSharpFunc<Microsoft.FSharp.Collections.FSharpList<object>, string>> every)
        {
        }

        public void OnShrink(Microsoft.FSharp.Collections.FSharpList<object> args,
            Microsoft.FSharp.Core.FSharpFunc<Microsoft.FSharp.Collections.FSharpList<object>, string> everyShrink)
        {
        }

        public void OnFinished(string name, TestResult result)
        {
            if (result is TestResult.Failed failed)
            {
                // Data, original and shrunk arguments, outcome, first seed, failing seed, size.
                Failure = new Failure((GeneratedScenario)failed.Item2.Head, (GeneratedScenario)failed.Item3.Head,
                    failed.Item1.NumberOfTests, failed.Item6, failed.Item7, (failed.Item4 as Outcome.Failed)?.Item);
            }
        }
    }
}
