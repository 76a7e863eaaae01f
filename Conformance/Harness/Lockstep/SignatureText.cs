using System.Globalization;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Lockstep;

/// <summary>Signatures in words.</summary>
public static class SignatureText
{
    /// <summary>The detail of an errno that KVM_SET_GUEST_DEBUG returned.</summary>
    internal const uint GuestDebug = 0xFF;

    /// <summary>The detail of a value that a load returned.</summary>
    internal const uint Memory = 0xFE;

    /// <summary>The fragment that, after the rule, names a finding.</summary>
    public static string Describe(Signature signature)
    {
        var detail = signature.Detail;
        return signature.Kind switch
        {
            DivergenceKind.Invariant => "invariant " + InvariantNames.NameOf(detail) + " broken",
            DivergenceKind.Event => "unexpected " + EventName(detail),
            DivergenceKind.MissingEvent => "missing " + EventName(detail),
            DivergenceKind.Spin => "program spins",
            DivergenceKind.Syndrome => "wrong ISS of " + EventName(detail),
            DivergenceKind.Address => "wrong address of " + EventName(detail),
            DivergenceKind.SavedState => ((detail >> 16) != 0 ? "wrong SPSR.SS of " : "wrong SPSR of ") + EventName(detail & 0xFFFF),
            DivergenceKind.FaultAddress => "wrong FAR of " + EventName(detail),
            DivergenceKind.Value => "wrong value of " + RegisterName(detail),
            DivergenceKind.Completion => "other instructions completed",
            DivergenceKind.Errno => "wrong errno for " + RegisterName(detail),
            DivergenceKind.OneReg => "wrong ONE_REG value of " + RegisterName(detail),
            DivergenceKind.Crash => detail == 0 ? "crash" : string.Create(CultureInfo.InvariantCulture, $"crash (exit code {detail})"),
            DivergenceKind.Hang => "hang",
            DivergenceKind.InvariantThrew => "invariant " + InvariantNames.NameOf(detail),
            _ => "no divergence",
        };
    }

    private static string EventName(uint detail)
    {
        var exit = (ObservedEventKind)(detail >> 8) == ObservedEventKind.DebugExit ? "debug exit for " : "";
        return exit + ExceptionNames.Describe((ExceptionClass)(detail & 0x3F));
    }

    private static string RegisterName(uint detail)
    {
        var id = detail & 0xFF;
        if (id == GuestDebug)
            return "KVM_SET_GUEST_DEBUG";
        if (id == Memory)
            return "memory";
        var name = ((RegisterId)id).ToString();
        return ((RegisterId)id, detail >> 8) switch
        {
            (RegisterId.MDSCR_EL1, 1) => name + "[63:32]",
            (RegisterId.MDSCR_EL1, 2) => name + " save/restore fields",
            (RegisterId.OSLSR_EL1, 1) => name + " outside OSLK",
            (RegisterId.OSLSR_EL1, _) => name + ".OSLK",
            _ => name,
        };
    }
}
