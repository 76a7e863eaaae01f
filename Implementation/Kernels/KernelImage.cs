using System.Buffers.Binary;

namespace OsLockConformance.Implementation.Kernels;

/// <summary>The kernel that a user names: a file, or a version that has been fetched.</summary>
public static class KernelImage
{
    // Of the header in the kernel's boot protocol for arm64: "ARM\x64".
    private const int MagicOffset = 0x38;
    private const uint Magic = 0x644D_5241;

    // RFC 1952.
    private const ushort GzipMagic = 0x8B1F;

    // What the EFI stub of a compressed image has after its "MZ".
    private const int CompressedOffset = 4;
    private const uint CompressedMagic = 0x676D_697A;

    /// <summary>The image's path.</summary>
    /// <exception cref="EmulatedKernelException">There is none, or it is no arm64 kernel.</exception>
    public static string Find(KernelCache cache, string given)
    {
        ArgumentNullException.ThrowIfNull(cache);
        if (KernelRelease.Find(given) is { } release && !File.Exists(given))
        {
            var fetched = cache.ImageOf(release.Version);
            return File.Exists(fetched)
                ? fetched
                : throw new EmulatedKernelException($"kernel {release.Version} has not been fetched; 'oslock kernels fetch {release.Version}' brings it");
        }
        if (Directory.Exists(given))
            throw new EmulatedKernelException($"{given} is a folder, not a kernel image; a build has it at arch/arm64/boot/Image");
        if (!File.Exists(given))
            throw new EmulatedKernelException($"there is no kernel image {given}; give a file, or one of the versions that 'oslock kernels list' shows");
        return IsImage(given) ? given : throw new EmulatedKernelException($"{given} is no arm64 kernel image; a build has it at arch/arm64/boot/Image");
    }

    private static bool IsImage(string path)
    {
        try
        {
            Span<byte> header = stackalloc byte[MagicOffset + sizeof(uint)];
            using var file = File.OpenRead(path);
            return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length
                && (BinaryPrimitives.ReadUInt32LittleEndian(header[MagicOffset..]) == Magic
                    || BinaryPrimitives.ReadUInt16LittleEndian(header) == GzipMagic
                    || BinaryPrimitives.ReadUInt32LittleEndian(header[CompressedOffset..]) == CompressedMagic);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmulatedKernelException($"{path} cannot be read: {exception.Message}");
        }
    }
}
