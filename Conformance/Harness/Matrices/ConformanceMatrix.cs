using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Harness.Matrices;

/// <summary>What many targets did with one corpus and one budget: rule by target, and where simulated and real kernels disagree.</summary>
public sealed class ConformanceMatrix
{
    private readonly MatrixCell[][] _cells;

    /// <summary>Puts the matrix together.</summary>
    /// <param name="columns">The targets.</param>
    /// <param name="corpus">The traces that were replayed.</param>
    /// <param name="options">The budget and the seed of all columns.</param>
    public ConformanceMatrix(IReadOnlyList<MatrixColumn> columns, IReadOnlyList<CorpusTrace> corpus, CheckOptions options)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(corpus);
        Columns = columns;
        Corpus = corpus;
        Options = options;
        _cells = [.. Rules.Select(rule => columns.Select(column => MatrixCell.Of(rule.Id, column)).ToArray())];
        Agreement[] agreements = [.. PairsOf(columns).Select(static pair => new Agreement(pair.Profile, pair.Kernel))];
        Comparisons = agreements.Length;
        Disagreements = [.. agreements.SelectMany(static agreement => agreement.Disagreements)];
        NotCompared = [.. agreements.SelectMany(static agreement => agreement.NotCompared)];
        UnmetExpectations = [.. columns.SelectMany(column => Unmet(column, corpus))];
    }

    /// <summary>The rows.</summary>
    public static IReadOnlyList<Rule> Rules => RuleCatalogue.All;

    /// <summary>The targets.</summary>
    public IReadOnlyList<MatrixColumn> Columns { get; }

    /// <summary>The traces that were replayed on each target that can do them.</summary>
    public IReadOnlyList<CorpusTrace> Corpus { get; }

    /// <summary>The budget and the seed of all columns.</summary>
    public CheckOptions Options { get; }

    /// <summary>How many real kernels were compared with the simulated kernel of their version.</summary>
    public int Comparisons { get; }

    /// <summary>Where a simulated kernel and the real one of its version differ.</summary>
    public IReadOnlyList<Disagreement> Disagreements { get; }

    /// <summary>The declared deviations that could not be compared.</summary>
    public IReadOnlyList<NotCompared> NotCompared { get; }

    /// <summary>Where a trace of the corpus did not show what it expects.</summary>
    public IReadOnlyList<UnmetExpectation> UnmetExpectations { get; }

    /// <summary>Whether everything that ran behaves as it is declared to.</summary>
    public bool IsAsDeclared => Disagreements.Count == 0 && UnmetExpectations.Count == 0 && Columns.All(static column => column.Report is null or { Conforms: true });

    /// <summary>The cells of a rule, in the order of the columns.</summary>
    /// <param name="row">The index of the rule in <see cref="Rules"/>.</param>
    public IReadOnlyList<MatrixCell> Row(int row) => _cells[row];

    /// <summary>How many rules of a column are in a state.</summary>
    public int Count(int column, CellState state) => _cells.Count(row => row[column].State == state);

    /// <summary>The declared deviations that were seen anywhere.</summary>
    public IEnumerable<Erratum> ErrataSeen() => ErratumCatalogue.All.Where(erratum =>
        Columns.Any(column => column.Report is { } report && report.Errata.Any(seen => seen.Erratum == erratum && seen.Seen > 0)));

    private static IEnumerable<(MatrixColumn Profile, MatrixColumn Kernel)> PairsOf(IReadOnlyList<MatrixColumn> columns)
    {
        foreach (var kernel in columns)
        {
            if (kernel is { Report: not null, Profile: { } name } && columns.FirstOrDefault(column => column.Name == name) is { Report: not null } profile)
                yield return (profile, kernel);
        }
    }

    private static IEnumerable<UnmetExpectation> Unmet(MatrixColumn column, IReadOnlyList<CorpusTrace> corpus)
    {
        foreach (var replayed in column.Report?.Replayed ?? [])
        {
            // A real kernel has no expectations of its own; it is compared with its profile instead.
            var document = corpus.FirstOrDefault(trace => trace.Name == replayed.Trace)?.Document;
            if (document?.Expectations.FirstOrDefault(expected => expected.Target == column.Name) is { } expected && !UnmetExpectation.IsMet(expected, replayed))
                yield return new UnmetExpectation(column.Name, expected, replayed);
        }
    }
}
