using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Vmm;

/// <summary>
/// A real kernel's KVM, through /dev/kvm, on an arm64 Linux machine. Blocks that follow each other run in one KVM_RUN. Boundary
/// events are left out: there is no way to stop a guest that is not single-stepped at a chosen instruction.
/// A scenario that is run by itself begins with KVM_ARM_VCPU_INIT; one of a queue begins with it if what came before it needs that.
/// </summary>
public sealed class KvmDeviceTarget : IBatchTarget, ILookahead, ISelectiveTarget, IDisposable
{
    /// <summary>Scenarios of a batch.</summary>
    public const int ScenariosAtOnce = 64;

    /// <summary>What every such target can do.</summary>
    public const TargetCapabilities AllCapabilities = TargetCapabilities.Userspace | TargetCapabilities.Host;

    private readonly KvmDevice _device = new();
    private readonly RunWatchdog _watchdog = new();
    private readonly GuestMachine[] _machines;
    private readonly Batch _batch;
    private readonly bool _isEmulated;
    private readonly DebuggedRun _debuggedRun;
    private readonly ScenarioQueue _queue;
    private readonly List<ScenarioAction> _announced = [];
    private int _current;
    private bool _secondUsed;
    private int _next;
    private int _batchStart;
    private int _batchLength;

    /// <summary>Opens /dev/kvm and looks what PE its guests have.</summary>
    /// <param name="name">The name by which errata are looked up.</param>
    /// <param name="isEmulated">Whether the machine is QEMU's: see <see cref="EmulatorDeviations"/>.</param>
    /// <exception cref="KvmDeviceException">There is no /dev/kvm that works.</exception>
    public KvmDeviceTarget(string name = "kvm", bool isEmulated = false)
    {
        Name = name;
        _isEmulated = isEmulated;
        _batch = new Batch(_watchdog);
        _debuggedRun = new DebuggedRun(_watchdog);
        _queue = new ScenarioQueue(this, _batch);
        _machines = [new GuestMachine(_device), new GuestMachine(_device)];
        Configuration = PeProbe.Read(_machines[0], _batch);
        Reset(Configuration);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public TargetCapabilities Capabilities => AllCapabilities;

    /// <inheritdoc/>
    public PeConfiguration Configuration { get; }

    /// <inheritdoc/>
    public int BatchSize => ScenariosAtOnce;

    internal GuestMachine Current => _machines[_current];

    /// <summary>Whether userspace debugs the guest.</summary>
    internal bool IsDebugged => Current.GuestDebug != GuestDebugFlags.None;

    /// <inheritdoc/>
    public void Reset(PeConfiguration configuration)
    {
        if (configuration != Configuration)
            throw new NotSupportedException($"{Name} has the PE {Configuration}.");
        _announced.Clear();
        _next = 0;
        _batchLength = 0;
        _queue.Footprint.MarkUnknown();
        InitMachines();
    }

    /// <inheritdoc/>
    public void Announce(ReadOnlySpan<ScenarioAction> actions)
    {
        _announced.Clear();
        _announced.AddRange(actions);
    }

    /// <inheritdoc/>
    public void Execute(in ScenarioAction action, ref Observation observation)
    {
        var place = Find(action);
        if (action.Kind != ActionKind.Run || IsDebugged)
        {
            ExecuteApart(action, ref observation);
            return;
        }
        if (place >= _batchStart + _batchLength || place < _batchStart)
            RunBatch(place);
        observation = _batch[place - _batchStart];
    }

    /// <inheritdoc/>
    public void QueueReset() => _queue.AddReset();

    /// <inheritdoc/>
    public void Queue(in ScenarioAction action) => _queue.Add(action);

    /// <inheritdoc/>
    public void ExecuteQueue() => _queue.Execute();

    /// <inheritdoc/>
    public void Take(ref Observation observation) => _queue.Take(ref observation);

    /// <summary>Executes an action that is not a block of a batch.</summary>
    internal void ExecuteApart(in ScenarioAction action, ref Observation observation)
    {
        observation.Clear();
        switch (action.Kind)
        {
            case ActionKind.Run:
                _debuggedRun.Run(Current, action, ref observation);
                break;
            case ActionKind.SetGuestDebug:
                observation.Errno = Current.SetGuestDebug(action.Control, action.DebugRegisters);
                break;
            case ActionKind.GetOneReg:
                observation.Errno = Current.Vcpu.GetOneReg(IdOf(action), out observation.OneRegValue);
                break;
            case ActionKind.SetOneReg:
                observation.Errno = Current.Vcpu.SetOneReg(IdOf(action), action.OneRegValue);
                break;
            case ActionKind.VcpuInit:
                Current.VcpuInit();
                break;
            case ActionKind.Migrate:
                Current.Migrate();
                break;
            case ActionKind.Reenter:
                // The last batch has left KVM_RUN already; the next block enters it again.
                break;
            case ActionKind.Preempt:
                Thread.Yield();
                break;
            case ActionKind.SwitchVm:
                _current ^= 1;
                _secondUsed = true;
                break;
            default:
                throw new NotSupportedException($"{Name} has no {action.Kind}.");
        }
    }

    /// <summary>Makes the machines fresh.</summary>
    internal void InitMachines()
    {
        _machines[0].Reset();
        if (_secondUsed)
            _machines[1].Reset();
        _secondUsed = false;
        _current = 0;
    }

    /// <summary>Makes the cells zero.</summary>
    internal void ClearCells() => Current.ClearCells();

    /// <inheritdoc/>
    public ScenarioAction Substitute(in ScenarioAction action) => _isEmulated ? EmulatorDeviations.Substitute(action) : action;

    /// <summary>Whether a guest that has armed a step meets it too early after userspace has debugged it for a while: see the erratum
    /// kvm-step-state-lost-without-singlestep.</summary>
    public bool LosesStepState(GuestDebugFlags control)
    {
        Reset(Configuration);
        return new StepStateProbe(_watchdog, _batch).LosesStepState(Current, control);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var machine in _machines)
            machine.Dispose();
        _watchdog.Dispose();
        _device.Dispose();
    }

    private static ulong IdOf(in ScenarioAction action) => KvmIoctl.SystemRegister + RegisterTable.EncodingOf(action.OneReg).Key;

    /// <summary>The place of the action among the announced ones, some of which may have been left out. Without an announcement each
    /// action is one of its own.</summary>
    private int Find(in ScenarioAction action)
    {
        while (_next < _announced.Count)
        {
            if (_announced[_next++] == action)
                return _next - 1;
        }
        _announced.Add(action);
        return _next++;
    }

    private void RunBatch(int place)
    {
        var end = place + 1;
        while (end < _announced.Count && end - place < MonitorLayout.MaximumBatch && MayRunAhead(_announced[end]))
            end++;
        _batchStart = place;
        _batchLength = end - place;
        _batch.Run(Current, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_announced)[place..end]);
    }

    /// <summary>Only an exception return at EL1 can make a block spin, and only blocks that spin are left out by the model.</summary>
    private static bool MayRunAhead(in ScenarioAction action)
    {
        if (action.Kind != ActionKind.Run)
            return false;
        for (var i = 0; i < action.Length; i++)
        {
            if (action.InstructionAt(i).Opcode == Opcode.ERET && action.Mode != EntryMode.EL0t)
                return false;
        }
        return true;
    }
}
