using OsLockConformance.Model.Registers;
using Xunit;

namespace OsLockConformance.Tests.Model;

/// <summary>The register table: fields, names and encodings, which masks, printers and trap handlers are made from.</summary>
public sealed class RegisterTableTests
{
    [Theory]
    [InlineData(63, 0, ulong.MaxValue, 64)]
    [InlineData(40, 23, 0x1FF_FF80_0000UL, 18)]
    [InlineData(47, 12, 0xFFFF_FFFF_F000UL, 36)]
    [InlineData(21, 21, 0x20_0000UL, 1)]
    public void A_field_covers_its_bits(int high, int low, ulong mask, int width)
    {
        var field = new RegisterField("field", high, low);
        Assert.Equal((mask, width), (field.Mask, field.Width));
        Assert.Equal(mask >> low, field.Extract(ulong.MaxValue));
        Assert.Equal(0UL, field.Extract(~mask));
    }

    [Theory]
    [InlineData(RegisterId.OSLSR_EL1, 0xFUL)]
    [InlineData(RegisterId.DBGBVRn_EL1, ulong.MaxValue)]
    [InlineData(RegisterId.DBGBCRn_EL1, 0x00FF_E1E7UL)]
    [InlineData(RegisterId.DBGWVRn_EL1, 0xFFFF_FFFF_FFFF_FFFCUL)]
    [InlineData(RegisterId.DBGWCRn_EL1, 0x1F1F_FFFFUL)]
    [InlineData(RegisterId.MDSCR_EL1, 0x4_ECE8_F041UL)]
    public void The_implemented_bits_are_those_of_the_fields(RegisterId register, ulong mask) =>
        Assert.Equal(mask, RegisterTable.Describe(register).ImplementedMask);

    [Fact]
    public void Every_register_is_found_by_its_name_and_its_encoding()
    {
        foreach (var row in RegisterTable.Registers)
        {
            for (var n = 0; n < (row.IsFamily ? 16 : 1); n++)
            {
                var register = new SystemRegister(row.Id, (byte)n);
                Assert.True(RegisterTable.TryFind(register.ToString(), out var found));
                Assert.Equal(register, found);
                Assert.True(RegisterTable.TryDecode(RegisterTable.EncodingOf(register), out found));
                Assert.Equal(register, found);
            }
        }
        Assert.Equal(22 - 4 + (4 * 16), Enumerable.Range(0, 1 << 16).Count(static key => RegisterTable.TryDecode(new RegisterEncoding((ushort)key), out _)));
    }

    [Fact]
    public void A_number_counts_in_the_encoding_of_a_family_only()
    {
        Assert.Equal(0b10_000_0000_0101_110, RegisterTable.EncodingOf(new SystemRegister(RegisterId.DBGWVRn_EL1, 5)).Key);
        Assert.Equal(0b10_000_0000_0010_010, RegisterTable.EncodingOf(new SystemRegister(RegisterId.MDSCR_EL1, 5)).Key);
    }

    [Fact]
    public void A_name_or_an_encoding_that_the_table_lacks_is_not_found()
    {
        Assert.False(RegisterTable.TryFind("DBGBVR16_EL1", out _));
        Assert.False(RegisterTable.TryDecode(new RegisterEncoding(0), out _));
        Assert.False(RegisterTable.TryDecode(new RegisterEncoding(0b10_000_0001_0010_100), out _));
    }
}
