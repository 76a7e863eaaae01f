using OsLockConformance.Model.Registers;

namespace OsLockConformance.Implementation.Hardware;

/// <summary>
/// What the Software Step syndrome needs to know about the instruction executed just before (SST-1).
/// ISV says "the instruction before this one was itself stepped", so it is 1 only if that instruction began active-not-pending and
/// completed in the ordinary way. SoftwareStep_DidNotStep leaves it open after an ERET that was stepped, and after
/// another exception was taken first (a stepped SVC, seen at the vector with TDE); both count as "did not step" here, since the
/// state was then entered by a change of PSTATE and not by the advance. An entry from EL2 starts without history for the same reason.
/// </summary>
internal partial struct SoftwareStepUnit
{
    private bool _stepped;
    private bool _exclusive;

    /// <summary>No instruction before this one counts.</summary>
    public void Forget() => _stepped = false;

    /// <summary>An instruction has completed.</summary>
    /// <param name="activeNotPending">The state in which it began.</param>
    /// <param name="isLoadExclusive">Whether it was LDXR.</param>
    public void Completed(bool activeNotPending, bool isLoadExclusive)
    {
        _stepped = activeNotPending;
        _exclusive = isLoadExclusive;
    }

    /// <summary>The ISS of the Software Step exception taken now.</summary>
    public readonly uint Syndrome() =>
        ESR_ELx.DebugException | (_stepped ? ESR_ELx.ISV | (_exclusive ? ESR_ELx.EX : 0) : 0);
}
