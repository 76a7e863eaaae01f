using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Monitor = OsLockConformance.Implementation.Hardware.Monitor;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>
/// Runs a block on a vCPU: the loop of kvm_arch_vcpu_ioctl_run() and, around it, userspace, which calls KVM_RUN again until
/// the block is left.
/// <list type="number">
/// <item>The monitor goes to its ERET: in the guest if that is entered, otherwise through a KVM_RUN.</item>
/// <item>The PE runs until it stops.</item>
/// <item>At the monitor's vectors, or when the budget is used up, the block has ended; the guest stays entered.</item>
/// <item>An exception to EL2 is handled; the guest goes on, or userspace sees a debug exit.</item>
/// <item>After a step that userspace asked for it calls KVM_RUN again while the PC is in the block; any other debug exit ends
/// the block, and userspace puts PC and PSTATE back to the monitor.</item>
/// </list>
/// </summary>
internal sealed class GuestRunner(ProcessingElement pe, VcpuThread thread, HandleExit handleExit, Userspace userspace)
{
    /// <summary>Exits in one block after which it is taken to make no progress.</summary>
    private const int ExitBudget = 2 * GuestLayout.InstructionBudget;

    private static readonly SystemRegister Mdscr = new(RegisterId.MDSCR_EL1);
    private static readonly ObservedEvent Spin = new() { Kind = ObservedEventKind.Spin };

    private BlockRun _run;
    private KvmRun _kvmRun;
    private int _exits;
    private byte _maskedEvents;

    /// <summary>Runs the block of <paramref name="action"/>.</summary>
    public void Run(VirtualMachine vm, in ScenarioAction action, ref Observation observation)
    {
        _run.Begin(in action);
        _exits = 0;
        _maskedEvents = 0;
        GoToMonitorEret(vm, in action);
        while (true)
        {
            var stop = pe.Run(ref _run, ref observation);
            _run.EventsDone &= (byte)~_maskedEvents;
            _maskedEvents = 0;
            switch (stop)
            {
                case PeStop.Boundary:
                    HandleBoundaryEvent(vm);
                    break;
                case PeStop.ExceptionToEl2:
                    if (!HandleException(vm, ref observation))
                    {
                        Userspace.PutBackToMonitor(vm.Vcpu);
                        return;
                    }
                    break;
                default:
                    return;
            }
        }
    }

    private void GoToMonitorEret(VirtualMachine vm, in ScenarioAction action)
    {
        if (thread.Entered == vm)
        {
            Monitor.PrepareEntry(pe, in action);
            return;
        }
        Userspace.PutBackToMonitor(vm.Vcpu);
        vm.Vcpu.Context[VcpuSysReg.ELR_EL1] = GuestLayout.Slot(action.Slot);
        vm.Vcpu.Context[VcpuSysReg.SPSR_EL1] = action.EntrySpsr;
        CallKvmRun(vm);
    }

    private void CallKvmRun(VirtualMachine vm)
    {
        thread.Load(vm.Vcpu);
        thread.Enter(vm);
    }

    /// <returns>false if the block has ended.</returns>
    private bool HandleException(VirtualMachine vm, ref Observation observation)
    {
        var vcpu = vm.Vcpu;
        thread.Leave(vm);
        var goesOn = handleExit.Handle(vcpu, in _run, ref _kvmRun, ref observation);
        if (++_exits > ExitBudget)
        {
            thread.ReturnToUserspace(vcpu);
            observation.Add(in Spin);
            return false;
        }
        if (goesOn)
        {
            thread.Enter(vm);
            return true;
        }

        thread.ReturnToUserspace(vcpu);
        observation.Add(new ObservedEvent
        {
            Kind = ObservedEventKind.DebugExit,
            Esr = _kvmRun.Hsr,
            Elr = vcpu.Context.PC,
            Far = _kvmRun.Far,
        });
        var isWantedStep = ESR_ELx.ClassOf(_kvmRun.Hsr) == ExceptionClass.SoftwareStepLowerEl && vcpu.UserspaceWants(GuestDebugFlags.SingleStep);
        var isFull = observation.Count == Observation.MaximumEvents && observation.Events[Observation.MaximumEvents - 1].Kind == ObservedEventKind.Spin;
        if (!isWantedStep || isFull || !TryGetBoundary(vcpu.Context.PC, out var boundary))
            return false;
        SetGuestDebugAfterStep(vm, boundary);
        CallKvmRun(vm);
        return true;
    }

    /// <summary>Under single-step userspace has control after the exit, so this is when SetGuestDebug comes.</summary>
    private void SetGuestDebugAfterStep(VirtualMachine vm, int boundary)
    {
        var due = _run.Action.EventAt(boundary);
        if (due.Kind != BoundaryEventKind.SetGuestDebug || (_run.EventsDone & (1 << boundary)) != 0)
            return;
        _run.EventsDone |= (byte)(1 << boundary);
        userspace.SetGuestDebug(vm, due.Control);
    }

    private void HandleBoundaryEvent(VirtualMachine vm)
    {
        var due = _run.PendingEvent;
        if (due.Kind == BoundaryEventKind.SetGuestDebug && IsUserspaceStepPending(vm.Vcpu))
        {
            _maskedEvents = (byte)(1 << _run.PendingBoundary);
            _run.EventsDone |= _maskedEvents;
            return;
        }

        _run.CompletePendingEvent();
        thread.Interrupt(vm);
        switch (due.Kind)
        {
            case BoundaryEventKind.Preempt:
                thread.Put(vm.Vcpu);
                break;
            case BoundaryEventKind.Migrate:
                thread.ReturnToUserspace(vm.Vcpu);
                userspace.Migrate(vm);
                break;
            case BoundaryEventKind.SetGuestDebug:
                thread.ReturnToUserspace(vm.Vcpu);
                userspace.SetGuestDebug(vm, due.Control);
                break;
            default:
                thread.ReturnToUserspace(vm.Vcpu);
                break;
        }
        CallKvmRun(vm);
    }

    /// <summary>Whether the next thing that happens is the exit for a step that userspace asked for.</summary>
    private bool IsUserspaceStepPending(Vcpu vcpu) =>
        vcpu.UserspaceWants(GuestDebugFlags.SingleStep) && pe.TDE && !pe.OSLK && (!pe.DLK || pe.CORENPDRQ)
        && (pe.PSTATE & SPSR_EL1.SS) == 0 && (pe.ReadAsHost(Mdscr) & MDSCR_EL1.SS) != 0;

    /// <summary>Whether the address is a word of the block, the terminator included.</summary>
    private bool TryGetBoundary(ulong pc, out int boundary)
    {
        var offset = pc - GuestLayout.Slot(_run.Action.Slot);
        boundary = (int)(offset / 4);
        return offset <= 4UL * _run.Action.Length && offset % 4 == 0;
    }
}
