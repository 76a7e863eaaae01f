using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Traces;

public sealed class TraceRoundTripTests
{
    [Fact]
    public void Reading_what_was_written_gives_the_normalized_scenario_and_writing_it_again_the_same_text()
    {
        var random = new RandomScenario(seed: 1);
        for (var i = 0; i < 2000; i++)
        {
            var scenario = random.Next();
            var text = TraceFormat.Write(scenario);
            var read = TraceParser.ParseText(text).Scenario;
            Assert.Equal(scenario.Normalized(), read);
            Assert.Equal(text, TraceFormat.Write(read));
        }
    }

    [Fact]
    public void Case_and_white_space_do_not_matter_and_fields_may_be_named()
    {
        const string text = """
              oslock-trace 1   # by hand

            CONFIG breakpoints = 16   Double-Lock # comment
            	run  B EL0T D SS=0{MSR mdscr_el1,mde | SS;  !preempt ;mrs x2 , oslsr_el1;brk 0x1;!guest-debug ENABLE , hw;}
            get-reg   dbgbvr15_EL1

            """;
        var scenario = TraceParser.ParseText(text.Replace("\n", "\r\n", StringComparison.Ordinal)).Scenario;
        Assert.Equal(
            """
            oslock-trace 1
            config breakpoints=16 watchpoints=4 context-aware=2 double-lock
            run B EL0t D=1 { msr MDSCR_EL1, MDE|SS; !preempt; mrs X, OSLSR_EL1; brk #1; !guest-debug enable,hw }
            get-reg DBGBVR15_EL1

            """,
            TraceFormat.Write(scenario));
    }

    [Fact]
    public void Field_expressions_set_the_fields_they_name()
    {
        var scenario = TraceParser.ParseText(
            "oslock-trace 1\nconfig\nrun A EL1h { msr DBGBCR0_EL1, E|PMC=2|BAS; msr SPSR_EL1, D|SS|M=5; msr DBGWVR0_EL1, b+4 }").Scenario;
        Assert.Equal(0x1E5UL, scenario.Actions[0].I0.Value);
        Assert.Equal(0x20_020DUL, scenario.Actions[0].I1.Value | 8);
        Assert.Equal(GuestLayout.Cell(1) + 4, scenario.Actions[0].I2.Value);
    }

    [Fact]
    public void Expectations_errata_comments_and_notes_are_written_and_read()
    {
        var trace = new TraceDocument(new Scenario(PeConfiguration.Default, [new() { Kind = ActionKind.Preempt }]))
        {
            Expectations =
            [
                new("hardware", TraceVerdict.Conforms),
                new("linux-6.1", TraceVerdict.Conforms),
                new("linux-5.17", TraceVerdict.Diverges, RuleId.OSL_6),
                new("fault:some-fault", TraceVerdict.Diverges),
            ],
            Erratum = "kvm-init-unlocked",
        };
        var text = TraceFormat.Write(trace, ["two\nlines"], ["a note"]);
        Assert.Equal(
            """
            oslock-trace 1
            # two
            # lines
            config breakpoints=6 watchpoints=4 context-aware=2
            expect hardware linux-6.1 conforms
            expect linux-5.17 diverges OSL-6
            expect fault:some-fault diverges
            erratum kvm-init-unlocked
            preempt  # a note

            """,
            text);
        var read = TraceParser.ParseText(text);
        Assert.Equal(trace.Expectations, read.Expectations);
        Assert.Equal(trace.Erratum, read.Erratum);
        Assert.Equal(trace.Scenario, read.Scenario);
        Assert.Equal([9], read.ActionLines);
    }
}
