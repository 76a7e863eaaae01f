using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Properties;
using Xunit;

namespace OsLockConformance.Tests.Shrinking;

/// <summary>Programs from which no single change leads to anything simpler, and the simplest ones with the same signature.</summary>
public sealed class NormalFormTests
{
    [Theory]
    // An event becomes a trapped instruction, with debug exceptions masked and another run behind it.
    [InlineData("fault:mde-does-not-make-dirty",
        "run A EL1h { msr MDSCR_EL1, MDE|KDE; msr DBGBCR4_EL1, 0x2001e7; !preempt }",
        "run A EL1h D=1 { msr MDSCR_EL1, MDE|KDE; msr DBGBCR4_EL1, 0x2001e7; msr OSLAR_EL1, 0 }\nrun A EL1h { nop }")]
    // Two runs become one that is masked, with a breakpoint that needs no address.
    [InlineData("fault:mde-does-not-make-dirty",
        "run A EL1h { msr MDSCR_EL1, MDE|KDE }\nrun A EL1h { msr DBGBVR0_EL1, A; msr DBGBCR0_EL1, 0x1e7; msr OSLAR_EL1, 0 }\nrun A EL1h { nop }",
        "run A EL1h D=1 { msr MDSCR_EL1, MDE|KDE; msr DBGBCR4_EL1, 0x2001e7; msr OSLAR_EL1, 0 }\nrun A EL1h { nop }")]
    // The block is cut at its event, and what comes before goes.
    [InlineData("fault:guest-step-state-not-given-back",
        "run A EL1h { msr MDSCR_EL1, SS }\nrun A EL0t SS=1 { nop; !guest-debug enable,single-step; nop; !guest-debug off }",
        "run A EL1h { msr MDSCR_EL1, SS }\nguest-debug enable,single-step\nrun A EL0t { nop; !guest-debug off }")]
    // The event moves and the block is entered in another way.
    [InlineData("fault:pending-step-not-cleared-by-exit",
        "run A illegal { !guest-debug enable,single-step; nop }\nrun A EL1h { nop }",
        "run A EL1h { nop; !guest-debug enable,single-step }\nrun A EL1h { nop }")]
    // Userspace writes what the guest wrote, and an instruction goes.
    [InlineData("fault:mdccint-trap-reaches-mdscr",
        "run A EL1h { msr MDSCR_EL1, SS }\nrun A EL1h { msr OSLAR_EL1, 0; msr MDCCINT_EL1, 0; mrs X, MDSCR_EL1 }",
        "set-reg MDSCR_EL1, SS\nrun A EL1h { msr MDCCINT_EL1, 0; mrs X, MDSCR_EL1 }")]
    // An instruction takes the place of a NOP, and the breakpoint's address moves on.
    [InlineData("fault:host-owner-loads-guest-registers",
        "run A EL1h { msr OSLAR_EL1, 1 }\nguest-debug enable,hw bp0=A,0x1e7\nrun A EL1h { nop }",
        "guest-debug enable,hw bp0=A+4,0x1e7\nrun A EL1h { msr OSLAR_EL1, 1 }")]
    // An action goes and a run is cut in two.
    [InlineData("fault:oslar-never-unlocks",
        "guest-debug enable,single-step\nrun A EL1h { msr OSLAR_EL1, 1; msr OSLAR_EL1, 0; mrs X, OSLSR_EL1 }",
        "run A EL1h { msr OSLAR_EL1, 1; msr OSLAR_EL1, 0 }\nrun A EL1h { mrs X, OSLSR_EL1 }")]
    // A barrier takes the place of the exception between two runs.
    [InlineData("fault:step-not-blocked-by-lock",
        "run A EL1h { msr OSLAR_EL1, 1 }\nrun A EL1h { msr MDSCR_EL1, KDE|SS }",
        "run A EL1h { msr OSLAR_EL1, 1; isb; msr MDSCR_EL1, KDE|SS }")]
    public void Shrinking_leaves_a_local_minimum(string target, string stuck, string simplest)
    {
        var runner = ScenarioArbitrary.RunnerFor(target);
        var expected = Parse(simplest);
        Assert.Equal(SignatureOf(runner, Parse(stuck)), SignatureOf(runner, expected));
        var result = Shrinker.Shrink(runner, Parse(stuck));
        Assert.Equal(TraceFormat.Write(expected), TraceFormat.Write(result.Scenario));
        Assert.InRange(result.ExecutionsToResult, 1, result.Executions);
    }

    [Fact]
    public void What_is_simplest_already_is_met_with_no_execution()
    {
        var result = Shrinker.Shrink(ScenarioArbitrary.RunnerFor("fault:oslar-never-unlocks"),
            Parse("run A EL1h { msr OSLAR_EL1, 1; msr OSLAR_EL1, 0 }\nrun A EL1h { mrs X, OSLSR_EL1 }"));
        Assert.Equal(0, result.ExecutionsToResult);
        Assert.True(result.Executions > 0, "nothing was tried");
    }

    private static Signature SignatureOf(LockstepRunner runner, Scenario scenario)
    {
        Assert.False(runner.Run(scenario.Configuration, scenario.Actions, out var divergence));
        return divergence.Signature;
    }

    private static Scenario Parse(string actions) => TraceParser.ParseText($"oslock-trace 1\nconfig\n{actions}\n").Scenario;
}
