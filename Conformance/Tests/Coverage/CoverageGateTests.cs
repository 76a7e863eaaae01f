using OsLockConformance.Harness.Generation;
using Xunit;
using Xunit.Abstractions;

namespace OsLockConformance.Tests.Coverage;

/// <summary>No cell that the model can reach may be left out by what the properties run.</summary>
public sealed class CoverageGateTests(ITestOutputHelper output)
{
    [Fact]
    public void The_properties_meet_every_reachable_cell_but_the_known_gaps()
    {
        var (missing, unexpected) = CoverageGate.Run();
        foreach (var cell in missing)
            output.WriteLine($"never met: {cell}");
        foreach (var cell in unexpected)
            output.WriteLine($"not explored: {cell}");
        var problems = missing.Where(static cell => !CoverageGate.KnownGaps.Contains(cell)).Select(static cell => $"never met: {cell}")
            .Concat(CoverageGate.KnownGaps.Except(missing).Select(static cell => $"no longer a gap: {cell}"))
            .Concat(unexpected.Select(static cell => $"met, but not reached by the exploration of the model: {cell}"));
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData(GeneratorFeatures.DebugUnmasked, "SST-1 at EL1, OSLK 0, guest debug none")]
    [InlineData(GeneratorFeatures.StepBit, "SST-2 at EL0, OSLK 0, guest debug none")]
    [InlineData(GeneratorFeatures.El0, "run at EL0, OSLK 0, guest debug none")]
    [InlineData(GeneratorFeatures.IllegalReturns, "ILL-1 at EL1, OSLK 0, guest debug none")]
    [InlineData(GeneratorFeatures.UserspaceBreakpoints, "DBG-2 at EL0, OSLK 1, guest debug hw")]
    [InlineData(GeneratorFeatures.UserspaceWatchpoints, "DBG-3 at EL0, OSLK 1, guest debug hw")]
    [InlineData(GeneratorFeatures.UserspaceSingleStep, "VMM-2 at EL0, OSLK 0, guest debug single-step")]
    [InlineData(GeneratorFeatures.OwnWatchpoints, "DBG-3 at EL0, OSLK 0, guest debug none")]
    [InlineData(GeneratorFeatures.OwnBreakpoints, "DBG-2 at EL0, OSLK 0, guest debug none")]
    [InlineData(GeneratorFeatures.BoundaryEvents, "preempt in a block at EL1, OSLK 0, guest debug none")]
    [InlineData(GeneratorFeatures.SecondVm, "switch-vm outside of a block, OSLK 0, guest debug none")]
    public void Without_a_feature_of_the_generator_the_gate_names_a_cell(GeneratorFeatures feature, string expected)
    {
        var missing = CoverageGate.Run(feature).Missing.Except(CoverageGate.KnownGaps).ToArray();
        output.WriteLine($"{feature}: {missing.Length} cells\n{string.Join('\n', missing)}");
        Assert.Contains(expected, missing);
    }
}
