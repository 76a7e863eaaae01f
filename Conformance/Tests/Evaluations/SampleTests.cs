using OsLockConformance.Evaluation.Results;
using Xunit;

namespace OsLockConformance.Tests.Evaluations;

public sealed class SampleTests
{
    private static readonly double?[] OneToTwenty = [.. Enumerable.Range(1, 20).Reverse().Select(static i => (double?)i)];

    [Fact]
    public void The_median_of_an_even_number_is_the_mean_of_the_two_in_the_middle() => Assert.Equal(10.5, Sample.Median(OneToTwenty));

    [Fact]
    public void The_median_of_an_odd_number_is_the_middle_one() => Assert.Equal(7, Sample.Median([100, 7, 3]));

    [Theory]
    [InlineData(90, 18)]
    [InlineData(91, 19)]
    [InlineData(100, 20)]
    [InlineData(1, 1)]
    [InlineData(50, 10)]
    public void A_percentile_is_the_nearest_rank(int percent, double expected) => Assert.Equal(expected, Sample.Percentile(OneToTwenty, percent));

    [Fact]
    public void The_90th_percentile_of_three_is_the_largest() => Assert.Equal(9, Sample.Percentile([9, 1, 5], 90));

    [Fact]
    public void What_is_missing_is_larger_than_everything_else()
    {
        Assert.Equal(2, Sample.Median([null, 1, 2]));
        Assert.Null(Sample.Median([null, null, 1]));
        Assert.Null(Sample.Median([null, 1]));
        Assert.Null(Sample.Percentile([1, 2, null], 90));
        Assert.Equal(2, Sample.Percentile([1, 2, null], 60));
        Assert.Null(Sample.Mean([1, null]));
    }

    [Fact]
    public void Nothing_has_no_statistics()
    {
        Assert.Null(Sample.Median([]));
        Assert.Null(Sample.Percentile([], 90));
        Assert.Null(Sample.Mean([]));
    }

    [Fact]
    public void The_mean_is_the_mean() => Assert.Equal(2.5, Sample.Mean([1, 2, 3, 4]));
}
