using OsLockConformance.Harness.Traces;
using Xunit;

namespace OsLockConformance.Tests.Traces;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("linux-6.2", "linux-6.1")]
    [InlineData("HARDWARE", "hardware")]
    [InlineData("something", null)]
    [InlineData("", null)]
    public void The_fewest_edits_win_and_far_is_nothing(string word, string? nearest) =>
        Assert.Equal(nearest, NearestName.Of(word, ["hardware", "linux-6.1", "linux-5.18"]));
}
