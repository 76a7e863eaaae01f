using OsLockConformance.Harness.Generation;
using Xunit;
using Xunit.Abstractions;

namespace OsLockConformance.Tests.Coverage;

/// <summary>No cell that the model can reach may be left out by what the properties run.</summary>
public sealed class CoverageGateTests(ITestOutputHelper output)
{
    /// <summary>Every feature that can be taken from the generator, and a cell that is not met without it.</summary>
    public static TheoryData<GeneratorFeatures, string> Features { get; } = new()
    {
        { GeneratorFeatures.DebugUnmasked, "SST-1 at EL1, OSLK 0, guest debug none" },
        { GeneratorFeatures.StepBit, "SST-2 at EL0, OSLK 0, guest debug none" },
        { GeneratorFeatures.El0, "run at EL0, OSLK 0, guest debug none" },
        { GeneratorFeatures.IllegalReturns, "ILL-1 at EL1, OSLK 0, guest debug none" },
        { GeneratorFeatures.UserspaceBreakpoints, "DBG-2 at EL0, OSLK 1, guest debug hw" },
        { GeneratorFeatures.UserspaceWatchpoints, "DBG-3 at EL0, OSLK 1, guest debug hw" },
        { GeneratorFeatures.UserspaceSingleStep, "VMM-2 at EL0, OSLK 0, guest debug single-step" },
        { GeneratorFeatures.OwnWatchpoints, "DBG-3 at EL0, OSLK 0, guest debug none" },
        { GeneratorFeatures.OwnBreakpoints, "DBG-2 at EL0, OSLK 0, guest debug none" },
        { GeneratorFeatures.BoundaryEvents, "preempt in a block at EL1, OSLK 0, guest debug none" },
        { GeneratorFeatures.SecondVm, "switch-vm outside of a block, OSLK 0, guest debug none" },
        { GeneratorFeatures.Unlocking, "OSL-11 at EL1, OSLK 0, guest debug none" },
        { GeneratorFeatures.DoubleLock, "DLK-1 at EL0, OSLK 0, guest debug none" },
        { GeneratorFeatures.ExceptionReturns, "OSL-11 at EL0, OSLK 0, guest debug none" },
        { GeneratorFeatures.OwnSingleStep, "SST-1 at EL0, OSLK 0, guest debug none" },
        { GeneratorFeatures.BreakpointInstructions, "DBG-6 at EL1, OSLK 1, guest debug none" },
        { GeneratorFeatures.UndefinedInstructions, "udf at EL1" },
        { GeneratorFeatures.MaskInstructions, "REG-4 at EL0, OSLK 0, guest debug none" },
        { GeneratorFeatures.Loads, "ldxr at EL0" },
        { GeneratorFeatures.CommsChannelTraps, "kvm-tdcc-stale at EL0, OSLK 1, guest debug none" },
        { GeneratorFeatures.TransferRegisters, "OSL-9 at EL1, OSLK 1, guest debug none" },
        { GeneratorFeatures.ClaimTags, "CLM-1 at EL1, OSLK 1, guest debug none" },
        { GeneratorFeatures.ColdResets, "cold-reset outside of a block, OSLK 0, guest debug none" },
        { GeneratorFeatures.WarmResets, "warm-reset outside of a block, OSLK 0, guest debug none" },
        { GeneratorFeatures.VcpuInits, "vcpu-init outside of a block, OSLK 1, guest debug hw" },
        { GeneratorFeatures.Migrations, "migrate outside of a block, OSLK 1, guest debug none" },
        { GeneratorFeatures.Reentries, "reenter outside of a block, OSLK 0, guest debug single-step" },
        { GeneratorFeatures.Preemptions, "preempt outside of a block, OSLK 1, guest debug enable" },
        { GeneratorFeatures.OneRegReads, "get-reg outside of a block, OSLK 0, guest debug none" },
        { GeneratorFeatures.OneRegWrites, "VMM-6 at EL1, OSLK 0, guest debug none" },
        { GeneratorFeatures.UnknownDebugFlags, "VMM-9 outside of a block, OSLK 0, guest debug none" },
    };

    [Fact]
    public void The_properties_meet_every_reachable_cell_but_the_known_gaps()
    {
        var (missing, unexpected) = (CoverageGate.Missing(CoverageGate.All), CoverageGate.Unexpected(CoverageGate.All));
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
    [MemberData(nameof(Features))]
    public void Without_a_feature_of_the_generator_the_gate_names_a_cell(GeneratorFeatures feature, string expected)
    {
        var reports = CoverageGate.Without(feature, expected);
        var before = CoverageGate.Missing([.. CoverageGate.Properties.Where(report => reports.Any(other => other.Target == report.Target))]);
        Assert.DoesNotContain(expected, before);
        Assert.DoesNotContain(expected, CoverageGate.KnownGaps);
        var missing = CoverageGate.Missing(reports).Except(before).ToArray();
        output.WriteLine($"{feature}: {missing.Length} cells\n{string.Join('\n', missing)}");
        Assert.Contains(expected, missing);
    }

    [Fact]
    public void Every_feature_of_the_generator_is_taken_away_once() =>
        Assert.Equal(Enum.GetValues<GeneratorFeatures>().Except([GeneratorFeatures.None]), Features.Select(static row => (GeneratorFeatures)row[0]));
}
