using System.Globalization;
using OsLockConformance.Model.Reference;

namespace OsLockConformance.Harness.Reports;

/// <summary>Register values for people.</summary>
public static class ValueText
{
    /// <summary>A value in hexadecimal.</summary>
    public static string Of(ulong value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");

    /// <summary>A value of which only some bits are defined: <c>0x8/0xf</c> is value and mask, <c>?</c> nothing defined.</summary>
    public static string Of(MaskedValue value) => value.Mask switch
    {
        0 => "?",
        ulong.MaxValue => Of(value.Value),
        _ => $"{Of(value.Value & value.Mask)}/{Of(value.Mask)}",
    };
}
