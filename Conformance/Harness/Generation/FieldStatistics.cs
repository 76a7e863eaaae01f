using OsLockConformance.Model.Registers;

namespace OsLockConformance.Harness.Generation;

/// <summary>
/// Which values are written to the fields of the registers, by MSR and by SET_ONE_REG. The fields are those of
/// <see cref="RegisterTable"/>. A field has the classes 0, all ones and, if it has several bits, other; a field that holds an address or
/// data, which is wider than <see cref="WidestControl"/> bits, has one class.
/// </summary>
public sealed class FieldStatistics
{
    /// <summary>Bits of the widest field whose values are told apart: the mask, byte and type fields of DBGBCR and DBGWCR have fewer.</summary>
    public const int WidestControl = 8;

    private const int Classes = 3;

    private static readonly (RegisterDescription Register, RegisterField Field)[] Fields =
    [
        .. RegisterTable.Registers.Where(static row => (row.El1 & RegisterAccess.Write) != 0 || row.Id == RegisterId.OSLSR_EL1)
            .SelectMany(static row => row.Fields.Select(field => (row, field))),
    ];

    private readonly long[] _counts = new long[Fields.Length * Classes];
    private readonly long[] _writes = new long[RegisterTable.Registers.Count];

    /// <summary>Counts a write.</summary>
    public void Count(RegisterId register, ulong value)
    {
        _writes[(int)register]++;
        for (var i = 0; i < Fields.Length; i++)
        {
            if (Fields[i].Register.Id == register)
                _counts[(i * Classes) + ClassOf(Fields[i].Field, value)]++;
        }
    }

    /// <summary>A table for each register that can be written: writes in total, and how many of them have each class of value.</summary>
    public IEnumerable<StatisticsTable> Tables() => Fields.Select(static (row, index) => (row.Register, row.Field, Index: index))
        .GroupBy(static row => row.Register.Id)
        .Select(group => new StatisticsTable($"values of {NameOf(group.First().Register)}", _writes[(int)group.Key], [.. group.SelectMany(row => Rows(row.Field, row.Index))]));

    private IEnumerable<StatisticsRow> Rows(RegisterField field, int index)
    {
        if (field.Width > WidestControl)
        {
            yield return new StatisticsRow(field.Name, _counts[index * Classes]);
            yield break;
        }
        yield return new StatisticsRow($"{field.Name} = 0", _counts[index * Classes]);
        yield return new StatisticsRow(field.Width == 1 ? $"{field.Name} = 1" : $"{field.Name} all ones", _counts[(index * Classes) + 1]);
        if (field.Width > 1)
            yield return new StatisticsRow($"{field.Name} other", _counts[(index * Classes) + 2]);
    }

    private static string NameOf(RegisterDescription register) => register.IsFamily ? register.NamePattern.Replace("{0}", "n", StringComparison.Ordinal) : register.NamePattern;

    private static int ClassOf(RegisterField field, ulong value)
    {
        if (field.Width > WidestControl || (value & field.Mask) == 0)
            return 0;
        return (value & field.Mask) == field.Mask ? 1 : 2;
    }
}
