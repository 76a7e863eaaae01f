using System.Text.Json;
using OsLockConformance.Cli;
using OsLockConformance.Harness.Corpora;
using OsLockConformance.Harness.Files;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Tests.Cli;
using OsLockConformance.Tests.Traces;
using Xunit;

namespace OsLockConformance.Tests.Corpora;

public sealed class CorpusCommandTests : IDisposable
{
    private const string Lock = "oslock-trace 1\n# kept\nconfig\nrun A EL1h {msr OSLAR_EL1,1}  # lock\nrun A EL1h { mrs X, OSLSR_EL1 }\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("oslock").FullName;

    private string Corpus => Directory.CreateDirectory(Path.Combine(_folder, "corpus")).FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_trace_without_verdicts_gets_those_of_the_simulated_targets_and_its_comments_stay()
    {
        var (exitCode, output, error) = Add(Written("lock.oslock", Lock));
        Assert.Equal((ExitCode.Conforms, ""), (exitCode, error));
        var path = Assert.Single(Directory.GetFiles(Corpus, "*", SearchOption.AllDirectories));
        Assert.StartsWith($"{path}\n  records hardware ", output, StringComparison.Ordinal);
        Assert.Contains("\n  records linux-5.17 diverges OSL-2\n", output, StringComparison.Ordinal);
        Assert.StartsWith(Path.Combine(Corpus, "os-lock", "good_osl2_"), path, StringComparison.Ordinal);
        var trace = TraceParser.ParseFile(path);
        Assert.Contains(new TraceExpectation("linux-6.14", TraceVerdict.Conforms), trace.Expectations);
        var text = File.ReadAllText(path);
        Assert.StartsWith("oslock-trace 1\n# kept\nconfig breakpoints=6", text, StringComparison.Ordinal);
        Assert.Contains("\nrun A EL1h { msr OSLAR_EL1, 1 }  # lock\n", text, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Conforms, Run("corpus", "run", "--corpus", Corpus).ExitCode);
    }

    [Fact]
    public void A_trace_that_is_there_in_another_form_is_refused()
    {
        Assert.Equal(ExitCode.Conforms, Add(Written("lock.oslock", Lock), "--name", "os-lock/mine").ExitCode);
        var again = Written("again.oslock", "oslock-trace 1\nconfig breakpoints=6\nexpect hardware conforms\nrun A EL1h { MSR oslar_el1, #0x1 }\nrun A EL1h { mrs X1, OSLSR_EL1 }\n");
        var (exitCode, output, error) = Add(again);
        Assert.Equal((ExitCode.Usage, ""), (exitCode, output));
        Assert.Equal($"oslock: {again} is in the corpus already: {Path.Combine(Corpus, "os-lock/mine.oslock")} is the same scenario", error.TrimEnd());
        Assert.Single(Directory.GetFiles(Corpus, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_duplicate_among_the_files_themselves_adds_none_of_them()
    {
        Assert.Equal(ExitCode.Usage, Add(Written("a.oslock", Lock), Written("b.oslock", Lock)).ExitCode);
        Assert.Empty(Directory.GetFiles(Corpus, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_trace_that_records_what_is_not_so_is_refused()
    {
        var file = Written("wrong.oslock", Lock.Replace("config\n", "config\nexpect hardware diverges OSL-2\n", StringComparison.Ordinal));
        var (exitCode, output, _) = Add(file);
        Assert.Equal(ExitCode.Diverges, exitCode);
        Assert.Equal($"{file}: records that hardware diverges OSL-2, but it conforms", output.TrimEnd());
        Assert.Empty(Directory.GetFiles(Corpus, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_witness_takes_the_name_of_its_erratum_and_has_to_show_it()
    {
        var witness = File.ReadAllText(CorpusFiles.PathOf("errata/kvm-dbgprcr.oslock"));
        Assert.Equal(ExitCode.Conforms, Add(Written("w.oslock", witness)).ExitCode);
        Assert.Equal(TraceParser.ParseText(witness).Scenario, TraceParser.ParseFile(Path.Combine(Corpus, "errata", "kvm-dbgprcr.oslock")).Scenario);
        var (exitCode, output, _) = Add(Written("v.oslock", "oslock-trace 1\nconfig\nerratum kvm-osdlr\nrun A EL1h { nop }\n"));
        Assert.Equal(ExitCode.Diverges, exitCode);
        Assert.Contains("records that linux-6.1 shows kvm-osdlr, but it does not show kvm-osdlr", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_taken_is_not_written_over()
    {
        Assert.Equal(ExitCode.Conforms, Add(Written("lock.oslock", Lock), "--name", "mine").ExitCode);
        var other = Written("other.oslock", Lock + "run A EL1h { nop }\n");
        var (exitCode, _, error) = Add(other, "--name", "mine.oslock");
        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Equal($"oslock: {Path.Combine(Corpus, "mine.oslock")} is there already, and is another trace; --name gives this one another name", error.TrimEnd());
        Assert.Equal($"oslock: --name expects letters, digits, '-', '_' and '.', and '/' behind a folder, got '../mine'", Add(other, "--name", "../mine").Error.TrimEnd());
        Assert.Equal("oslock: --name names one trace: give one FILE", Add(other, other, "--name", "x").Error.TrimEnd());
    }

    [Fact]
    public void A_run_compares_with_what_is_recorded()
    {
        File.WriteAllText(Path.Combine(Corpus, "a.oslock"), Lock.Replace("config\n", "config\nexpect hardware linux-5.17 conforms\n", StringComparison.Ordinal));
        var (exitCode, output, error) = Run("corpus", "run", "--corpus", Corpus);
        Assert.Equal((ExitCode.Diverges, ""), (exitCode, error));
        Assert.Contains("\na.oslock: linux-5.17 diverges OSL-2, recorded is: conforms\n1 not as recorded: 1 traces, 2 verdicts\n", output, StringComparison.Ordinal);

        var elsewhere = Run("corpus", "run", "--corpus", Corpus, "--target", "oslock-v2", "--format", "json");
        Assert.Equal(ExitCode.Conforms, elsewhere.ExitCode);
        Assert.Contains("\nnothing is recorded: 1 traces, 0 verdicts\n", Run("corpus", "run", "--corpus", Corpus, "--target", "oslock-v2").Output, StringComparison.Ordinal);
        var outcome = JsonDocument.Parse(elsewhere.Output).RootElement.GetProperty("outcomes")[0];
        Assert.Equal("oslock-v2", outcome.GetProperty("target").GetString());
        Assert.Equal(JsonValueKind.Null, outcome.GetProperty("agrees").ValueKind);
        Assert.NotNull(outcome.GetProperty("shown").GetString());
    }

    [Fact]
    public void A_target_that_cannot_do_what_is_recorded_of_it_differs()
    {
        File.WriteAllText(Path.Combine(Corpus, "a.oslock"), "oslock-trace 1\nconfig\nexpect hardware conforms\nmigrate\n");
        var (exitCode, output, _) = Run("corpus", "run", "--corpus", Corpus);
        Assert.Equal(ExitCode.Diverges, exitCode);
        Assert.Contains("a.oslock: hardware can't do its actions, recorded is: conforms", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_committed_corpus_is_as_recorded()
    {
        var (exitCode, output, _) = Run("corpus", "run", "--corpus", CorpusFiles.PathOf(""));
        Assert.True(exitCode == ExitCode.Conforms, output);
        Assert.StartsWith("all as recorded: ", output.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("minimize")]
    [InlineData("migrate")]
    public void A_folder_that_is_not_there_is_one_line_and_exit_code_2(string command)
    {
        var missing = Path.Combine(_folder, "none");
        var (exitCode, output, error) = Run("corpus", command, "--corpus", missing);
        Assert.Equal((ExitCode.Usage, ""), (exitCode, output));
        Assert.Equal($"oslock: --corpus expects a folder of traces, got '{missing}'", error.TrimEnd());
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_one_line_and_exit_code_3()
    {
        // A file where the folder of the rule would be refuses even the superuser.
        File.WriteAllText(Path.Combine(Corpus, "os-lock"), "");
        var (exitCode, output, error) = Add(Written("lock.oslock", Lock));
        Assert.Equal((ExitCode.TargetFailed, ""), (exitCode, output));
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Contains("can't be written", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stale_trace_in_the_corpus_is_one_line_and_migration_puts_it_right()
    {
        var stale = Path.Combine(Corpus, "stale.oslock");
        File.WriteAllText(stale, Lock["oslock-trace 1\n".Length..]);
        var (exitCode, _, error) = Run("corpus", "run", "--corpus", Corpus);
        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Equal($"{stale}:1:1: expected the first line to be 'oslock-trace 1' ('oslock corpus migrate FILE' adds it), got a comment", error.TrimEnd());

        var dry = Run("corpus", "migrate", "--corpus", Corpus, "--dry-run");
        Assert.Equal($"{stale}: version 0 to 1\n1 of 1 traces would be rewritten for version 1", dry.Output.TrimEnd());
        Assert.DoesNotContain("oslock-trace", File.ReadAllText(stale), StringComparison.Ordinal);
        Assert.Equal($"{stale}: version 0 to 1\n1 of 1 traces rewritten for version 1", Run("corpus", "migrate", "--corpus", Corpus).Output.TrimEnd());
        Assert.Equal(Lock, File.ReadAllText(stale));
        Assert.Equal("0 of 1 traces rewritten for version 1", Run("corpus", "migrate", "--corpus", Corpus).Output.TrimEnd());
    }

    [Fact]
    public void What_cannot_be_migrated_is_named_and_the_rest_is_done()
    {
        var (bad, good) = (Written("a.oslock", "config\npreemt\n"), Written("b.oslock", "config\npreempt\n"));
        var (exitCode, output, error) = Run("corpus", "migrate", bad, good);
        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Equal($"{bad}:2:1: expected an action (did you mean preempt?), got 'preemt'", error.TrimEnd());
        Assert.EndsWith("1 of 2 traces rewritten for version 1, 1 can't be", output.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal("config\npreemt\n", File.ReadAllText(bad));
        Assert.StartsWith("oslock-trace 1\n", File.ReadAllText(good), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_written_whole_or_not_at_all()
    {
        var path = Written("x.oslock", "old");
        AtomicFile.Write(path, "new");
        Assert.Equal("new", File.ReadAllText(path));
        // The destination is a folder: the renaming fails, and leaves nothing behind.
        var taken = Directory.CreateDirectory(Path.Combine(_folder, "taken")).FullName;
        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(taken, "new"));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(_folder), static entry => entry.Contains("unfinished", StringComparison.Ordinal));
    }

    [Fact]
    public void Minimizing_drops_what_another_trace_covers_and_says_which()
    {
        File.WriteAllText(Path.Combine(Corpus, "long.oslock"), Lock + "run A EL1h { brk #1 }\n");
        File.WriteAllText(Path.Combine(Corpus, "short.oslock"), Lock);
        File.Copy(CorpusFiles.PathOf("errata/kvm-dbgprcr.oslock"), Path.Combine(Corpus, "witness.oslock"));
        var dry = Run("corpus", "minimize", "--corpus", Corpus, "--dry-run");
        Assert.StartsWith("would drop short.oslock: covered by long.oslock\n2 of 3 traces, 1 of them witnesses, have all ", dry.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Corpus, "short.oslock")));
        Assert.StartsWith("dropped short.oslock: covered by long.oslock\n", Run("corpus", "minimize", "--corpus", Corpus).Output, StringComparison.Ordinal);
        Assert.Equal(["long.oslock", "witness.oslock"], Directory.GetFiles(Corpus).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_divergence_that_cannot_be_replayed_here_is_not_dropped()
    {
        File.WriteAllText(Path.Combine(Corpus, "long.oslock"), Lock + "run A EL1h { brk #1 }\n");
        File.WriteAllText(Path.Combine(Corpus, "kernel.oslock"), Lock.Replace("config\n", "config\nexpect kvm diverges OSL-2\n", StringComparison.Ordinal));
        Assert.StartsWith("2 of 2 traces", Run("corpus", "minimize", "--corpus", Corpus).Output, StringComparison.Ordinal);
    }

    private (int ExitCode, string Output, string Error) Add(params string[] arguments) => Run(["corpus", "add", "--corpus", Corpus, .. arguments]);

    private string Written(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static (int ExitCode, string Output, string Error) Run(params string[] arguments) => CommandLineRun.Of(arguments);
}
