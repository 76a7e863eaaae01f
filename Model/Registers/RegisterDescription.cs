using System.Globalization;

namespace OsLockConformance.Model.Registers;

/// <summary>
/// A row of the register table: everything that names, printers, masks, generators and exporters need to know.
/// </summary>
/// <param name="Id">The register or family.</param>
/// <param name="NamePattern">Arm's name, with <c>{0}</c> for the number n of a family.</param>
/// <param name="Encoding">The encoding; of member 0 for a family.</param>
/// <param name="El1">Accesses defined at EL1.</param>
/// <param name="El0">Accesses defined at EL0 (OSL-4 and the notes of the access table).</param>
/// <param name="ColdReset">The value after a cold reset in the bits of <paramref name="ColdResetKnown"/>.</param>
/// <param name="ColdResetKnown">The bits that a cold reset defines; all others are UNKNOWN after it.</param>
/// <param name="Fields">The implemented fields, most significant first.</param>
/// <param name="Summary">One line on what the register is for.</param>
public sealed record RegisterDescription(
    RegisterId Id,
    string NamePattern,
    RegisterEncoding Encoding,
    RegisterAccess El1,
    RegisterAccess El0,
    ulong ColdReset,
    ulong ColdResetKnown,
    string Summary,
    params IReadOnlyList<RegisterField> Fields)
{
    /// <summary>Whether this is a family numbered by n.</summary>
    public bool IsFamily { get; } = NamePattern.Contains("{0}", StringComparison.Ordinal);

    /// <summary>All bits that some field covers.</summary>
    public ulong ImplementedMask { get; } = Fields.Aggregate(0UL, static (mask, field) => mask | field.Mask);

    /// <summary>The name of member <paramref name="n"/>.</summary>
    public string NameOf(int n) => string.Format(CultureInfo.InvariantCulture, NamePattern, n);
}
