using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Vmm;

/// <summary>What the monitor's handler wrote for one block.</summary>
internal readonly struct ResultSlot(GuestRam ram, int index)
{
    private readonly ulong _address = MonitorLayout.Results + ((ulong)index * MonitorLayout.ResultSize);

    /// <summary>Whether the handler came to it.</summary>
    public bool IsDone => ram[_address + MonitorLayout.ResultDone] != 0;

    /// <summary>The exception.</summary>
    public ObservedEvent Exception => EventReading.Exception(
        ram[_address + MonitorLayout.ResultEsr],
        ram[_address + MonitorLayout.ResultElr],
        ram[_address + MonitorLayout.ResultSpsr],
        ram[_address + MonitorLayout.ResultFar]);

    /// <summary>X1 to X3.</summary>
    public BlockImage.Registers Transfer
    {
        get
        {
            var transfer = default(BlockImage.Registers);
            for (var i = 0; i < GuestLayout.BlockLength; i++)
                transfer[i] = ram[_address + MonitorLayout.ResultTransfer + (8 * (ulong)i)];
            return transfer;
        }
    }

    /// <summary>Makes it empty.</summary>
    public static void Clear(GuestRam ram, int index) =>
        ram[MonitorLayout.Results + ((ulong)index * MonitorLayout.ResultSize) + MonitorLayout.ResultDone] = 0;
}
