using System.Text;
using OsLockConformance.Implementation.Kernels;
using Xunit;

namespace OsLockConformance.Tests.Kernels;

public sealed class CpioArchiveTests
{
    [Fact]
    public void An_entry_is_header_name_and_data_each_padded_to_four_bytes()
    {
        using var stream = new MemoryStream();
        var archive = new CpioArchive(stream);
        archive.AddFile("job", "hello"u8);
        archive.Finish();
        var text = Encoding.ASCII.GetString(stream.ToArray());

        Assert.Equal(0, stream.Length % 4);
        Assert.StartsWith("07070100000001000081A4", text, StringComparison.Ordinal);
        // c_filesize and c_namesize.
        Assert.Equal("00000005", text.Substring(54, 8));
        Assert.Equal("00000004", text.Substring(94, 8));
        // 110 characters of header and the four of the name end at 114, which is padded to 116.
        Assert.Equal("job\0\0\0hello\0\0\0", text.Substring(110, 14));
        Assert.Equal("TRAILER!!!\0", text.Substring(124 + 110, 11));
    }

    [Fact]
    public void A_character_device_has_its_type_and_numbers()
    {
        using var stream = new MemoryStream();
        new CpioArchive(stream).AddCharacterDevice("dev/kvm", 10, 232);
        var text = Encoding.ASCII.GetString(stream.ToArray());

        Assert.Equal("00002180", text.Substring(14, 8));
        Assert.Equal("0000000A000000E8", text.Substring(78, 16));
    }
}
