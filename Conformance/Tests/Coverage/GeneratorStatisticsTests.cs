using OsLockConformance.Harness.Generation;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Properties;
using Xunit;
using Xunit.Abstractions;

namespace OsLockConformance.Tests.Coverage;

/// <summary>What the generator draws, shown under <c>dotnet test</c>; nothing that it is able to draw may dry up unnoticed.</summary>
public sealed class GeneratorStatisticsTests(ITestOutputHelper output)
{
    private const int Scenarios = 20_000;

    /// <summary>Classes of values that are not drawn, and why.</summary>
    private static readonly Dictionary<string, string> NotDrawn = new(StringComparer.Ordinal)
    {
        ["values of DBGBCRn_EL1: BT all ones"] = Reserved,
        ["values of DBGBCRn_EL1: SSC all ones"] = OtherLevels,
        ["values of DBGBCRn_EL1: SSC other"] = OtherLevels,
        ["values of DBGBCRn_EL1: HMC = 1"] = OtherLevels,
        ["values of DBGBCRn_EL1: BAS other"] = "selects halfwords of T32 instructions, and there is no AArch32",
        ["values of DBGWCRn_EL1: MASK all ones"] = "a range of 2 GiB, which the cells are not in",
        ["values of DBGWCRn_EL1: SSC all ones"] = OtherLevels,
        ["values of DBGWCRn_EL1: SSC other"] = OtherLevels,
        ["values of DBGWCRn_EL1: HMC = 1"] = OtherLevels,
        ["values of SPSR_EL1: M all ones"] = "an AArch32 mode; one of those is drawn, and AArch32 is illegal here",
    };

    private const string Reserved = "a type that the architecture reserves";
    private const string OtherLevels = "selects Exception levels and Security states that there are none of";

    [Theory]
    [InlineData("hardware")]
    [InlineData("linux-6.14")]
    public void Nothing_that_can_be_drawn_is_never_drawn(string target)
    {
        var statistics = Draw(target, out var tables);
        Assert.Equal(Scenarios, statistics.Scenarios);
        Write(tables);
        var never = tables.SelectMany(static table => table.Rows.Where(static row => row.Count == 0).Select(row => $"{table.Title}: {row.Name}"));
        Assert.Equal(NotDrawn.Keys.Order(StringComparer.Ordinal), never.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("hardware")]
    [InlineData("linux-6.14")]
    public void What_a_target_can_do_is_drawn_often_enough(string target)
    {
        Draw(target, out var tables);
        Share(tables, "actions", "run", 0.5, 0.9);
        foreach (var row in tables.First(static table => table.Title == "actions").Rows)
            Share(tables, "actions", row.Name, 0.01, 0.9);
        foreach (var row in tables.First(static table => table.Title == "actions of a scenario").Rows)
            Share(tables, "actions of a scenario", row.Name, 0.12, 0.21);
        foreach (var row in tables.First(static table => table.Title == "instructions of a block").Rows)
            Share(tables, "instructions of a block", row.Name, 0.3, 0.37);
        foreach (var row in tables.First(static table => table.Title == "instructions").Rows)
            Share(tables, "instructions", row.Name, 0.02, 0.4);
        Share(tables, "entries of blocks", "EL0t", 0.2, 0.6);
        Share(tables, "entries of blocks", "D = 0", 0.5, 0.95);
        Share(tables, "entries of blocks", "SS = 1", 0.2, 0.8);
        Share(tables, "entries of blocks", "IL = 1 at EL0", 0.005, 0.1);
        // Swarm testing: each word is left in by some scenarios and left out by others.
        foreach (var word in (string[])["BRK", "ERET", "LDXR", "MDSCR_EL1", "DBGWCRn_EL1", "SPSR_EL1"])
            Share(tables, "swarm: scenarios with", word, 0.5, 0.75);
    }

    [Fact]
    public void Statistics_are_those_of_the_scenarios()
    {
        var generator = new ScenarioGenerator(TargetCapabilities.Guest) { MaximumActions = 5 };
        var statistics = GeneratorStatistics.Of(generator, ConformanceProperties.Seed, 100);
        var scenarios = Enumerable.Range(0, 100).Select(index => generator.Generate(SplittableRandom.SeedOf(ConformanceProperties.Seed, index))).ToArray();
        var blocks = scenarios.SelectMany(static scenario => scenario.Actions).ToArray();
        Assert.Equal(blocks.Length, Find(statistics.Tables(), "actions", "run").Count);
        Assert.Equal(blocks.Count(static block => block.Mode == EntryMode.EL0t), Find(statistics.Tables(), "entries of blocks", "EL0t").Count);
        Assert.Equal(blocks.Sum(static block => Enumerable.Range(0, block.Length).Count(i => block.InstructionAt(i).Opcode == Opcode.BRK)), Find(statistics.Tables(), "instructions", "BRK").Count);
        var locks = blocks.SelectMany(static block => Enumerable.Range(0, block.Length).Select(i => block.InstructionAt(i)))
            .Where(static instruction => instruction is { Opcode: Opcode.MSR, Register: RegisterId.OSLAR_EL1 }).ToArray();
        Assert.NotEmpty(locks);
        Assert.Equal(locks.Count(static one => (one.Value & 1) != 0), Find(statistics.Tables(), "values of OSLAR_EL1", "OSLK = 1").Count);
    }

    private static GeneratorStatistics Draw(string name, out IReadOnlyList<StatisticsTable> tables)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        var statistics = GeneratorStatistics.Of(new ScenarioGenerator(target.Capabilities), ConformanceProperties.Seed, Scenarios);
        tables = statistics.Tables();
        return statistics;
    }

    private void Write(IEnumerable<StatisticsTable> tables)
    {
        foreach (var table in tables)
            output.WriteLine($"{table.Title} ({table.Total}): {string.Join(", ", table.Rows.Select(row => $"{row.Name} {row.Count}"))}");
    }

    private static StatisticsRow Find(IEnumerable<StatisticsTable> tables, string title, string name) =>
        tables.First(table => table.Title == title).Rows.First(row => row.Name == name);

    private static void Share(IEnumerable<StatisticsTable> tables, string title, string name, double least, double most)
    {
        var table = tables.First(table => table.Title == title);
        var share = (double)Find(tables, title, name).Count / table.Total;
        Assert.True(share >= least && share <= most, $"{title}: {name} is {share:0.000}, expected {least} to {most}");
    }
}
