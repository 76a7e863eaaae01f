namespace OsLockConformance.Implementation.Qemu;

/// <summary>Where the monitor of the bare-metal targets keeps what <see cref="Model.Vocabulary.GuestLayout"/> does not place. The
/// machine has RAM from 0x4000_0000 on.</summary>
internal static class MonitorLayout
{
    /// <summary>Where QEMU loads and enters a raw kernel.</summary>
    public const ulong Entry = 0x4008_0000;
    /// <summary>Parameter blocks of semihosting calls.</summary>
    public const ulong Parameters = 0x4020_0000;
    /// <summary>The length of a message, as it was read.</summary>
    public const ulong Header = 0x4020_0100;
    /// <summary>The records of a message.</summary>
    public const ulong Input = 0x4100_0000;
    /// <summary>The results of a message.</summary>
    public const ulong Output = 0x4200_0000;
    /// <summary>Size of both, in bytes.</summary>
    public const int BufferSize = 0x0100_0000;
    /// <summary>The translation tables.</summary>
    public const ulong Tables = 0x4300_0000;
    /// <summary>The pages that hold the blocks, one after the other.</summary>
    public const ulong Pool = 0x4400_0000;
    /// <summary>How many there are.</summary>
    public const int PoolPages = 32_768;
    /// <summary>RAM that the machine needs, in MiB.</summary>
    public const int Megabytes = 64 + (PoolPages >> 8);
}
