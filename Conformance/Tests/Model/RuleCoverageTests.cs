using System.Reflection;
using OsLockConformance.Model.Rules;
using Xunit;

namespace OsLockConformance.Tests.Model;

/// <summary>Every rule has a test here that names it.</summary>
public sealed class RuleCoverageTests
{
    public static TheoryData<string> Rules => new(RuleCatalogue.All.Select(static rule => rule.Id.ToString()));

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_test_names_the_rule(string rule)
    {
        var tests = typeof(RuleCoverageTests).Assembly.GetTypes()
            .Where(static type => type.Namespace == typeof(RuleCoverageTests).Namespace)
            .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .Where(static method => method.GetCustomAttribute<FactAttribute>() is not null);
        Assert.Contains(tests, method => method.Name.StartsWith(rule + "_", StringComparison.Ordinal));
    }

    [Fact]
    public void The_catalogue_has_every_rule_once() =>
        Assert.Equal(Enum.GetValues<RuleId>(), RuleCatalogue.All.Select(static rule => rule.Id));
}
