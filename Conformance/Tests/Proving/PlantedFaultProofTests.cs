using System.Globalization;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Faults;
using OsLockConformance.Tests.Properties;
using Xunit;

namespace OsLockConformance.Tests.Proving;

/// <summary>
/// For every planted fault the smallest alphabet in which it shows, and the length of the shortest program that shows it:
/// Conformance/Tests/Proving/planted-faults.txt.
/// </summary>
public sealed class PlantedFaultProofTests
{
    /// <summary>In an alphabet that a fault does not lie in, all programs up to here are compared.</summary>
    private const int DepthOfAbsence = 3;

    private static readonly (string Name, string Alphabet, int Length)[] Table =
    [
        .. from line in RepositoryFiles.Read("Conformance", "Tests", "Proving", "planted-faults.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)
           let words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
           select (words[0], words[1], int.Parse(words[2], CultureInfo.InvariantCulture)),
    ];

    public static TheoryData<string, string, int> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, int>();
            foreach (var (name, alphabet, length) in Table)
                rows.Add(name, alphabet, length);
            return rows;
        }
    }

    [Fact]
    public void Every_fault_has_a_row() =>
        Assert.Equal(PlantedFaults.All.Select(static fault => fault.TargetName), Table.Select(static row => row.Name));

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_search_finds_the_shortest_program_that_shows_the_fault(string name, string alphabet, int length)
    {
        if (alphabet != "small")
            Assert.Equal(ProofVerdict.UpToDepth, ProductSearchTests.Search(name, "small", new SearchOptions { Depth = DepthOfAbsence }).Run().Verdict);
        var proof = ProductSearchTests.Search(name, alphabet, new SearchOptions()).Run();
        Assert.Equal(ProofVerdict.Diverges, proof.Verdict);
        Assert.Equal(length, proof.Counterexample!.Actions.Length);
        // What is found is the fault, not a deviation of the version that it is planted in.
        var healthy = ProductSearchTests.RunnerFor(TargetCatalogue.BaseProfileOf(name)!);
        Assert.True(healthy.Run(proof.Counterexample.Configuration, proof.Counterexample.Actions, out _));
    }
}
