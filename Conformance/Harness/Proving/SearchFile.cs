using System.Security.Cryptography;
using System.Text;
using OsLockConformance.Harness.Files;
using OsLockConformance.Model.Errata;

namespace OsLockConformance.Harness.Proving;

/// <summary>
/// A search on disk, between two waves: what is searched, how far it is, and every state. Only the build that wrote it reads it, since the bytes of
/// a state mean nothing to another. At the end is a digest of all before it, so that a damaged file is never believed.
/// </summary>
public static class SearchFile
{
    private const int BufferBytes = 1 << 20;
    private const string Damaged = "is damaged, or not a whole search";

    private static ReadOnlySpan<byte> Magic => "oslock-search 2\n"u8;

    /// <summary>Writes a search.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public static void Write(string path, ProductSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        AtomicFile.Write(path, stream =>
        {
            using var digest = SHA256.Create();
            using (var digested = new CryptoStream(stream, digest, CryptoStreamMode.Write, leaveOpen: true))
            {
                using var writer = new BinaryWriter(digested, Encoding.UTF8, leaveOpen: true);
                writer.Write(Magic);
                writer.Write(BuildIdentity.Current);
                writer.Write(search.Target);
                writer.Write(search.Alphabet.Name);
                writer.Write((ulong)search.Accepted);
                search.Save(writer);
            }
            stream.Write(digest.Hash);
        });
    }

    /// <summary>Reads what <see cref="Write"/> has written into a search for the same.</summary>
    /// <exception cref="InvalidDataException">It is not such a file, not what was written, or of another search.</exception>
    public static void Read(string path, ProductSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes);
        using var reader = new BinaryReader(stream);
        try
        {
            Demand(reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic), "is not the state of a search");
            DemandDigest(stream);
            Demand(reader.ReadString() == BuildIdentity.Current, "was written by another build");
            var target = reader.ReadString();
            Demand(target == search.Target, $"is a search of {target}");
            var alphabet = reader.ReadString();
            Demand(alphabet == search.Alphabet.Name, $"is a search with the {alphabet} alphabet");
            Demand((ErratumId)reader.ReadUInt64() == search.Accepted, "is a search with other accepted deviations");
            search.Load(reader);
            Demand(stream.Position == stream.Length - SHA256.HashSizeInBytes, "has more than a search");
        }
        catch (Exception exception) when (exception is EndOfStreamException or ArgumentException or OverflowException or FormatException or IndexOutOfRangeException)
        {
            throw new InvalidDataException(Damaged, exception);
        }
    }

    /// <summary>Compares the digest with what is before it, and goes on behind the magic number.</summary>
    private static void DemandDigest(FileStream stream)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        stream.Position = 0;
        for (var left = stream.Length - SHA256.HashSizeInBytes; left > 0;)
        {
            var read = stream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            Demand(read > 0, Damaged);
            digest.AppendData(buffer, 0, read);
            left -= read;
        }
        var written = buffer.AsSpan(0, SHA256.HashSizeInBytes);
        stream.ReadExactly(written);
        Demand(written.SequenceEqual(digest.GetHashAndReset()), Damaged);
        stream.Position = Magic.Length;
    }

    private static void Demand(bool condition, string complaint)
    {
        if (!condition)
            throw new InvalidDataException(complaint);
    }
}
