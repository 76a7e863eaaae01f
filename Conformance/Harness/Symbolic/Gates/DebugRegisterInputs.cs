using System.Globalization;
using OsLockConformance.Harness.Symbolic.Code;
using OsLockConformance.Harness.Symbolic.Terms;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>Breakpoints, watchpoints and CONTEXTIDR_EL1 as inputs of a gate: what was written to them. Both sides store it in their way.</summary>
internal sealed class DebugRegisterInputs
{
    private readonly GateWorkbench _bench;
    private readonly Term _context;
    private readonly Term[] _bvr;
    private readonly Term[] _bcr;
    private readonly Term[] _wvr;

    /// <summary>Makes the inputs.</summary>
    /// <param name="bench">Where.</param>
    /// <param name="count">How many of each kind have any value; the others stay 0.</param>
    public DebugRegisterInputs(GateWorkbench bench, int count)
    {
        _bench = bench;
        _context = bench.Input("CONTEXTIDR_EL1", 32);
        _bvr = Family("DBGBVR{0}_EL1", 64, count);
        _bcr = Family("DBGBCR{0}_EL1", 32, count);
        _wvr = Family("DBGWVR{0}_EL1", 64, count);
        Wcr = Family("DBGWCR{0}_EL1", 32, count);
    }

    /// <summary>DBGWCR.</summary>
    public Term[] Wcr { get; }

    /// <summary>DBGBCR.</summary>
    public Term[] Bcr => _bcr;

    /// <summary>Puts the values into a GuestState of the model.</summary>
    public void GiveToModel(SymbolicValue whole, string prefix)
    {
        _bench.Set(whole, prefix + "ContextIdr", _context);
        for (var n = 0; n < _bvr.Length; n++)
        {
            Set(whole, $"{prefix}Debug.Bvr", n, _bvr[n]);
            Set(whole, $"{prefix}Debug.Bcr", n, _bcr[n]);
            Set(whole, $"{prefix}Debug.Wvr", n, _wvr[n]);
            Set(whole, $"{prefix}Debug.Wcr", n, Wcr[n]);
        }
    }

    /// <summary>Writes the values to the registers of a PE, on which all that have no input are 0.</summary>
    public void GiveToHardware(SymbolicValue pe)
    {
        Write(pe, RegisterId.CONTEXTIDR_EL1, 0, _context);
        for (var n = 0; n < DebugInputs.Configuration.Breakpoints; n++)
        {
            Write(pe, RegisterId.DBGBVRn_EL1, n, ValueAt(_bvr, n, 64));
            Write(pe, RegisterId.DBGBCRn_EL1, n, ValueAt(_bcr, n, 32));
            Write(pe, RegisterId.DBGWVRn_EL1, n, ValueAt(_wvr, n, 64));
            Write(pe, RegisterId.DBGWCRn_EL1, n, ValueAt(Wcr, n, 32));
        }
    }

    /// <summary>The actions that write the registers.</summary>
    public static ScenarioAction[] Writes(GateValues values)
    {
        List<Instruction> instructions = [];
        foreach (var (name, value) in values.Values)
        {
            if (RegisterTable.TryFind(name, out var register) && register.Id is RegisterId.CONTEXTIDR_EL1
                or RegisterId.DBGBVRn_EL1 or RegisterId.DBGBCRn_EL1 or RegisterId.DBGWVRn_EL1 or RegisterId.DBGWCRn_EL1)
                instructions.Add(Instruction.Msr(register.Id, value, register.Index));
        }

        return [.. instructions.Chunk(GuestLayout.BlockLength).Select(static block => GateProgram.Setup(block))];
    }

    private Term[] Family(string pattern, int width, int count) =>
        [.. Enumerable.Range(0, count).Select(n => _bench.Input(string.Format(CultureInfo.InvariantCulture, pattern, n), width))];

    private Term ValueAt(Term[] family, int n, int width) => n < family.Length ? family[n] : _bench.Terms.Constant(width, 0);

    private void Set(SymbolicValue whole, string family, int n, Term value) =>
        _bench.Set(whole, string.Create(CultureInfo.InvariantCulture, $"{family}.{n}"), value);

    private void Write(SymbolicValue pe, RegisterId register, int n, Term value) => _bench.Call(
        _bench.Hardware("SystemRegisterFile"), "Write",
        _bench.Get(pe, "_registers"), _bench.Constant(new SystemRegister(register, (byte)n)), _bench.Executor.Number(_bench.Terms.ZeroExtend(value, 64)));
}
