using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using Xunit;

namespace OsLockConformance.Tests.Lockstep;

/// <summary>Two allowed behaviours that look the same (<see cref="StoredOrNot"/>): what they leave is told apart by later actions only.</summary>
public sealed class AlternativeStatesTests
{
    [Fact]
    public void Either_behaviour_conforms() => Assert.Null(Run());

    [Fact]
    public void What_none_of_them_leaves_diverges() => Assert.Equal((3, RuleId.MEM_1), Run(7UL));

    [Fact]
    public void A_load_that_told_them_apart_holds_for_the_next_one()
    {
        Assert.Null(Run(StoredOrNot.Stored, StoredOrNot.Stored));
        Assert.Equal((4, RuleId.MEM_1), Run(0UL, StoredOrNot.Stored));
        Assert.Equal((4, RuleId.MEM_1), Run(StoredOrNot.Stored, 0UL));
    }

    private static (int Action, RuleId Rule)? Run(params ulong[] loaded)
    {
        var runner = new LockstepRunner(StoredOrNot.Target(loaded), ErratumCatalogue.SetOf(ErratumCatalogue.DeclaredFor(StoredOrNot.TargetName)));
        return runner.Run(StoredOrNot.Scenario.Configuration, StoredOrNot.Scenario.Actions, out var divergence) ? null : (divergence.Action, divergence.Signature.Rule);
    }
}
