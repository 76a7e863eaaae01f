using System.Security.Cryptography;
using OsLockConformance.Benchmarks;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Proving;

public sealed class ProductSearchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oslock").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_small_alphabet_closes_for_the_simulated_hardware()
    {
        var proof = Search(SearchSizes.Closed, "small", new SearchOptions()).Run();
        Assert.Equal((ProofVerdict.Closed, SearchEnd.Done), (proof.Verdict, proof.End));
        // As the README has it; a change of the alphabet or of what is in a state changes them.
        Assert.Equal((25_920, SearchSizes.ClosedTransitions, 13), (proof.States, proof.Transitions, proof.Depth));
        // Each action is tried in each state, but for those that are no test there.
        Assert.Equal(proof.States * SmallOf("hardware").Actions.Count, proof.Transitions + proof.NoTests);
    }

    /// <summary>They close after 12 and 29 s, which is too long for a test.</summary>
    [Theory]
    [InlineData(SearchSizes.Bounded, SearchSizes.BoundedDepth, 31_511, SearchSizes.BoundedTransitions)]
    [InlineData("linux-6.1", 5, 20_096, 721_722)]
    public void The_small_alphabet_has_so_many_states_up_to_a_depth(string name, int depth, long states, long transitions)
    {
        var proof = Search(name, "small", new SearchOptions { Depth = depth }).Run();
        Assert.Equal((ProofVerdict.UpToDepth, SearchEnd.Depth, depth), (proof.Verdict, proof.End, proof.Depth));
        Assert.Equal((states, transitions), (proof.States, proof.Transitions));
    }

    [Theory]
    [InlineData("linux-6.14", 4)]
    [InlineData("fault:owner-ignores-mde", 4)]
    [InlineData("fault:mdccint-not-saved", 4)]
    public void The_result_does_not_depend_on_the_number_of_threads(string name, int depth)
    {
        var one = Search(name, "small", new SearchOptions { Depth = depth, Threads = 1 }).Run();
        foreach (var threads in (int[])[2, 5])
        {
            var other = Search(name, "small", new SearchOptions { Depth = depth, Threads = threads }).Run();
            Assert.Equal(WithoutTimes(one), WithoutTimes(other));
        }
    }

    /// <summary>Every program of one and two actions, run from the beginning, without any state being put back.</summary>
    [Theory]
    [InlineData("fault:zero-mdccint-not-loaded")]
    [InlineData("fault:skip-keeps-pstate-ss")]
    [InlineData("fault:oslsr-user-mask-inverted")]
    [InlineData("fault:host-owner-loads-guest-registers")]
    [InlineData("oslock-v2")]
    public void The_divergence_is_the_first_of_the_shortest_programs(string name)
    {
        var alphabet = SmallOf(name);
        var proof = Search(name, "small", new SearchOptions()).Run();
        Assert.Equal(ProofVerdict.Diverges, proof.Verdict);
        var (runner, actions) = (RunnerFor(name), alphabet.Actions);
        var first = actions.Select(static action => (ScenarioAction[])[action])
            .Concat(actions.SelectMany(action => actions.Select(other => (ScenarioAction[])[action, other])))
            .First(program => !runner.Run(alphabet.Configuration, program, out _));
        Assert.Equal(first, proof.Counterexample!.Actions);
        Assert.False(runner.Run(alphabet.Configuration, first, out var divergence));
        Assert.Equal(divergence.Signature, proof.Signature);
    }

    [Fact]
    public void A_search_that_was_interrupted_and_kept_goes_on_to_the_same_end()
    {
        var path = Path.Combine(_folder, "kept");
        var options = new SearchOptions { Depth = 4 };
        var whole = Search("linux-6.1", "small", options).Run();
        var parts = 0;
        ProofResult end;
        do
        {
            using var source = new CancellationTokenSource();
            var search = Search("linux-6.1", "small", options);
            if (parts++ > 0)
                SearchFile.Read(path, search);
            end = search.Run(_ => source.Cancel(), source.Token);
            SearchFile.Write(path, search);
        }
        while (end.End == SearchEnd.Interrupted);
        Assert.True(parts > 2, $"{parts} parts");
        Assert.Equal(WithoutTimes(whole), WithoutTimes(end) with { Bytes = whole.Bytes });
    }

    [Fact]
    public void A_file_of_another_search_and_one_that_is_cut_off_are_refused()
    {
        var path = Path.Combine(_folder, "kept");
        var search = Search("linux-6.1", "small", new SearchOptions { Depth = 2 });
        search.Run();
        SearchFile.Write(path, search);
        Assert.Contains("linux-6.1", Assert.Throws<InvalidDataException>(() => SearchFile.Read(path, Search("linux-6.14", "small", new SearchOptions()))).Message, StringComparison.Ordinal);
        Assert.Contains("small", Assert.Throws<InvalidDataException>(() => SearchFile.Read(path, Search("linux-6.1", "medium", new SearchOptions()))).Message, StringComparison.Ordinal);
        var strict = new ProductSearch("linux-6.1", SmallOf("linux-6.1"), ErratumId.None, new SearchOptions());
        Assert.Throws<InvalidDataException>(() => SearchFile.Read(path, strict));
        var bytes = File.ReadAllBytes(path);
        for (var cut = 1; cut < 60; cut++)
        {
            File.WriteAllBytes(path, bytes[..(bytes.Length * cut / 60)]);
            Assert.Throws<InvalidDataException>(() => SearchFile.Read(path, Search("linux-6.1", "small", new SearchOptions())));
        }
    }

    [Fact]
    public void A_file_with_any_one_byte_altered_is_refused()
    {
        var (path, bytes) = KeptAfterOneAction();
        var search = Search("hardware", "small", new SearchOptions());
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0xFF;
            File.WriteAllBytes(path, bytes);
            Assert.True(Record.Exception(() => SearchFile.Read(path, search)) is InvalidDataException, $"byte {i} of {bytes.Length} was believed");
            bytes[i] ^= 0xFF;
        }
    }

    /// <summary>What is not for the digest to find: numbers that no search has written.</summary>
    [Fact]
    public void A_file_with_a_byte_altered_and_the_right_digest_is_refused_or_read_and_nothing_else()
    {
        var (path, bytes) = KeptAfterOneAction();
        var search = Search("hardware", "small", new SearchOptions());
        var refused = 0;
        for (var i = 0; i < bytes.Length - SHA256.HashSizeInBytes; i++)
        {
            bytes[i] ^= 0xFF;
            WriteWithDigest(path, bytes);
            if (Record.Exception(() => SearchFile.Read(path, search)) is { } exception)
            {
                Assert.IsType<InvalidDataException>(exception);
                refused++;
            }
            bytes[i] ^= 0xFF;
        }
        // Most bytes are the content of a section, of which any other is as good.
        Assert.True(refused > 100, $"{refused} of {bytes.Length}");
    }

    [Fact]
    public void A_file_of_another_build_is_refused_by_that_name()
    {
        var (path, bytes) = KeptAfterOneAction();
        // The first digit of the build: behind the magic number and the length of the text.
        bytes["oslock-search 2\n".Length + 1] ^= 1;
        WriteWithDigest(path, bytes);
        var exception = Assert.Throws<InvalidDataException>(() => SearchFile.Read(path, Search("hardware", "small", new SearchOptions())));
        Assert.Equal("was written by another build", exception.Message);
    }

    [Fact]
    public void The_bounds_of_memory_and_time_end_a_search_with_the_depth_that_was_reached()
    {
        var memory = Search("linux-6.14", "medium", new SearchOptions { Memory = 16 << 20 }).Run();
        Assert.Equal((ProofVerdict.UpToDepth, SearchEnd.Memory), (memory.Verdict, memory.End));
        // The same number as the bound is about: what ends the search is in it, up to what one table would have taken in addition.
        Assert.InRange(memory.Bytes, 8 << 20, 32 << 20);
        var time = Search("linux-6.14", "medium", new SearchOptions { Time = TimeSpan.FromMilliseconds(1) }).Run();
        Assert.Equal((ProofVerdict.UpToDepth, SearchEnd.Time), (time.Verdict, time.End));
    }

    [Theory]
    [InlineData("hardware-deferred", "small", 3)]
    [InlineData("hardware", "medium", 2)]
    [InlineData("linux-6.14", "medium", 2)]
    [InlineData("linux-6.1", "medium", 2)]
    [InlineData("oslock-v3", "small", 3)]
    public void What_conforms_is_equivalent_as_far_as_is_searched(string name, string alphabet, int depth)
    {
        var proof = Search(name, alphabet, new SearchOptions { Depth = depth }).Run();
        Assert.Equal((ProofVerdict.UpToDepth, SearchEnd.Depth, depth), (proof.Verdict, proof.End, proof.Depth));
    }

    [Fact]
    public void Without_the_declared_deviations_a_kernel_diverges_at_once()
    {
        var proof = new ProductSearch("linux-6.14", SmallOf("linux-6.14"), ErratumId.None, new SearchOptions()).Run();
        Assert.Equal(ProofVerdict.Diverges, proof.Verdict);
        Assert.Single(proof.Counterexample!.Actions);
    }

    [Fact]
    public void The_large_alphabet_has_the_medium_one_and_that_the_small_one()
    {
        var all = (TargetCapabilities)(-1);
        var sets = ProofAlphabet.Names.Select(name => ProofAlphabet.Of(name, all)!.Actions).ToArray();
        Assert.All(sets[0], action => Assert.Contains(action, sets[1]));
        Assert.Empty(sets[1].Except(sets[2]));
        Assert.True(sets[1].Count > sets[0].Count && sets[2].Count > sets[1].Count);
        Assert.Null(ProofAlphabet.Of("tiny", all));
    }

    private (string Path, byte[] Bytes) KeptAfterOneAction()
    {
        var path = Path.Combine(_folder, "kept");
        var search = Search("hardware", "small", new SearchOptions { Depth = 1 });
        search.Run();
        SearchFile.Write(path, search);
        return (path, File.ReadAllBytes(path));
    }

    private static void WriteWithDigest(string path, byte[] bytes)
    {
        var content = bytes.AsSpan(..^SHA256.HashSizeInBytes);
        File.WriteAllBytes(path, [.. content, .. SHA256.HashData(content)]);
    }

    internal static ProductSearch Search(string name, string alphabet, SearchOptions options)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        return new ProductSearch(name, ProofAlphabet.Of(alphabet, target.Capabilities)!, ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(name)), options);
    }

    internal static LockstepRunner RunnerFor(string name)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        return new LockstepRunner(target, ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(name)));
    }

    private static ProofAlphabet SmallOf(string name)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        return ProofAlphabet.Of("small", target.Capabilities)!;
    }

    private static ProofResult WithoutTimes(ProofResult proof) => proof with { Elapsed = default, Processor = default };
}
