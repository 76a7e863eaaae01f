using OsLockConformance.Implementation.Qemu;
using Xunit;

namespace OsLockConformance.Tests.Qemu;

public sealed class UnwrittenReadsTests
{
    [Theory]
    [InlineData("run A EL1h { msr ELR_EL1, A+8; eret; mrs X, MDCCINT_EL1 }", "run A EL1h { msr ELR_EL1, A+8; eret; nop }")]
    [InlineData("run A EL1h { mrs X, MDCCINT_EL1; msr SPSR_EL1, 0x1c1; eret }", "run A EL1h { nop; msr SPSR_EL1, 0x1c1; eret }")]
    [InlineData("run A EL1h { mrs X, OSLSR_EL1; eret }", "run A EL1h { mrs X, OSLSR_EL1; eret }")]
    [InlineData("run A EL1h { mrs X, MDCCINT_EL1; msr MDCCINT_EL1, 0; nop }", "run A EL1h { mrs X, MDCCINT_EL1; msr MDCCINT_EL1, 0; nop }")]
    [InlineData("cold-reset", "cold-reset")]
    public void A_read_that_nothing_shows_is_left_out(string action, string substitute) =>
        Assert.Equal(TraceLine.Parse(substitute), UnwrittenReads.Substitute(TraceLine.Parse(action)));
}
