using System.Globalization;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Reports;

/// <summary>Addresses for people: slots and cells as in traces, the monitor's code by what it is.</summary>
public static class AddressText
{
    /// <summary>The size of the table that VBAR_EL1 points at.</summary>
    private const ulong VectorBytes = 0x800;

    /// <summary>The shortest name of an address.</summary>
    public static string Of(ulong address) => address switch
    {
        GuestLayout.MonitorEret => "monitor-eret",
        >= GuestLayout.Vectors and < GuestLayout.Vectors + VectorBytes =>
            string.Create(CultureInfo.InvariantCulture, $"vectors+0x{address - GuestLayout.Vectors:x}"),
        _ => AddressSyntax.TryPrint(address) ?? string.Create(CultureInfo.InvariantCulture, $"0x{address:x}"),
    };
}
