using System.Globalization;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Explaining;

/// <summary>
/// The model's state as a reader needs it: the lock, what userspace debugs, MDSCR_EL1, whose breakpoints and watchpoints the hardware
/// has, and those that are enabled. What is the same as after a reset is left out, but for the fields that every debug exception depends on.
/// </summary>
internal static class StateFields
{
    private static readonly (string Name, ulong Bit)[] Switches =
        [("SS", MDSCR_EL1.SS), ("KDE", MDSCR_EL1.KDE), ("MDE", MDSCR_EL1.MDE), ("TDCC", MDSCR_EL1.TDCC)];

    /// <summary>The fields of the guest that acts next.</summary>
    /// <param name="state">The state.</param>
    /// <param name="before">The fields one action earlier; null for the first action.</param>
    /// <param name="configuration">The PE.</param>
    /// <param name="twoGuests">Whether the scenario runs the second virtual machine too.</param>
    public static IReadOnlyList<StateField> Of(in MachineState state, IReadOnlyList<StateField>? before, PeConfiguration configuration, bool twoGuests)
    {
        List<(string Name, string Value)> fields = [];
        if (twoGuests)
            fields.Add(("acts", state.SecondActs ? "VM 2" : "VM 1"));
        Add(fields, state.SecondActs ? state.Second : state.First, configuration);
        // A field that is gone is one that was disabled or reset: it is shown once more.
        var gone = before is null ? [] : before.Where(old => old.Value != Gone && !fields.Exists(field => field.Name == old.Name)).Select(static old => (old.Name, Gone));
        return
        [
            .. fields.Concat(gone).Select(field => new StateField(field.Name, field.Item2,
                before is not null && (before.FirstOrDefault(old => old.Name == field.Name)?.Value ?? Gone) != field.Item2)),
        ];
    }

    private const string Gone = "off";

    private static void Add(List<(string Name, string Value)> fields, in GuestState guest, PeConfiguration configuration)
    {
        fields.Add(("OSLK", Bit(guest.OsLock)));
        if (configuration.DoubleLock)
            fields.Add(("DLK", Bit(guest.DoubleLock)));
        fields.Add(("guest_debug", GuestDebugWords.Flags(guest.GuestDebug)));
        foreach (var (name, bit) in Switches)
            fields.Add(($"MDSCR_EL1.{name}", (guest.MdscrUnknown & bit) != 0 ? "?" : Bit((guest.Mdscr & bit) != 0)));
        var others = guest.Mdscr & ~guest.MdscrUnknown & ~Switches.Aggregate(0UL, static (mask, one) => mask | one.Bit);
        if (others != 0)
            fields.Add(("MDSCR_EL1 others", ValueSyntax.Print(RegisterId.MDSCR_EL1, others)));
        fields.Add(("debug registers", (guest.GuestDebug & GuestDebugFlags.UseHw) != 0 ? "userspace's" : "guest's"));
        for (var n = 0; n < configuration.Breakpoints; n++)
            AddPoint(fields, "breakpoint", n, guest.Debug.Bvr[n], guest.Debug.Bcr[n]);
        for (var n = 0; n < configuration.Watchpoints; n++)
            AddPoint(fields, "watchpoint", n, guest.Debug.Wvr[n], guest.Debug.Wcr[n]);
        var own = guest.UserspaceDebug;
        AddPoint(fields, "userspace's breakpoint", 0, own.Bvr0, own.Bcr0);
        AddPoint(fields, "userspace's breakpoint", 1, own.Bvr1, own.Bcr1);
        AddPoint(fields, "userspace's watchpoint", 0, own.Wvr0, own.Wcr0);
        AddPoint(fields, "userspace's watchpoint", 1, own.Wvr1, own.Wcr1);
    }

    /// <summary>E is bit 0 of every control register.</summary>
    private static void AddPoint(List<(string Name, string Value)> fields, string kind, int n, ulong value, uint control)
    {
        if ((control & 1) != 0)
            fields.Add((string.Create(CultureInfo.InvariantCulture, $"{kind} {n}"), $"{AddressText.Of(value)}, control {NumberSyntax.Print(control)}"));
    }

    private static string Bit(bool value) => value ? "1" : "0";
}
