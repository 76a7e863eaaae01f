using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>In the place of a breakpoint that compares an address one that needs none: the write of the address goes.</summary>
internal sealed class DropBreakpointAddress : IShrinkPass
{
    public string Name => "drop the address of breakpoints";

    public void Run(ShrinkSession session)
    {
        var actions = (ScenarioAction[])session.Current.Actions.Clone();
        var writesControl = false;
        var writesAddress = false;
        for (var i = 0; i < actions.Length; i++)
        {
            if (actions[i].Kind == ActionKind.SetOneReg && actions[i].OneReg.Id == RegisterId.DBGBCRn_EL1)
            {
                actions[i].I0 = ActionDictionary.BreakpointWithoutAddress with { Opcode = default };
                writesControl = true;
            }
            for (var k = actions[i].Length - 1; k >= 0; k--)
            {
                if (actions[i].InstructionAt(k) is not { Opcode: Opcode.MSR } write)
                    continue;
                if (write.Register == RegisterId.DBGBCRn_EL1)
                {
                    actions[i].SetInstruction(k, ActionDictionary.BreakpointWithoutAddress);
                    writesControl = true;
                }
                else if (write.Register == RegisterId.DBGBVRn_EL1)
                {
                    actions[i] = Blocks.WithoutKeepingEvent(actions[i], k);
                    writesAddress = true;
                }
            }
        }
        if (writesControl && writesAddress)
            session.Try([.. actions.Where(static action => action.Kind != ActionKind.Run || action.Length > 0)]);
    }
}
