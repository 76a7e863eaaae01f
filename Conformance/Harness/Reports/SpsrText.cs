using System.Globalization;
using OsLockConformance.Model.Registers;

namespace OsLockConformance.Harness.Reports;

/// <summary>SPSR_EL1 for people, cut to the bits that an observer may compare: <c>EL1h D=0 SS=1</c>.</summary>
public static class SpsrText
{
    /// <summary>The value; bits outside <paramref name="mask"/> are printed as <c>?</c>.</summary>
    public static string Of(uint spsr, uint mask = uint.MaxValue)
    {
        var text = $"{Mode(spsr, mask)} D={Bit(spsr, mask, SPSR_EL1.D)} SS={Bit(spsr, mask, SPSR_EL1.SS)}";
        return (spsr & mask & SPSR_EL1.IL) != 0 || (mask & SPSR_EL1.IL) == 0 ? $"{text} IL={Bit(spsr, mask, SPSR_EL1.IL)}" : text;
    }

    private static string Mode(uint spsr, uint mask)
    {
        const uint mode = SPSR_EL1.M | SPSR_EL1.AArch32;
        if ((mask & mode) != mode)
            return "M=?";
        return (spsr & mode) switch
        {
            0 => "EL0t",
            4 => "EL1t",
            5 => "EL1h",
            var reserved => string.Create(CultureInfo.InvariantCulture, $"M=0x{reserved:x}"),
        };
    }

    private static char Bit(uint spsr, uint mask, uint bit) => (mask & bit) == 0 ? '?' : (spsr & bit) == 0 ? '0' : '1';
}
