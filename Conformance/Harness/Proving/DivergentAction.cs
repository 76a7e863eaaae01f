using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Proving;

/// <summary>Which actions can diverge with a signature: a wrong value of a register needs an action that reads it, and so on.</summary>
/// <param name="signature">The signature.</param>
internal sealed class DivergentAction(Signature signature)
{
    // The register stands in the lowest byte of what the classifier calls the detail.
    private readonly RegisterId _register = (RegisterId)(byte)signature.Detail;

    /// <summary>Whether the action can be the divergent one; true if that can't be told from the action alone.</summary>
    public bool CanBe(in ScenarioAction action) => signature.Kind switch
    {
        DivergenceKind.Value => signature.Detail == SignatureText.Memory ? AccessesMemory(action) : Reads(action),
        DivergenceKind.OneReg => action.Kind == ActionKind.GetOneReg && action.OneReg.Id == _register,
        DivergenceKind.Errno when signature.Detail == SignatureText.GuestDebug => action.Kind == ActionKind.SetGuestDebug,
        DivergenceKind.Errno => action.Kind is ActionKind.GetOneReg or ActionKind.SetOneReg && action.OneReg.Id == _register,
        DivergenceKind.Event or DivergenceKind.MissingEvent or DivergenceKind.Spin or DivergenceKind.Syndrome or DivergenceKind.Address
            or DivergenceKind.SavedState or DivergenceKind.FaultAddress or DivergenceKind.Completion => action.Kind == ActionKind.Run,
        _ => true,
    };

    private bool Reads(in ScenarioAction action)
    {
        for (var i = 0; i < action.Length; i++)
        {
            if (action.InstructionAt(i) is { Opcode: Opcode.MRS } read && read.Register == _register)
                return true;
        }
        return false;
    }

    private static bool AccessesMemory(in ScenarioAction action)
    {
        for (var i = 0; i < action.Length; i++)
        {
            if (action.InstructionAt(i).AccessesMemory)
                return true;
        }
        return false;
    }
}
