using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Hardware;

public sealed partial class ProcessingElement
{
    private Outcome ExecuteMrs(SystemRegister register, int index, ref Observation observation)
    {
        var outcome = CheckAccess(register, index, isRead: true);
        if (outcome == Outcome.Completed)
            observation.SetValue(index, ReadRegister(register));
        return outcome;
    }

    private Outcome ExecuteMsr(SystemRegister register, ulong value, int index)
    {
        var outcome = CheckAccess(register, index, isRead: false);
        if (outcome == Outcome.Completed)
            WriteRegister(register, value);
        return outcome;
    }

    /// <summary>UNDEFINED comes first, then the trap to EL1, then the trap to EL2.</summary>
    private Outcome CheckAccess(SystemRegister register, int index, bool isRead)
    {
        if (CurrentEL == 0)
        {
            if (!isRead)
                return Undefined();
            switch (register.Id)
            {
                case RegisterId.MDCCSR_EL0:
                    if ((_context.Effective.MDSCR_EL1 & MDSCR_EL1.TDCC) != 0)
                        return TakeExceptionToEl1(ExceptionClass.SystemRegisterTrap, AccessSyndrome(register, index, isRead), PC);
                    break;
                case RegisterId.ID_AA64DFR0_EL1 when _configuration.Idst:
                    return TakeExceptionToEl1(ExceptionClass.SystemRegisterTrap, AccessSyndrome(register, index, isRead), PC);
                default:
                    return Undefined();
            }
        }
        else if (!IsImplemented(register) || (isRead ? RegisterTraps.IsWriteOnly(register.Id) : RegisterTraps.IsReadOnly(register.Id)))
        {
            return Undefined();
        }
        return IsTrapped(RegisterTraps.TrapOf(register.Id), isRead)
            ? TakeExceptionToEl2(ExceptionClass.SystemRegisterTrap, AccessSyndrome(register, index, isRead))
            : Outcome.Completed;
    }

    private bool IsImplemented(SystemRegister register) => register.Id switch
    {
        RegisterId.DBGBVRn_EL1 or RegisterId.DBGBCRn_EL1 => register.Index < _configuration.Breakpoints,
        RegisterId.DBGWVRn_EL1 or RegisterId.DBGWCRn_EL1 => register.Index < _configuration.Watchpoints,
        _ => true,
    };

    private bool IsTrapped(RegisterTrap trap, bool isRead) => (ActiveTraps(isRead) >> (int)trap & 1) != 0;

    /// <summary>The controls that trap a read or a write now; bit t is <see cref="RegisterTrap"/> t.</summary>
    private uint ActiveTraps(bool isRead) =>
        (TDA | TDE ? 1u << (int)RegisterTrap.TDA : 0)
        | (TDOSA | TDE ? 1u << (int)RegisterTrap.TDOSA : 0)
        | (TDRA | TDE ? 1u << (int)RegisterTrap.TDRA : 0)
        | (TID3 ? 1u << (int)RegisterTrap.TID3 : 0)
        | (TVM & !isRead ? 1u << (int)RegisterTrap.TVM : 0);

    private static uint AccessSyndrome(SystemRegister register, int index, bool isRead) =>
        RegisterTable.EncodingOf(register).TrapSyndrome(GuestLayout.TransferRegister(index), isRead);

    private ulong ReadRegister(SystemRegister register) => register.Id switch
    {
        RegisterId.ELR_EL1 => ELR_EL1,
        RegisterId.SPSR_EL1 => SPSR_EL1,
        _ => _registers.Read(register),
    };

    private void WriteRegister(SystemRegister register, ulong value)
    {
        switch (register.Id)
        {
            case RegisterId.ELR_EL1:
                ELR_EL1 = value;
                break;
            case RegisterId.SPSR_EL1:
                SPSR_EL1 = (uint)value & StoredSpsr;
                break;
            default:
                _registers.Write(register, value);
                break;
        }
    }
}
