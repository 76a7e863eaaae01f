using System.Globalization;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Exports;

/// <summary>A field of an identification register that must have a certain value for the expectations of a program to hold; elsewhere the
/// program is skipped.</summary>
/// <param name="Register">The register, as the assembler names it.</param>
/// <param name="Shift">The lowest bit of the field, which has four.</param>
/// <param name="Lowest">The lowest value.</param>
/// <param name="Highest">The highest value.</param>
/// <param name="Text">What it means.</param>
public sealed record PeRequirement(string Register, int Shift, int Lowest, int Highest, string Text)
{
    private const string DebugFeatures = "id_aa64dfr0_el1";
    private const int Most = 15;

    /// <summary>
    /// What a scenario needs: the breakpoints and watchpoints that it names; all counts exactly where it goes beyond them, links to
    /// context-aware ones or reads the counts; the features that decide what an instruction of it does.
    /// </summary>
    public static IReadOnlyList<PeRequirement> Of(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var needs = new Needs(scenario.Configuration);
        foreach (ref readonly var action in scenario.Actions.AsSpan())
        {
            if (action.Kind is ActionKind.GetOneReg or ActionKind.SetOneReg)
                needs.Add(action.I0, atEl0: false);
            for (var i = 0; action.Kind == ActionKind.Run && i < action.Length; i++)
                needs.Add(action.InstructionAt(i), action.Mode == EntryMode.EL0t);
        }
        return [.. needs.Requirements()];
    }

    private sealed class Needs(PeConfiguration pe)
    {
        private int _breakpoints = 1;
        private int _watchpoints = 1;
        private bool _exactBreakpoints;
        private bool _exactWatchpoints;
        private bool _context;
        private bool _doubleLock;
        private bool _idst;
        private bool _trf;
        private bool _aarch32;

        public void Add(in Instruction instruction, bool atEl0)
        {
            _aarch32 |= instruction.Opcode == Opcode.ERET;
            // ONE_REG has the first member of Opcode here; its register counts.
            if (instruction.Opcode is not (Opcode.MSR or Opcode.MRS or default(Opcode)))
                return;
            switch (instruction.Register)
            {
                case RegisterId.DBGBVRn_EL1 or RegisterId.DBGBCRn_EL1:
                    _breakpoints = Math.Max(_breakpoints, instruction.Index + 1);
                    _exactBreakpoints |= instruction.Index >= pe.Breakpoints;
                    _context |= instruction.Register == RegisterId.DBGBCRn_EL1 && (instruction.Value & DBGBCR_EL1.BT.Mask) != 0;
                    break;
                case RegisterId.DBGWVRn_EL1 or RegisterId.DBGWCRn_EL1:
                    _watchpoints = Math.Max(_watchpoints, instruction.Index + 1);
                    _exactWatchpoints |= instruction.Index >= pe.Watchpoints;
                    _context |= instruction.Register == RegisterId.DBGWCRn_EL1 && (instruction.Value & DBGWCR_EL1.WT.Mask) != 0;
                    break;
                case RegisterId.OSDLR_EL1 or RegisterId.DBGPRCR_EL1:
                    _doubleLock = true;
                    break;
                case RegisterId.MDSCR_EL1:
                    _trf |= pe.Trf;
                    break;
                case RegisterId.ID_AA64DFR0_EL1:
                    _exactBreakpoints = _exactWatchpoints = _context = _doubleLock = true;
                    _idst |= atEl0;
                    break;
            }
        }

        public IEnumerable<PeRequirement> Requirements()
        {
            var exact = _exactBreakpoints || _context;
            if (exact || _breakpoints > 2)
                yield return Count(12, exact, exact ? pe.Breakpoints : _breakpoints, "breakpoints");
            if (_exactWatchpoints || _watchpoints > 2)
                yield return Count(20, _exactWatchpoints, _exactWatchpoints ? pe.Watchpoints : _watchpoints, "watchpoints");
            if (_context)
                yield return Count(28, true, pe.ContextAware, "context-aware breakpoints");
            if (_doubleLock)
                yield return new(DebugFeatures, 36, pe.DoubleLock ? 0 : 1, pe.DoubleLock ? 0 : Most, pe.DoubleLock ? "FEAT_DoubleLock" : "no FEAT_DoubleLock");
            if (_trf)
                yield return new(DebugFeatures, 40, 1, Most, "FEAT_TRF");
            if (_idst)
                yield return new("id_aa64mmfr2_el1", 36, pe.Idst ? 1 : 0, pe.Idst ? Most : 0, pe.Idst ? "FEAT_IDST" : "no FEAT_IDST");
            if (_aarch32)
                yield return new("id_aa64pfr0_el1", 0, pe.AArch32 ? 2 : 0, pe.AArch32 ? 2 : 1, pe.AArch32 ? "AArch32 at EL0" : "no AArch32 at EL0");
        }

        private static PeRequirement Count(int shift, bool exact, int count, string what) => new(DebugFeatures, shift, count - 1, exact ? count - 1 : Most,
            string.Create(CultureInfo.InvariantCulture, $"{count}{(exact ? "" : " or more")} {what}"));
    }
}
