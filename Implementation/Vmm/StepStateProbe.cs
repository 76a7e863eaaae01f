using OsLockConformance.Implementation.Machine;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Vmm;

/// <summary>
/// A program that scenarios without boundary events cannot express (VMM-5): the guest has armed a step and is about to execute the
/// stepped instruction when userspace debugs it for a while and stops doing so. Userspace stands in for the event: it puts the vCPU to
/// the instruction by ONE_REG, and a BRK that it writes there brings it back.
/// </summary>
internal sealed class StepStateProbe(RunWatchdog watchdog, Batch batch)
{
    // EL1h with A, I and F set, D clear and SS set.
    private const ulong SteppingPstate = 0x2001C5;

    /// <summary>Runs it.</summary>
    /// <returns>Whether the step exception comes at the stepped instruction after userspace stopped debugging, and not at the next one.</returns>
    public bool LosesStepState(GuestMachine machine, GuestDebugFlags control)
    {
        var arm = new ScenarioAction { Kind = ActionKind.Run, Mode = EntryMode.EL1h, D = true, Length = 2 };
        arm.I0 = Instruction.Msr(RegisterId.OSLAR_EL1, 0);
        arm.I1 = Instruction.Msr(RegisterId.MDSCR_EL1, MDSCR_EL1.KDE | MDSCR_EL1.SS);
        batch.Run(machine, [arm]);

        var block = GuestLayout.Slot(1);
        machine.PutToMonitor(block);
        machine.Vcpu[KvmIoctl.PSTATE] = SteppingPstate;
        machine.Ram.Word(block) = ExceptionInstructions.BRK(0);
        _ = machine.SetGuestDebug(control, default);
        _ = watchdog.Run(machine.Vcpu);
        if (machine.Vcpu.ExitReason != KvmIoctl.KVM_EXIT_DEBUG)
            throw new KvmDeviceException($"BRK while userspace debugs ended with exit reason {machine.Vcpu.ExitReason}");

        machine.Ram.Word(block) = SystemInstructions.NOP();
        machine.Ram.Word(block + 4) = SystemInstructions.NOP();
        _ = machine.SetGuestDebug(GuestDebugFlags.None, default);
        machine.Vcpu[KvmIoctl.X(MonitorCode.Descriptor)] = MonitorLayout.Descriptors;
        machine.Vcpu[KvmIoctl.X(MonitorCode.Result)] = MonitorLayout.Results;
        machine.Vcpu[KvmIoctl.X(MonitorCode.Left)] = 1;
        machine.Vcpu[KvmIoctl.X(MonitorCode.ControlBlock)] = MonitorLayout.Control;
        ResultSlot.Clear(machine.Ram, 0);
        _ = watchdog.Run(machine.Vcpu);
        Batch.ExpectDoorbell(machine);
        machine.Ram[block] = MonitorCode.Terminators;
        return new ResultSlot(machine.Ram, 0).Exception.Elr == block;
    }
}
