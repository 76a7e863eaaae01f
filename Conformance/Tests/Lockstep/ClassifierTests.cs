using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using Xunit;

namespace OsLockConformance.Tests.Lockstep;

/// <summary>What a divergence is named after.</summary>
public sealed class ClassifierTests
{
    /// <summary>ELR of the SVC behind a full block is outside of the block's slot.</summary>
    [Theory]
    [InlineData("ldr.8 [a]")]
    [InlineData("nop; ldr.8 [a]")]
    [InlineData("nop; nop; ldr.8 [a]")]
    public void An_exception_that_comes_before_the_end_of_the_block_is_unexpected_however_long_the_block_is(string block) =>
        Assert.Equal((RuleId.DBG_3, "unexpected Watchpoint from a lower EL (EC 0x34)"), SignatureOf("fault:last-watchpoint-not-saved", $$"""
            run A EL1h { msr DBGWCR3_EL1, 0x1fff; msr MDSCR_EL1, MDE; msr DBGWCR3_EL1, 0 }
            set-reg DBGWVR3_EL1, a
            run A EL0t { {{block}} }
            """));

    private static (RuleId Rule, string What) SignatureOf(string name, string actions)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        var scenario = TraceParser.ParseText($"oslock-trace 1\nconfig\n{actions}\n").Scenario;
        var runner = new LockstepRunner(target, ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(name)));
        Assert.False(runner.Run(scenario.Configuration, scenario.Actions, out var divergence));
        return (divergence.Signature.Rule, divergence.Signature.ToString());
    }
}
