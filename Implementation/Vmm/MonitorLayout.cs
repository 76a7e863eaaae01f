using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Vmm;

/// <summary>
/// Where the monitor's code and tables are, beside what <see cref="GuestLayout"/> fixes. Userspace fills the tables; the monitor runs
/// the blocks that they describe one after the other without leaving the guest. It all is in few pages, since each page that the guest touches
/// costs a stage 2 fault after every KVM_ARM_VCPU_INIT: the code follows the ERET, a batch of twenty blocks is in the control block's page.
/// </summary>
internal static class MonitorLayout
{
    /// <summary>The monitor's code; it begins by reading the control block.</summary>
    public const ulong Entry = GuestLayout.MonitorEret + 0x10;

    /// <summary>The control block: addresses of the first descriptor and result, number of blocks, two SVC #0, the slot filled last.</summary>
    public const ulong Control = 0x4013_0000;
    public const uint ControlDescriptors = 0;
    public const uint ControlResults = 8;
    public const uint ControlCount = 16;
    public const uint ControlTerminators = 24;
    public const uint ControlLastSlot = 32;

    /// <summary>Descriptors: what a block is and how it is entered.</summary>
    public const ulong Descriptors = Control + 0x40;
    public const uint DescriptorSize = RecordSize;
    public const uint DescriptorCode = 0;
    public const uint DescriptorSlot = 16;
    public const uint DescriptorElr = 24;
    public const uint DescriptorSpsr = 32;
    public const uint DescriptorTransfer = 40;
    public const uint DescriptorAddress = 64;

    /// <summary>Results: what the monitor's vector saw.</summary>
    public const ulong Results = Descriptors + 0x80;
    public const uint ResultSize = RecordSize;
    public const uint ResultEsr = 0;
    public const uint ResultElr = 8;
    public const uint ResultSpsr = 16;
    public const uint ResultFar = 24;
    public const uint ResultTransfer = 32;
    public const uint ResultDone = 56;

    // A descriptor, and behind it the result of its block.
    private const uint RecordSize = 0xC0;

    /// <summary>Most blocks of one batch.</summary>
    public const int MaximumBatch = 64;

    /// <summary>A store here leaves the guest: all blocks of the batch are done.</summary>
    public const ulong Doorbell = 0x0900_0000;

    /// <summary>A store here says that an exception came to a vector where none is expected.</summary>
    public const ulong UnexpectedException = Doorbell + 8;

    /// <summary>The register with the address of the load or store at <paramref name="index"/>: X4 to X6.</summary>
    public static int AddressRegister(int index) => index + 4;
}
