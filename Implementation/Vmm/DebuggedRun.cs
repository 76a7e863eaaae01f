using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Vmm;

/// <summary>
/// Runs one block while userspace debugs the guest:
/// 1. userspace does what the monitor would do and puts the vCPU to the monitor's ERET;
/// 2. KVM_RUN; at a debug exit the observation grows by the exit, and before it by the exception if the vCPU stands at a vector;
/// 3. after a step that was asked for, KVM_RUN again while the PC is in the block; any other exit ends it;
/// 4. without an exit the monitor's handler takes the result and rings the doorbell.
/// </summary>
internal sealed class DebuggedRun(RunWatchdog watchdog)
{
    private static readonly ObservedEvent Spin = new() { Kind = ObservedEventKind.Spin };

    public void Run(GuestMachine machine, in ScenarioAction action, ref Observation observation)
    {
        Prepare(machine, action);
        while (true)
        {
            if (!watchdog.Run(machine.Vcpu))
            {
                observation.Add(Spin);
                break;
            }
            if (machine.Vcpu.ExitReason != KvmIoctl.KVM_EXIT_DEBUG)
            {
                Batch.ExpectDoorbell(machine);
                var slot = new ResultSlot(machine.Ram, 0);
                observation.Add(slot.Exception);
                BlockImage.ReadValues(action, slot.Transfer, ref observation);
                return;
            }
            if (!GoesOn(machine, action, ref observation))
                break;
        }
        var transfer = default(BlockImage.Registers);
        for (var i = 0; i < action.Length; i++)
        {
            if (action.InstructionAt(i).ProducesValue)
                transfer[i] = machine.Vcpu[KvmIoctl.X(GuestLayout.TransferRegister(i))];
        }
        BlockImage.ReadValues(action, transfer, ref observation);
    }

    private static bool GoesOn(GuestMachine machine, in ScenarioAction action, ref Observation observation)
    {
        var pc = machine.Vcpu[KvmIoctl.PC];
        if (EventReading.IsAtVector(pc))
            observation.Add(EventReading.Exception(machine.Vcpu));
        observation.Add(EventReading.DebugExit(machine.Vcpu, pc));
        var isWantedStep = (machine.GuestDebug & GuestDebugFlags.SingleStep) != 0
            && ESR_ELx.ClassOf(machine.Vcpu.DebugHsr) == ExceptionClass.SoftwareStepLowerEl;
        var isFull = observation.Count == Observation.MaximumEvents
            && observation.Events[Observation.MaximumEvents - 1].Kind == ObservedEventKind.Spin;
        var offset = pc - GuestLayout.Slot(action.Slot);
        return isWantedStep && !isFull && offset <= 4UL * action.Length && offset % 4 == 0;
    }

    private static void Prepare(GuestMachine machine, in ScenarioAction action)
    {
        var image = BlockImage.Of(action);
        machine.PutToMonitor(GuestLayout.MonitorEret);
        var vcpu = machine.Vcpu;
        // Each is a system call: those that no instruction of the block looks at are left as they are.
        for (var i = 0; i < action.Length; i++)
        {
            vcpu[KvmIoctl.X(GuestLayout.TransferRegister(i))] = image.Transfer[i];
            if (action.InstructionAt(i).AccessesMemory)
                vcpu[KvmIoctl.X(MonitorLayout.AddressRegister(i))] = image.Address[i];
        }
        vcpu[KvmIoctl.X(MonitorCode.ControlBlock)] = MonitorLayout.Control;
        vcpu[KvmIoctl.X(MonitorCode.Descriptor)] = MonitorLayout.Descriptors;
        vcpu[KvmIoctl.X(MonitorCode.Result)] = MonitorLayout.Results;
        vcpu[KvmIoctl.X(MonitorCode.Left)] = 1;
        vcpu[KvmIoctl.ELR_EL1] = GuestLayout.Slot(action.Slot);
        vcpu[KvmIoctl.SPSR_EL1] = action.EntrySpsr;
        ResultSlot.Clear(machine.Ram, 0);
        PlaceBlock(machine.Ram, GuestLayout.Slot(action.Slot), image);
    }

    private static void PlaceBlock(GuestRam ram, ulong slot, in BlockImage image)
    {
        ref var last = ref ram[MonitorLayout.Control + MonitorLayout.ControlLastSlot];
        ram[last] = MonitorCode.Terminators;
        ram[last + 8] = MonitorCode.Terminators;
        ram[slot] = image.Code0;
        ram[slot + 8] = image.Code1;
        last = slot;
    }
}
