using System.Text;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Explaining;

/// <summary>What an action does, in one sentence.</summary>
public static class ActionWords
{
    /// <summary>The sentence.</summary>
    public static string Of(in ScenarioAction action) => action.Kind switch
    {
        ActionKind.Run => Run(action),
        ActionKind.SetGuestDebug => $"Userspace {GuestDebugWords.Call(action.Control, action.DebugRegisters)}.",
        ActionKind.GetOneReg => $"Userspace reads {action.OneReg} with KVM_GET_ONE_REG.",
        ActionKind.SetOneReg => $"Userspace sets {action.OneReg} to {ValueSyntax.Print(action.OneReg.Id, action.OneRegValue)} with KVM_SET_ONE_REG.",
        _ => ActionTable.Describe(action.Kind).Sentence!,
    };

    private static string Run(in ScenarioAction action)
    {
        var text = new StringBuilder(Where(action));
        var subject = " the guest ";
        for (var i = 0; i <= action.Length; i++)
        {
            var boundary = action.EventAt(i);
            if (boundary.Kind != BoundaryEventKind.None)
            {
                text.Append(i == 0 ? " first " : "; then ").Append(Event(boundary)).Append(", and");
                subject = " the guest ";
            }
            if (i < action.Length)
                text.Append(subject).Append(InstructionWords.Of(action.InstructionAt(i)));
            else if (boundary.Kind != BoundaryEventKind.None)
                text.Append(" the guest goes on to the SVC that ends the block");
            subject = ", then ";
        }
        return text.Append('.').ToString();
    }

    private static string Where(in ScenarioAction action)
    {
        var level = action.Mode switch
        {
            EntryMode.EL0t => "At EL0",
            EntryMode.EL1t => "At EL1 with SP_EL0",
            EntryMode.Illegal => "After an illegal exception return",
            _ => "At EL1",
        };
        var il = action.IL ? ", PSTATE.IL = 1" : "";
        return $"{level} (slot {AddressSyntax.SlotName(action.Slot)}; PSTATE.D = {(action.D ? 1 : 0)}, PSTATE.SS = {(action.SS ? 1 : 0)}{il})";
    }

    private static string Event(in BoundaryEvent boundary) => boundary.Kind switch
    {
        BoundaryEventKind.Preempt => "the host schedules the vCPU thread out and in",
        BoundaryEventKind.Reenter => "userspace leaves KVM_RUN and enters it again",
        BoundaryEventKind.Migrate => "userspace moves all registers to a fresh vCPU",
        _ => $"userspace {GuestDebugWords.Call(boundary.Control, default)}",
    };
}
