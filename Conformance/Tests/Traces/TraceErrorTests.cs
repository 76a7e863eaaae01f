using OsLockConformance.Harness.Traces;
using Xunit;

namespace OsLockConformance.Tests.Traces;

public sealed class TraceErrorTests
{
    [Theory]
    [InlineData("", "1:1: expected the first line to be 'oslock-trace 1', got the end of the line")]
    [InlineData("oslock-trace 2", "1:14: expected version 1, the newest that this program knows, got '2'")]
    [InlineData("oslock-trace 1 2", "1:16: expected the end of the line, got '2'")]
    [InlineData("oslock-trace 1\n", "2:1: expected a config line, got the end of the file")]
    [InlineData("oslock-trace 1\nconfig", "2:7: expected an action, got the end of the file")]
    [InlineData("oslock-trace 1\nconfig\nexpect hardware conforms\n# none\n", "5:1: expected an action, got the end of the file")]
    [InlineData("oslock-trace 1\nrun A EL1h { nop }", "2:1: expected a config line, got 'run'")]
    [InlineData("oslock-trace 1\nconfig breakpoint=6", "2:8: expected a key of the configuration (did you mean breakpoints?), got 'breakpoint'")]
    [InlineData("oslock-trace 1\nconfig breakpoints=17", "2:20: expected breakpoints, a number from 2 to 16, got '17'")]
    [InlineData("oslock-trace 1\nconfig breakpoints=-1", "2:20: expected breakpoints, a number from 2 to 16, got '-1'")]
    [InlineData("oslock-trace 1\nconfig context-aware=5 breakpoints=4", "2:8: expected no more context-aware breakpoints than breakpoints, got 'context-aware'")]
    [InlineData("oslock-trace 1\nconfig\nexpect", "3:7: expected the name of a target, got the end of the line")]
    [InlineData("oslock-trace 1\nconfig\nexpect hardware conform", "3:24: expected 'conforms', 'diverges' or the name of a target, got the end of the line")]
    [InlineData("oslock-trace 1\nconfig\nexpect hardware diverges OSL-66", "3:26: expected the id of a rule (did you mean OSL-6?), got 'OSL-66'")]
    [InlineData("oslock-trace 1\nconfig\npreempt\nexpect hardware conforms", "4:1: expected an action, got 'expect'")]
    [InlineData("oslock-trace 1\nconfig\nrum A EL1h { nop }", "3:1: expected an action (did you mean run?), got 'rum'")]
    [InlineData("oslock-trace 1\nconfig\nrun E EL1h { nop }", "3:5: expected a slot, A to D, got 'E'")]
    [InlineData("oslock-trace 1\nconfig\nrun A EL2h { nop }", "3:7: expected a mode (did you mean EL1h?), got 'EL2h'")]
    [InlineData("oslock-trace 1\nconfig\nrun A EL1h SS=2 { nop }", "3:15: expected SS, a number from 0 to 1, got '2'")]
    [InlineData("oslock-trace 1\nconfig\nrun A EL1h { mrs X, OSLXR_EL1 }", "3:21: expected a system register (did you mean OSLAR_EL1?), got 'OSLXR_EL1'")]
    [InlineData("oslock-trace 1\nconfig\nrun A EL1h { mrs X, DBGBVR16_EL1 }", "3:21: expected DBGBVR0_EL1 to DBGBVR15_EL1, got 'DBGBVR16_EL1'")]
    [InlineData("oslock-trace 1\nconfig\nrun A EL1h { mrs X2, OSLSR_EL1 }", "3:18: expected X or X1, the register that belongs to this place in the block, got 'X2'")]
    [InlineData("oslock-trace 1\nconfig\nrun A EL1h { msr MDSCR_EL1", "3:27: expected ',' after MDSCR_EL1, got the end of the line")]
    [InlineData("oslock-trace 1\nconfig\nrun A EL1h { msr MDSCR_EL1, KD }", "3:29: expected a value of MDSCR_EL1 (did you mean KDE?), got 'KD'")]
    [InlineData("oslock-trace 1\nconfig\nrun A EL1h { msr MDSCR_EL1, 0x1ffffffffffffffff }", "3:29: expected a value, a number of at most 64 bits, got '0x1ffffffffffffffff'")]
    [InlineData("oslock-trace 1\nconfig\nrun A EL1h { brk #65536 }", "3:19: expected an immediate, a number from 0 to 65535, got '65536'")]
    [InlineData("oslock-trace 1\nconfig\nrun A EL1h { brk # none }", "3:18: expected an immediate, a number from 0 to 65535, got a comment")]
    [InlineData("oslock-trace 1\nconfig\nrun A EL1h { msr DAIFSet, #2 }", "3:28: expected #8, the immediate that has D alone, got '2'")]
    [InlineData("oslock-trace 1\nconfig\nrun A EL1h { ldr.4 [a+2] }", "3:21: expected the address of a cell, aligned to the size of the access, got 'a'")]
    [InlineData("oslock-trace 1\nconfig\nrun A EL1h { nop", "3:17: expected ';' or '}', got the end of the line")]
    [InlineData("oslock-trace 1\nconfig\nrun A EL1h { }", "3:14: expected an instruction, got '}'")]
    [InlineData("oslock-trace 1\nconfig\nrun A EL1h { nop; nop; nop; nop }", "3:29: expected '}' after 3 instructions, the most that a block holds, got 'nop'")]
    [InlineData("oslock-trace 1\nconfig\nrun A EL1h { !preempt; !migrate; nop }", "3:25: expected an instruction after the event, for a boundary has one event, got 'migrate'")]
    [InlineData("oslock-trace 1\nconfig\nrun A EL1h { !preemt; nop }", "3:15: expected an event (did you mean preempt?), got 'preemt'")]
    [InlineData("oslock-trace 1\nconfig\nguest-debug enable,step", "3:20: expected a flag of guest-debug, got 'step'")]
    [InlineData("oslock-trace 1\nconfig\nguest-debug enable,hw bp2=A,0", "3:23: expected bp0, bp1, wp0 or wp1 (did you mean bp0?), got 'bp2'")]
    [InlineData("oslock-trace 1\nconfig\nset-reg OSLSR_EL1 8", "3:19: expected ',' after OSLSR_EL1, got '8'")]
    [InlineData("oslock-trace 1\nconfig\nmigrate \0", "3:9: expected the end of the line, got '\uFFFD'")]
    public void The_complaint_says_where_and_what(string text, string complaint)
    {
        var exception = Assert.Throws<TraceFormatException>(() => TraceParser.ParseText(text, "foo.oslock"));
        Assert.Equal($"foo.oslock:{complaint}", exception.Message);
    }

    [Fact]
    public void A_file_that_is_none_or_not_text_gets_one_sentence()
    {
        var folder = Directory.CreateTempSubdirectory("oslock").FullName;
        try
        {
            Assert.EndsWith("expected a file, got a directory", Complaint(folder), StringComparison.Ordinal);
            Assert.EndsWith("expected a file, got a name that does not exist", Complaint(Path.Combine(folder, "none", "x.oslock")), StringComparison.Ordinal);
            Assert.EndsWith("expected the name of a file", Complaint(""), StringComparison.Ordinal);
            Assert.EndsWith("got a binary file", Complaint(Written(folder, [0x7F, 0x45, 0, 1])), StringComparison.Ordinal);
            Assert.EndsWith("got a file with other bytes in it", Complaint(Written(folder, [0x6F, 0xFF, 0xFE])), StringComparison.Ordinal);
            Assert.EndsWith("got a longer file", Complaint(Written(folder, new byte[TraceFormat.MaximumBytes + 1])), StringComparison.Ordinal);
            Assert.EndsWith("got the end of the line", Complaint(Written(folder, [])), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Complaint(string path) => Assert.Throws<TraceFormatException>(() => TraceParser.ParseFile(path)).Message;

    private static string Written(string folder, byte[] bytes)
    {
        var path = Path.Combine(folder, "trace.oslock");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
