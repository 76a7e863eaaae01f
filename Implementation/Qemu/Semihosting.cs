using OsLockConformance.Implementation.Machine;
using static OsLockConformance.Implementation.Machine.DataProcessing;
using static OsLockConformance.Implementation.Machine.GeneralRegister;
using static OsLockConformance.Implementation.Machine.LoadsAndStores;

namespace OsLockConformance.Implementation.Qemu;

/// <summary>Code for Arm semihosting calls (Semihosting for AArch32 and AArch64, ARM-software/abi-aa). They use X0 to X2.</summary>
internal static class Semihosting
{
    /// <summary>SYS_OPEN.</summary>
    public const uint SYS_OPEN = 0x01;
    /// <summary>SYS_WRITE.</summary>
    public const uint SYS_WRITE = 0x05;
    /// <summary>SYS_READ.</summary>
    public const uint SYS_READ = 0x06;
    /// <summary>SYS_EXIT.</summary>
    public const uint SYS_EXIT = 0x18;
    /// <summary>ADP_Stopped_ApplicationExit, the reason of a normal exit.</summary>
    public const ulong ApplicationExit = 0x2_0026;
    /// <summary>The mode "rb" of SYS_OPEN.</summary>
    public const ulong ModeRead = 1;
    /// <summary>The mode "wb" of SYS_OPEN.</summary>
    public const ulong ModeWrite = 5;

    private const ulong Immediate = 0xF000;
    private const int Doubleword = 3;

    /// <summary>Calls with the parameter block that X1 points to.</summary>
    public static void EmitCall(CodeBuilder code, uint operation) => code.Emit(MOVZ(X0, operation), ExceptionInstructions.HLT(Immediate));

    /// <summary>Opens a file of the host; the handle goes to <paramref name="handle"/>.</summary>
    public static void EmitOpen(CodeBuilder code, string path, ulong mode, GeneralRegister handle)
    {
        // The name is stored by code: the image holds no data.
        code.EmitConstant(X1, MonitorLayout.Parameters);
        code.Emit(ADD(X2, X1, 64));
        for (var i = 0; i <= path.Length; i++)
        {
            code.Emit(MOVZ(X0, i < path.Length ? path[i] : 0u), STR(0, X0, X2, (uint)i));
        }
        code.EmitConstant(X0, mode);
        code.Emit(STR(Doubleword, X2, X1), STR(Doubleword, X0, X1, 8));
        code.EmitConstant(X0, (ulong)path.Length);
        code.Emit(STR(Doubleword, X0, X1, 16));
        EmitCall(code, SYS_OPEN);
        code.Emit(MOV(handle, X0));
    }

    /// <summary>Ends the machine with the exit code in X2.</summary>
    public static void EmitExit(CodeBuilder code)
    {
        code.EmitConstant(X1, MonitorLayout.Parameters);
        code.EmitConstant(X0, ApplicationExit);
        code.Emit(STR(Doubleword, X0, X1), STR(Doubleword, X2, X1, 8));
        EmitCall(code, SYS_EXIT);
    }

    /// <summary>
    /// A subroutine that reads or writes X11 bytes at X10 with the handle in X12; it returns with X11 = 0, or goes to
    /// <paramref name="failed"/> when no byte could be transferred.
    /// </summary>
    public static void EmitTransfer(CodeBuilder code, uint operation, Label entry, Label failed)
    {
        var done = new Label();
        code.Place(entry);
        code.EmitBranch(done, static distance => Branches.CBZ(X11, distance));
        code.EmitConstant(X1, MonitorLayout.Parameters);
        code.Emit(STR(Doubleword, X12, X1), STR(Doubleword, X10, X1, 8), STR(Doubleword, X11, X1, 16));
        EmitCall(code, operation);
        // X0 is the number of bytes that were not transferred.
        code.Emit(CMP(X0, X11));
        code.EmitBranch(failed, static distance => Branches.B(Condition.HS, distance));
        code.Emit(SUB(X11, X11, X0), ADD(X10, X10, X11), MOV(X11, X0));
        code.EmitBranch(entry, Branches.B);
        code.Place(done);
        code.Emit(Branches.RET());
    }
}
