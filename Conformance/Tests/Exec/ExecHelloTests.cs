using OsLockConformance.Harness.Exec;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Qemu;
using Xunit;

namespace OsLockConformance.Tests.Exec;

public sealed class ExecHelloTests
{
    [Fact]
    public void Every_line_counts()
    {
        var hello = Taken("oslock-exec 1", "name my-pe.2", "can guest reset userspace", "can events host",
            "pe breakpoints=4 watchpoints=2 context-aware=1 double-lock", "registers OSLAR_EL1 oslsr_el1", "registers DBGBVR0_EL1",
            "instructions mrs msr ldr", "errata linux-6.1", "ready");
        Assert.Equal("my-pe.2", hello.Name);
        Assert.Equal(TargetCapabilities.Reset | TargetCapabilities.Userspace | TargetCapabilities.BoundaryEvents | TargetCapabilities.Host, hello.Capabilities);
        Assert.Equal(new PeConfiguration { Breakpoints = 4, Watchpoints = 2, ContextAware = 1, DoubleLock = true }, hello.Configuration);
        Assert.Equal("linux-6.1", hello.ErrataOf);
        Assert.True(hello.Vocabulary.Has(Instruction.Msr(RegisterId.DBGBVRn_EL1, 0, 3)));
        Assert.True(hello.Vocabulary.Has(new Instruction(Opcode.NOP)));
        Assert.False(hello.Vocabulary.Has(Instruction.Mrs(RegisterId.MDSCR_EL1)));
        Assert.False(hello.Vocabulary.Has(new Instruction(Opcode.BRK)));
    }

    [Fact]
    public void The_least_that_can_be_said_is_name_and_pe()
    {
        var hello = Taken("oslock-exec 1", "name a", "pe any", "ready");
        Assert.Equal(TargetCapabilities.Guest, hello.Capabilities);
        Assert.Null(hello.Configuration);
        Assert.Null(hello.ErrataOf);
        Assert.Same(ExecVocabulary.Full, hello.Vocabulary);
    }

    [Theory]
    [InlineData("expected 'oslock-exec 1'", "hello")]
    [InlineData("expected version 1 of the protocol", "oslock-exec 2")]
    [InlineData("expected a name of at most 40 letters, digits, '-', '_' and '.'", "oslock-exec 1", "name my pe")]
    [InlineData("expected a name of at most 40 letters, digits, '-', '_' and '.'", "oslock-exec 1", "name x12345678901234567890123456789012345678901")]
    [InlineData("expected what it can do; did you mean reset?", "oslock-exec 1", "can rest")]
    [InlineData("expected what it can do, one of guest, reset, userspace, events, host", "oslock-exec 1", "can everything")]
    [InlineData("expected breakpoints, a number from 2 to 16, got '17'", "oslock-exec 1", "pe breakpoints=17")]
    [InlineData("expected a system register; did you mean OSLAR_EL1?", "oslock-exec 1", "registers OSLAR_EL2")]
    [InlineData("expected an instruction; did you mean ldr?", "oslock-exec 1", "instructions ldp")]
    [InlineData("expected a target that deviations are declared for, linux-6.1 for example", "oslock-exec 1", "errata linux-2.4")]
    [InlineData("expected a line of the hello; did you mean ready?", "oslock-exec 1", "redy")]
    [InlineData("expected one of name, can, pe, registers, instructions, errata, ready", "oslock-exec 1", "")]
    [InlineData("expected a name line before it", "oslock-exec 1", "pe any", "ready")]
    [InlineData("expected a pe line before it", "oslock-exec 1", "name a", "ready")]
    public void What_has_no_place_in_a_hello_is_refused(string message, params string[] lines)
    {
        var hello = new ExecHello();
        foreach (var line in lines[..^1])
            Assert.True(hello.Take(line));
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => hello.Take(lines[^1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_in_the_vocabulary_becomes_nop_or_a_reentry()
    {
        var vocabulary = new ExecVocabulary([RegisterId.OSLAR_EL1], [Opcode.MSR]);
        Assert.Equal(TraceLine.Parse("run B EL0t SS=1 { msr OSLAR_EL1, 1; nop; nop }"),
            vocabulary.Substitute(TraceLine.Parse("run B EL0t SS=1 { msr OSLAR_EL1, 1; brk #1; msr MDSCR_EL1, 0 }")));
        Assert.Equal(TraceLine.Parse("reenter"), vocabulary.Substitute(TraceLine.Parse("get-reg MDSCR_EL1")));
        var allowed = TraceLine.Parse("set-reg OSLAR_EL1, 1");
        Assert.Equal(allowed, vocabulary.Substitute(allowed));
    }

    private static ExecHello Taken(params string[] lines)
    {
        var hello = new ExecHello();
        for (var i = 0; i < lines.Length; i++)
            Assert.Equal(i + 1 < lines.Length, hello.Take(lines[i]));
        return hello;
    }
}
