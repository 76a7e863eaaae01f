using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Exports;

/// <summary>What formats refuse.</summary>
internal static class GuestOnly
{
    /// <summary>Complains about what a program that is nothing but a guest cannot do or see.</summary>
    public static void Demand(ExportedProgram program, string format)
    {
        DemandVisible(program, format);
        foreach (var step in program.Steps)
        {
            if (step.Action.Kind != ActionKind.Run)
                throw new ExportException($"expected an action of the guest, since a program as {format} is one, got '{step.Text}'", step.Index);
            DemandNoEvents(step, format);
        }
    }

    /// <summary>Complains about an event at an instruction boundary.</summary>
    public static void DemandNoEvents(ExportedStep step, string format)
    {
        if (step.Action.HasEvents)
            throw new ExportException($"expected a block without events, since a program as {format} cannot stop a guest at an instruction, got '{step.Text}'", step.Index);
    }

    /// <summary>Complains about a divergence that only the host has.</summary>
    public static void DemandVisible(ExportedProgram program, string format)
    {
        if (program.Observed?.Divergence is { Signature.Kind: DivergenceKind.Invariant or DivergenceKind.InvariantThrew } divergence)
            throw new ExportException($"{divergence.Signature} on the host after '{ActionText.Of(program.Observed.Entries[divergence.Action].Action)}', which a program as {format} cannot see", divergence.Action);
    }
}
