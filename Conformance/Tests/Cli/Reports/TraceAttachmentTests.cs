using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using OsLockConformance.TestLogger;
using OsLockConformance.Tests.Properties;
using Xunit;

namespace OsLockConformance.Tests.Cli.Reports;

/// <summary>The trace of a failed conformance test in its result, where a TRX file gets it from.</summary>
public sealed class TraceAttachmentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oslock traces").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_failed_conformance_test_gets_its_trace()
    {
        var failure = Assert.Throws<DivergenceException>(() => new Conformance("fault:oslar-never-unlocks", _folder).CampaignConforms(1));
        var result = Result(TestOutcome.Failed, failure.Message);
        TraceAttachmentLogger.Attach(result);
        Assert.Equal(failure.Path, Assert.Single(Assert.Single(result.Attachments).Attachments).Uri.LocalPath);
    }

    [Theory]
    [InlineData(TestOutcome.Passed, "oslock replay {0} --target hardware")]
    [InlineData(TestOutcome.Failed, "oslock replay {1} --target hardware")]
    [InlineData(TestOutcome.Failed, "something else about {0}")]
    [InlineData(TestOutcome.Failed, null)]
    public void Nothing_is_attached_to_other_results(TestOutcome outcome, string? message)
    {
        var path = Path.Combine(_folder, "a.oslock");
        File.WriteAllText(path, "");
        var none = Path.Combine(_folder, "none.oslock");
        var result = Result(outcome, message?.Replace("{0}", path, StringComparison.Ordinal).Replace("{1}", none, StringComparison.Ordinal));
        TraceAttachmentLogger.Attach(result);
        Assert.Empty(result.Attachments);
    }

    private static TestResult Result(TestOutcome outcome, string? message) =>
        new(new TestCase("a", new Uri("executor://a"), "a.dll")) { Outcome = outcome, ErrorMessage = message };
}
