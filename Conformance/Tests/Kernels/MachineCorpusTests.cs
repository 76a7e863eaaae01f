using OsLockConformance.Harness.RealKernels;
using OsLockConformance.Tests.Traces;
using Xunit;

namespace OsLockConformance.Tests.Kernels;

public sealed class MachineCorpusTests
{
    [Fact]
    public void The_corpus_reads_back_as_it_was_written()
    {
        var corpus = CorpusFiles.Read();
        var read = MachineCorpus.Parse(MachineCorpus.Write(corpus));
        Assert.Equal(corpus.Select(static trace => (trace.Name, trace.Document.Scenario)), read.Select(static trace => (trace.Name, trace.Document.Scenario)));
    }

    [Fact]
    public void An_empty_corpus_reads_back_as_it_was_written() => Assert.Empty(MachineCorpus.Parse(MachineCorpus.Write([])));

    [Fact]
    public void No_file_is_no_trace() => Assert.Empty(MachineCorpus.ReadFile("/none/corpus"));
}
