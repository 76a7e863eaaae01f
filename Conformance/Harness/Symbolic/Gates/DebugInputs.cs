using OsLockConformance.Harness.Symbolic.Code;
using OsLockConformance.Harness.Symbolic.Terms;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>The registers and the part of PSTATE that debug exceptions depend on, as inputs of a gate.</summary>
internal sealed class DebugInputs
{
    private readonly GateWorkbench _bench;
    private readonly Term _coreNoPowerDownRequest;
    private readonly Term _doubleLock;
    private readonly Term _osLock;

    public DebugInputs(GateWorkbench bench)
    {
        _bench = bench;
        Mdscr = bench.Input("MDSCR_EL1", 64);
        _osLock = bench.Flag("OSLK");
        _doubleLock = bench.Flag("DLK");
        _coreNoPowerDownRequest = bench.Flag("CORENPDRQ");
        AtEl0 = bench.Flag("EL0");
        Masked = bench.Flag("PSTATE.D");
    }

    public Term Mdscr { get; }

    /// <summary>At EL0, not at EL1.</summary>
    public Term AtEl0 { get; }

    /// <summary>PSTATE.D.</summary>
    public Term Masked { get; }

    /// <summary>Neither lock is locked (OSL-6, DLK-1).</summary>
    public Term IsUnlocked => _bench.Terms.And(
        _bench.Terms.Not(_osLock), _bench.Terms.Or(_bench.Terms.Not(_doubleLock), _coreNoPowerDownRequest));

    /// <summary>Puts the registers into a GuestState of the model.</summary>
    public void GiveToModel(SymbolicValue whole, string prefix = "")
    {
        _bench.Set(whole, prefix + "Mdscr", Mdscr);
        _bench.Set(whole, prefix + "OsLock", _osLock);
        _bench.Set(whole, prefix + "DoubleLock", _doubleLock);
        _bench.Set(whole, prefix + "CoreNoPowerDownRequest", _coreNoPowerDownRequest);
    }

    /// <summary>Puts the registers into a DebugState of the hardware.</summary>
    public void GiveToHardware(SymbolicValue whole, string prefix = "")
    {
        _bench.Set(whole, prefix + "MDSCR_EL1", Mdscr);
        _bench.Set(whole, prefix + "OSLK", _osLock);
        _bench.Set(whole, prefix + "DLK", _doubleLock);
        _bench.Set(whole, prefix + "CORENPDRQ", _coreNoPowerDownRequest);
    }

    /// <summary>A PE that has both locks.</summary>
    public static PeConfiguration Configuration { get; } = new() { Breakpoints = 2, Watchpoints = 2, ContextAware = 1, DoubleLock = true };

    /// <summary>The actions that write the registers. All fields of MDSCR_EL1 can be written, because the lock comes last.</summary>
    public static ScenarioAction[] Writes(GateValues values) =>
    [
        GateProgram.Setup(Instruction.Msr(RegisterId.MDSCR_EL1, values["MDSCR_EL1"]), Instruction.Msr(RegisterId.DBGPRCR_EL1, values["CORENPDRQ"])),
        GateProgram.Setup(Instruction.Msr(RegisterId.OSDLR_EL1, values["DLK"]), Instruction.Msr(RegisterId.OSLAR_EL1, values["OSLK"])),
    ];

    /// <summary>Where the counterexample's block runs.</summary>
    public static EntryMode ModeOf(GateValues values) => values.Is("EL0") ? EntryMode.EL0t : EntryMode.EL1h;
}
