using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Vmm;

/// <summary>
/// Blocks that the monitor runs one after the other without leaving the guest, while userspace does not debug it. A block that must be
/// ended from outside gets what was seen, and the monitor goes on with the next.
/// </summary>
internal sealed class Batch(RunWatchdog watchdog)
{
    private static readonly ObservedEvent Spin = new() { Kind = ObservedEventKind.Spin };

    private readonly Observation[] _observations = new Observation[MonitorLayout.MaximumBatch];

    /// <summary>What block <paramref name="index"/> showed.</summary>
    public ref readonly Observation this[int index] => ref _observations[index];

    public void Run(GuestMachine machine, ReadOnlySpan<ScenarioAction> blocks)
    {
        var ram = machine.Ram;
        for (var i = 0; i < blocks.Length; i++)
        {
            WriteDescriptor(ram, i, blocks[i]);
            ResultSlot.Clear(ram, i);
            _observations[i].Clear();
        }
        ram[MonitorLayout.Control + MonitorLayout.ControlDescriptors] = MonitorLayout.Descriptors;
        ram[MonitorLayout.Control + MonitorLayout.ControlResults] = MonitorLayout.Results;
        ram[MonitorLayout.Control + MonitorLayout.ControlCount] = (ulong)blocks.Length;
        if (!machine.IsAtDoorbell)
            machine.PutToMonitor(MonitorLayout.Entry);
        RunToDoorbell(machine, blocks);
        for (var i = 0; i < blocks.Length; i++)
        {
            var result = new ResultSlot(ram, i);
            if (!result.IsDone)
                continue;
            _observations[i].Add(result.Exception);
            BlockImage.ReadValues(blocks[i], result.Transfer, ref _observations[i]);
        }
    }

    /// <summary>The last KVM_RUN must have ended with the monitor's store to the doorbell.</summary>
    public static void ExpectDoorbell(GuestMachine machine)
    {
        var vcpu = machine.Vcpu;
        if (vcpu.ExitReason != KvmIoctl.KVM_EXIT_MMIO)
            throw new KvmDeviceException($"KVM_RUN ended with exit reason {vcpu.ExitReason} at PC 0x{vcpu[KvmIoctl.PC]:x}");
        if (vcpu.MmioAddress != MonitorLayout.Doorbell)
            throw new KvmDeviceException($"the guest stored 0x{vcpu.MmioData:x} to 0x{vcpu.MmioAddress:x} at PC 0x{vcpu[KvmIoctl.PC]:x}");
        machine.IsAtDoorbell = true;
    }

    private void RunToDoorbell(GuestMachine machine, ReadOnlySpan<ScenarioAction> blocks)
    {
        while (true)
        {
            var ended = watchdog.Run(machine.Vcpu);
            machine.IsAtDoorbell = false;
            var vcpu = machine.Vcpu;
            if (ended && vcpu.ExitReason != KvmIoctl.KVM_EXIT_DEBUG)
            {
                ExpectDoorbell(machine);
                return;
            }
            var index = (int)((vcpu[KvmIoctl.X(MonitorCode.Descriptor)] - MonitorLayout.Descriptors) / MonitorLayout.DescriptorSize);
            if (index >= blocks.Length)
                throw new KvmDeviceException($"the monitor lost its way at PC 0x{vcpu[KvmIoctl.PC]:x}");
            _observations[index].Add(ended ? EventReading.DebugExit(vcpu, vcpu[KvmIoctl.PC]) : Spin);
            machine.PutToMonitor(MonitorCode.Abandon);
        }
    }

    private static void WriteDescriptor(GuestRam ram, int index, in ScenarioAction action)
    {
        var image = BlockImage.Of(action);
        var address = MonitorLayout.Descriptors + ((ulong)index * MonitorLayout.DescriptorSize);
        ram[address + MonitorLayout.DescriptorCode] = image.Code0;
        ram[address + MonitorLayout.DescriptorCode + 8] = image.Code1;
        ram[address + MonitorLayout.DescriptorSlot] = GuestLayout.Slot(action.Slot);
        ram[address + MonitorLayout.DescriptorElr] = GuestLayout.Slot(action.Slot);
        ram[address + MonitorLayout.DescriptorSpsr] = action.EntrySpsr;
        for (var i = 0; i < GuestLayout.BlockLength; i++)
        {
            ram[address + MonitorLayout.DescriptorTransfer + (8 * (ulong)i)] = image.Transfer[i];
            ram[address + MonitorLayout.DescriptorAddress + (8 * (ulong)i)] = image.Address[i];
        }
    }
}
