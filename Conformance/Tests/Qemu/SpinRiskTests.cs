using OsLockConformance.Harness.Generation;
using Xunit;

namespace OsLockConformance.Tests.Qemu;

public sealed class SpinRiskTests
{
    [Theory]
    [InlineData("run A EL1h SS=1 { eret }")]
    [InlineData("run A EL1t { nop; eret }")]
    [InlineData("run A EL1h { msr ELR_EL1, A+4; eret }")]
    [InlineData("run B EL1h { eret; msr ELR_EL1, A; nop }")]
    [InlineData("run A EL1h { msr SPSR_EL1, 0x3d0; msr ELR_EL1, B; eret }")]
    [InlineData("run A illegal { msr SPSR_EL1, 0x3c5; eret }")]
    public void A_return_that_may_go_back_is_a_risk(string line) => Assert.True(SpinRisk.CouldSpin(TraceLine.Parse(line)));

    [Theory]
    [InlineData("run A EL1h { nop }")]
    [InlineData("run A EL0t { eret }")]
    [InlineData("run A EL1h { msr ELR_EL1, B; eret }")]
    [InlineData("run A EL1h { msr ELR_EL1, A+8; eret; nop }")]
    [InlineData("run A EL1h { msr SPSR_EL1, 0x3c0; eret }")]
    [InlineData("run A EL1h IL=1 { eret }")]
    public void A_return_that_ends_at_once_is_none(string line) => Assert.False(SpinRisk.CouldSpin(TraceLine.Parse(line)));
}
