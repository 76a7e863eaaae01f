using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Matrices;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Rules;
using OsLockConformance.Tests.Traces;
using Xunit;

namespace OsLockConformance.Tests.Matrices;

/// <summary>A simulated target stands for the real kernel.</summary>
public sealed class AgreementTests
{
    private const string Profile = "linux-6.1";
    private const string Kernel = "kvm-6.1";
    private const string Witness = "errata/kvm-mdscr-high-lost.oslock";

    private static readonly CorpusTrace[] Corpus = CorpusFiles.Read();

    private static readonly CheckOptions Options = new() { Scenarios = 100, CountRules = true, Corpus = Corpus };

    private static readonly CheckReport Report = Check(Profile, Options);

    [Fact]
    public void The_same_behaviour_agrees()
    {
        var matrix = Matrix(Report);
        Assert.Equal(1, matrix.Comparisons);
        Assert.Empty(matrix.Disagreements);
        Assert.Empty(matrix.NotCompared);
        Assert.True(matrix.IsAsDeclared);
    }

    [Fact]
    public void A_rule_from_which_one_diverges_is_a_disagreement()
    {
        var matrix = Matrix(Check("fault:mde-not-cleared-by-lock", Options));
        Assert.Contains(matrix.Disagreements, static found => found is { Rule: RuleId.OSL_6, Profile: Profile, Kernel: Kernel }
            && found.What.StartsWith("kvm-6.1 diverges (unexpected ", StringComparison.Ordinal) && found.What.EndsWith("), linux-6.1 does not", StringComparison.Ordinal));
        Assert.Contains(matrix.Disagreements, static found => found.What.StartsWith("the trace ", StringComparison.Ordinal));
        Assert.False(matrix.IsAsDeclared);
    }

    [Fact]
    public void A_deviation_that_the_kernel_never_shows_is_a_disagreement()
    {
        var matrix = Matrix(NeverSeen(Report));
        var found = Assert.Single(matrix.Disagreements);
        Assert.Equal(RuleId.OSL_8, found.Rule);
        Assert.Matches(@"^kvm-mdscr-high-lost was seen on linux-6\.1 \([\d,]+\) and never on kvm-6\.1, which ran its witness$", found.What);
        Assert.False(matrix.IsAsDeclared);
    }

    [Fact]
    public void A_deviation_that_the_kernel_could_not_have_shown_is_not_compared()
    {
        var noWitness = NeverSeen(Report) with { Replayed = [.. Report.Replayed.Where(static replayed => replayed.Trace != Witness)] };
        var hidden = Report with { Errata = [.. Report.Errata.Where(static seen => seen.Erratum.Name != "kvm-mdscr-high-lost")] };
        Assert.Empty(Matrix(noWitness).Disagreements);
        Assert.Equal("kvm-6.1 cannot run the witness", Assert.Single(Matrix(noWitness).NotCompared).Reason);
        Assert.Empty(Matrix(hidden).Disagreements);
        Assert.Equal("the emulator below the kernel lacks the register", Assert.Single(Matrix(hidden).NotCompared).Reason);
    }

    [Fact]
    public void A_trace_that_shows_something_else_is_a_disagreement()
    {
        var other = Report with { Replayed = [.. Report.Replayed.Select(static replayed => replayed.Trace == Witness ? replayed with { Broken = RuleId.OSL_8 } : replayed)] };
        Assert.Equal($"the trace {Witness}: linux-6.1 conforms, kvm-6.1 breaks OSL-8", Assert.Single(Matrix(other).Disagreements).What);
    }

    [Fact]
    public void A_trace_that_does_not_show_what_it_expects_is_not_as_declared()
    {
        var trace = Corpus.First(static trace => trace.Name == "os-lock/good_osl7_brk_whatever_is_set.oslock");
        var wrong = trace with { Document = trace.Document with { Expectations = [new TraceExpectation(Profile, TraceVerdict.Diverges, RuleId.OSL_7)] } };
        var matrix = new ConformanceMatrix([new MatrixColumn(Profile, Check(Profile, Options with { Corpus = [wrong] }), null)], [wrong], Options);
        Assert.Equal((trace.Name, null), (Assert.Single(matrix.UnmetExpectations).Replayed.Trace, matrix.UnmetExpectations[0].Replayed.Broken));
        Assert.False(matrix.IsAsDeclared);
    }

    [Fact]
    public void Without_a_report_nothing_is_compared()
    {
        var matrix = new ConformanceMatrix([new MatrixColumn(Profile, Report, null), new MatrixColumn(Kernel, null, "no kernel") { Profile = Profile }], Corpus, Options);
        Assert.Equal(0, matrix.Comparisons);
        Assert.Equal(ConformanceMatrix.Rules.Count, matrix.Count(1, CellState.CouldNotRun));
    }

    private static CheckReport NeverSeen(CheckReport report) => report with
    {
        Errata = [.. report.Errata.Select(static seen => seen.Erratum.Name == "kvm-mdscr-high-lost" ? seen with { Seen = 0 } : seen)],
    };

    private static ConformanceMatrix Matrix(CheckReport kernel) =>
        new([new MatrixColumn(Profile, Report, null), new MatrixColumn(Kernel, kernel, null) { Profile = Profile }], Corpus, Options);

    private static CheckReport Check(string name, CheckOptions options)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        return new CheckRunner(target, options).Run();
    }
}
