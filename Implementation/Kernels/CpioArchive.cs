using System.Globalization;
using System.Text;

namespace OsLockConformance.Implementation.Kernels;

/// <summary>
/// Writes an initramfs: a cpio archive in the "newc" format of the kernel's buffer format documentation. Every entry is a header of
/// 110 characters (magic 070701, then thirteen numbers of eight hexadecimal digits), the name with a zero, and the data; name and data
/// are padded to multiples of four bytes.
/// </summary>
public sealed class CpioArchive
{
    private const string Trailer = "TRAILER!!!";
    private const uint Directory = 0x4000;
    private const uint CharacterDevice = 0x2000;
    private const uint RegularFile = 0x8000;

    private readonly Stream _stream;
    private uint _inode;

    /// <summary>Begins an archive.</summary>
    public CpioArchive(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
    }

    /// <summary>Adds a folder; folders come before what is in them.</summary>
    public void AddFolder(string path) => Add(path, Directory | 0b111_101_101, [], 0, 0);

    /// <summary>Adds a character device.</summary>
    public void AddCharacterDevice(string path, uint major, uint minor) => Add(path, CharacterDevice | 0b110_000_000, [], major, minor);

    /// <summary>Adds a file.</summary>
    public void AddFile(string path, ReadOnlySpan<byte> content, bool isExecutable = false) =>
        Add(path, RegularFile | (isExecutable ? 0b111_101_101u : 0b110_100_100u), content, 0, 0);

    /// <summary>Ends the archive.</summary>
    public void Finish() => Add(Trailer, 0, [], 0, 0);

    private void Add(string path, uint mode, ReadOnlySpan<byte> content, uint major, uint minor)
    {
        var name = Encoding.UTF8.GetBytes(path + "\0");
        // Inode, mode, user, group, links, time, size, device of the file system, device, length of the name, checksum (unused).
        uint[] numbers =
        [
            path == Trailer ? 0 : ++_inode, mode, 0, 0, 1, 0, (uint)content.Length, 0, 0, major, minor, (uint)name.Length, 0,
        ];
        var header = new StringBuilder("070701");
        foreach (var number in numbers)
            header.Append(number.ToString("X8", CultureInfo.InvariantCulture));
        Write(Encoding.ASCII.GetBytes(header.ToString()).AsSpan(), name);
        Write(content, []);
    }

    private void Write(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        _stream.Write(first);
        _stream.Write(second);
        ReadOnlySpan<byte> padding = [0, 0, 0];
        _stream.Write(padding[..(-(first.Length + second.Length) & 3)]);
    }
}
