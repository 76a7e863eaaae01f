using OsLockConformance.Harness.Corpora;
using OsLockConformance.Harness.Traces;
using Xunit;

namespace OsLockConformance.Tests.Traces;

public sealed class TraceMigrationTests
{
    /// <summary>Versions that never were: a register renamed in 2 and again in 3, an action renamed in 2, a flag taken away in 3.</summary>
    private static readonly TraceHistory Imagined = new(3,
        new TraceWordChange(3, "OSLOCK_EL1", "OSLAR_EL1"),
        new TraceWordChange(2, "OSLKAR_EL1", "OSLOCK_EL1"),
        new TraceWordChange(2, "transfer", "migrate"),
        new TraceWordChange(2, "linux-next", "linux-6.14"),
        new TraceWordChange(3, "soft", null));

    [Fact]
    public void Words_are_rewritten_version_by_version_and_nothing_else_changes()
    {
        var migrated = TraceMigration.Migrate("""
            oslock-trace 1   # by hand
            # OSLKAR_EL1 and transfer stay in comments
            config breakpoints=6
            expect linux-next conforms
              run A EL1h {  msr OSLKAR_EL1,1 ; brk #7 }   # msr OSLKAR_EL1
            transfer  # transfer
            """, "old.oslock", Imagined);
        Assert.Equal("""
            oslock-trace 3   # by hand
            # OSLKAR_EL1 and transfer stay in comments
            config breakpoints=6
            expect linux-6.14 conforms
              run A EL1h {  msr OSLAR_EL1,1 ; brk #7 }   # msr OSLKAR_EL1
            migrate  # transfer
            """, migrated.Text);
        Assert.Equal(1, migrated.From);
        Assert.Equal(
            [new(new(4, 8), "linux-next", "linux-6.14"), new(new(5, 21), "OSLKAR_EL1", "OSLAR_EL1"), new(new(6, 1), "transfer", "migrate")],
            migrated.Words);
    }

    [Fact]
    public void A_word_that_a_trace_of_its_version_could_not_have_is_not_rewritten() =>
        Assert.Equal("old.oslock:3:1: expected an action, got 'transfer': it is migrate since version 2 of the format; 'oslock corpus migrate FILE' rewrites it",
            Assert.Throws<TraceFormatException>(() => TraceMigration.Migrate("oslock-trace 2\nconfig\ntransfer\n", "old.oslock", Imagined)).Message);

    [Fact]
    public void A_trace_without_first_line_is_of_version_0_and_gets_one()
    {
        const string text = "# by hand\nconfig breakpoints=6\npreempt # once\n";
        var migrated = TraceMigration.Migrate(text);
        Assert.Equal((0, $"{TraceFormat.Header}\n{text}"), (migrated.From, migrated.Text));
        Assert.Equal(
            "hand.oslock:1:1: expected the first line to be 'oslock-trace 1' ('oslock corpus migrate FILE' adds it), got 'config'",
            Assert.Throws<TraceFormatException>(() => TraceParser.ParseText("config\npreempt\n", "hand.oslock")).Message);
    }

    [Fact]
    public void A_trace_of_the_newest_version_stays_as_it_is()
    {
        const string text = "oslock-trace 1\n\nconfig\n\tpreempt\n";
        Assert.Same(text, TraceMigration.Migrate(text).Text);
    }

    [Theory]
    [InlineData("oslock-trace 1\nconfig\nguest-debug enable,soft\n", "3:20: 'soft' can't be rewritten: version 3 of the format has taken it away, and nothing means the same")]
    [InlineData("oslock-trace 4\nconfig\npreempt\n", "1:14: expected version 3, the newest that this program knows, got '4'")]
    [InlineData("oslock-trace x\nconfig\npreempt\n", "1:14: expected version 3, the only one that this program reads, got 'x'")]
    [InlineData("config\npreemt\n", "2:1: expected an action (did you mean preempt?), got 'preemt'")]
    [InlineData("oslock-trace 1\nconfig\nrun A EL1h { mrs X, OSLZR_EL1 }\n", "3:21: expected a system register (did you mean OSLAR_EL1?), got 'OSLZR_EL1'")]
    [InlineData("preempt\n", "1:1: expected the first line to be 'oslock-trace 3', got 'preempt'")]
    [InlineData("", "1:1: expected the first line to be 'oslock-trace 3', got the end of the line")]
    public void What_cannot_be_migrated_is_refused_where_it_stands_in_the_old_text(string text, string complaint) =>
        Assert.Equal($"old.oslock:{complaint}", Assert.Throws<TraceFormatException>(() => TraceMigration.Migrate(text, "old.oslock", Imagined)).Message);

    [Theory]
    [InlineData("oslock-trace 1\nconfig\n", "1:14: expected version 3, the only one that this program reads ('oslock corpus migrate FILE' rewrites it), got '1'")]
    [InlineData("oslock-trace 3\nconfig\nrun A EL1h { msr OSLKAR_EL1, 1 }", "3:18: expected a system register, got 'OSLKAR_EL1': it is OSLOCK_EL1 since version 2 of the format; 'oslock corpus migrate FILE' rewrites it")]
    [InlineData("oslock-trace 3\nconfig\nguest-debug soft", "3:13: expected a flag of guest-debug, got 'soft': version 3 of the format has taken it away, and nothing means the same")]
    public void A_stale_trace_is_told_what_to_do(string text, string complaint) =>
        Assert.Equal($"old.oslock:{complaint}", Assert.Throws<TraceFormatException>(() => TraceParser.ParseText(text, "old.oslock", Imagined)).Message);

    [Fact]
    public void A_target_or_erratum_that_a_corpus_does_not_know_is_named_with_its_place()
    {
        Assert.Equal("3:17: expected the name of a target (did you mean linux-6.14?), got 'linux-6.15'", Complaint("expect hardware linux-6.15 conforms"));
        Assert.Equal("3:8: expected the name of a target, got 'linux-next': it is linux-6.14 since version 2 of the format; 'oslock corpus migrate FILE' rewrites it", Complaint("expect linux-next conforms"));
        Assert.Equal("3:9: expected the id of an erratum (did you mean kvm-osdlr?), got 'kvm-osdl'", Complaint("erratum kvm-osdl"));

        static string Complaint(string line)
        {
            var trace = TraceParser.ParseText($"oslock-trace 3\nconfig\n{line}\npreempt\n", "t", Imagined);
            return Assert.Throws<TraceFormatException>(() => CorpusVocabulary.Demand(trace, "t", Imagined)).Message["t:".Length..];
        }
    }

    [Fact]
    public void A_history_cannot_change_what_was_never_there() =>
        Assert.Throws<ArgumentException>(static () => new TraceHistory(2, new TraceWordChange(1, "preempt", "put")));

    [Fact]
    public void The_canonical_form_keeps_every_comment_with_what_it_stands_with()
    {
        const string text = """
            oslock-trace 1
            # first
            config  double-lock   # of the PE
            expect linux-6.1 conforms # so it is
            expect linux-6.14 conforms

            # before the first
            run A EL1h { brk #0x7 } # immediate
            # before the second
            run  A EL1h {msr DAIFSet, #8;nop}
            # last
            """;
        var trace = TraceParser.ParseText(text);
        var canonical = TraceFormat.Write(trace, TraceComments.Of(text, trace));
        Assert.Equal("""
            oslock-trace 1
            # first
            # of the PE
            # so it is
            # before the first
            config breakpoints=6 watchpoints=4 context-aware=2 double-lock
            expect linux-6.1 linux-6.14 conforms
            run A EL1h { brk #7 }  # immediate
            # before the second
            run A EL1h { msr DAIFSet, #8; nop }
            # last

            """, canonical);
        Assert.Equal(canonical, TraceFormat.Write(trace, TraceComments.Of(canonical, TraceParser.ParseText(canonical))));
    }
}
