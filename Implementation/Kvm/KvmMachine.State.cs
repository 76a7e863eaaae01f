using OsLockConformance.Model.Exploration;

namespace OsLockConformance.Implementation.Kvm;

internal sealed partial class KvmMachine
{
    /// <summary>The PE with the host, and the virtual machines.</summary>
    public const int StateSections = 3;

    /// <summary>
    /// Visits everything that is left between two actions. What <see cref="HostObservation"/> keeps is the host as it boots, always the same, and a
    /// copy that is made anew for each snapshot; what <see cref="GuestRunner"/> keeps belongs to one block.
    /// </summary>
    public void VisitState<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        VisitCurrent(ref visitor);
        foreach (var vm in _machines)
            vm.Vcpu.VisitPlace(ref visitor);
        var entered = _thread.Entered;
        _pe.VisitState(ref visitor, entered is not null);
        var switched = entered is not null && _debug.RegistersInUse(entered.Vcpu);
        _hostData.Context.VisitHostState(ref visitor, entered is not null, switched);
        _hostData.DebugState.VisitKept(ref visitor, switched, _configuration.Breakpoints, _configuration.Watchpoints);
        visitor.EndSection();
        foreach (var vm in _machines)
        {
            vm.Vcpu.VisitState(ref visitor, vm == entered, OnThePe(vm, vm == entered, switched));
            vm.VisitState(ref visitor);
            visitor.EndSection();
        }
    }

    /// <summary>Which virtual machine acts, and which is entered: that one, or none.</summary>
    private void VisitCurrent<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        var place = (byte)(_current << 2);
        if (_thread.Entered is { } entered)
            place |= (byte)(entered == _machines[0] ? 1 : 2);
        visitor.Visit(ref place);
        if (!visitor.Loads)
            return;
        _current = place >> 2;
        _thread.Place((place & 3) == 0 ? null : _machines[(place & 3) - 1]);
        if (_thread.Entered is { } now)
            _pe.Cells = now.Cells;
    }

    private RegistersOnThePe OnThePe(VirtualMachine vm, bool isEntered, bool switched)
    {
        if (!isEntered)
            return default;
        // The vCPU's copy of a register that is on the PE is stale, and the exit writes over it before anything reads it. A planted fault may leave
        // out just that save, and then reads the stale copy: with a fault all copies are part of the state. It has more states then, never too few.
        if (_fault != Faults.FaultId.None)
            return new RegistersOnThePe(false, false, null, 0, 0, _debug.KeepsGuestMdscr(vm.Vcpu), _debug.KeepsGuestStep(vm.Vcpu));
        return new RegistersOnThePe(true, switched, switched ? _debug.RegistersToSwitch(vm.Vcpu) : null,
            _configuration.Breakpoints, _configuration.Watchpoints, _debug.KeepsGuestMdscr(vm.Vcpu), _debug.KeepsGuestStep(vm.Vcpu));
    }
}
