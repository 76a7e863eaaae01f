using System.Globalization;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Explaining;

/// <summary>KVM_SET_GUEST_DEBUG in words, with the kernel's names.</summary>
internal static class GuestDebugWords
{
    private static readonly (GuestDebugFlags Flag, string Name)[] Names =
    [
        (GuestDebugFlags.Enable, "ENABLE"), (GuestDebugFlags.SingleStep, "SINGLESTEP"), (GuestDebugFlags.UseSwBp, "USE_SW_BP"),
        (GuestDebugFlags.UseHw, "USE_HW"), (GuestDebugFlags.Unknown, "an unknown bit"),
    ];

    /// <summary>The flags without their prefix KVM_GUESTDBG_; <c>0</c> for none.</summary>
    public static string Flags(GuestDebugFlags flags) => flags == GuestDebugFlags.None
        ? "0"
        : string.Join('|', Names.Where(row => (flags & row.Flag) != 0).Select(static row => row.Name));

    /// <summary>The call as a clause.</summary>
    public static string Call(GuestDebugFlags flags, in UserspaceDebugRegisters registers)
    {
        if ((flags & GuestDebugFlags.Enable) == 0)
            return $"calls KVM_SET_GUEST_DEBUG without ENABLE (control {Flags(flags)}), which stops debugging";
        List<string> points = [];
        Add(points, "breakpoint", 0, registers.Bvr0, registers.Bcr0);
        Add(points, "breakpoint", 1, registers.Bvr1, registers.Bcr1);
        Add(points, "watchpoint", 0, registers.Wvr0, registers.Wcr0);
        Add(points, "watchpoint", 1, registers.Wvr1, registers.Wcr1);
        var with = points.Count == 0 ? "" : $", with {string.Join(" and ", points)}";
        return $"calls KVM_SET_GUEST_DEBUG with {Flags(flags)}{with}";
    }

    private static void Add(List<string> points, string kind, int n, ulong value, uint control)
    {
        if (value != 0 || control != 0)
            points.Add(string.Create(CultureInfo.InvariantCulture, $"{kind} {n} at {AddressText.Of(value)} (control {NumberSyntax.Print(control)})"));
    }
}
