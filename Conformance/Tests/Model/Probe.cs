using System.Globalization;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;

namespace OsLockConformance.Tests.Model;

/// <summary>The reference model alone, asked what it allows. No implementation takes part.</summary>
internal sealed class Probe
{
    private readonly ReferenceModel _model;
    private MachineState _state;

    /// <summary>After a cold reset; unlocked by the guest unless the test wants the lock as the reset leaves it.</summary>
    public Probe(PeConfiguration? configuration = null, bool locked = false, ErratumId accepted = ErratumId.None)
    {
        _model = new ReferenceModel(configuration ?? PeConfiguration.Default, accepted);
        _model.Initial(out _state);
        if (!locked)
            Set(RegisterId.OSLAR_EL1, 0);
    }

    /// <summary>DBGBCR of an enabled breakpoint.</summary>
    public static uint Bcr(uint pmc = 3, uint bt = 0, uint lbn = 0, uint bas = 0xF) => 1 | (pmc << 1) | (bas << 5) | (lbn << 16) | (bt << 20);

    /// <summary>DBGWCR of an enabled watchpoint.</summary>
    public static uint Wcr(uint pac = 3, uint lsc = 3, uint bas = 0xFF, uint mask = 0, uint wt = 0, uint lbn = 0) =>
        1 | (pac << 1) | (lsc << 3) | (bas << 5) | (lbn << 16) | (wt << 20) | (mask << 24);

    /// <summary>A block in slot C at the Exception level, with PSTATE.D and PSTATE.SS clear.</summary>
    public static ScenarioAction At(int el, params ReadOnlySpan<Instruction> block) =>
        El1(block) with { Mode = el == 0 ? EntryMode.EL0t : EntryMode.EL1h, D = false, Slot = 2 };

    /// <summary>What the model allows for the action; the state stays.</summary>
    public Expectation Expect(in ScenarioAction action) => _model.Step(_state, action);

    /// <summary>Goes on with the action, for which the model must allow exactly one behaviour.</summary>
    public Outcome Do(in ScenarioAction action)
    {
        var expectation = Expect(action);
        Assert.False(expectation.Spins);
        Assert.Equal(1, expectation.Count);
        ReferenceModel.Advance(ref _state, expectation[0]);
        return expectation[0];
    }

    /// <summary>The events of the one behaviour that is allowed, each as exception class and place.</summary>
    public string Shows(in ScenarioAction action) => Events(Do(action));

    /// <summary>The events of every behaviour that is allowed, in alphabetical order.</summary>
    public string[] Allows(in ScenarioAction action)
    {
        var expectation = Expect(action);
        return [.. Enumerable.Range(0, expectation.Count).Select(i => Events(expectation[i])).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Every behaviour that is allowed, in alphabetical order: events, values of MRS and loads with their defined bits or the value that
    /// userspace reads, SPSR.SS of the events where it is 1 or UNKNOWN, errno, and the errata that it relies on.</summary>
    public string[] Behaviours(in ScenarioAction action) => Behaviours(Expect(action));

    /// <summary>The same from the state that this model has come to, by a model that accepts other errata.</summary>
    public string[] Behaviours(in ScenarioAction action, ErratumId accepted) =>
        Behaviours(new ReferenceModel(_model.Configuration, accepted).Step(_state, action));

    private static string[] Behaviours(Expectation expectation)
    {
        return [.. Enumerable.Range(0, expectation.Count).Select(i => Text(expectation[i])).Order(StringComparer.Ordinal)];
    }

    /// <summary>Goes on with the action and the one behaviour that shows the events.</summary>
    public void Go(in ScenarioAction action, string events)
    {
        var expectation = Expect(action);
        var shown = Enumerable.Range(0, expectation.Count).Select(i => expectation[i]).Where(outcome => Events(outcome) == events);
        ReferenceModel.Advance(ref _state, Assert.Single(shown));
    }

    /// <summary>The only event of the one behaviour that is allowed.</summary>
    public ExpectedEvent Takes(in ScenarioAction action)
    {
        var outcome = Do(action);
        Assert.Equal(1, outcome.Count);
        return outcome.Events[0];
    }

    /// <summary>The guest's monitor writes a register.</summary>
    public Probe Set(RegisterId register, ulong value, int n = 0)
    {
        Assert.Equal("15 A+8", Shows(El1(Msr(register, value, n))));
        return this;
    }

    /// <summary>The guest's monitor reads a register.</summary>
    public MaskedValue Get(RegisterId register, int n = 0)
    {
        var outcome = Do(El1(Mrs(register, n)));
        Assert.Equal("15 A+8", Events(outcome));
        Assert.Equal(1, outcome.ValuesPresent);
        return outcome.Values[0];
    }

    /// <summary>Sets a breakpoint.</summary>
    public Probe Breakpoint(ulong value, uint control, int n = 0) =>
        Set(RegisterId.DBGBVRn_EL1, value, n).Set(RegisterId.DBGBCRn_EL1, control, n);

    /// <summary>Sets a watchpoint.</summary>
    public Probe Watchpoint(ulong value, uint control, int n = 0) =>
        Set(RegisterId.DBGWVRn_EL1, value, n).Set(RegisterId.DBGWCRn_EL1, control, n);

    public static string Events(Outcome outcome)
    {
        var text = new List<string>();
        for (var i = 0; i < outcome.Count; i++)
        {
            var expected = outcome.Events[i];
            var exit = expected.Kind == ObservedEventKind.DebugExit ? "exit " : "";
            text.Add(string.Create(CultureInfo.InvariantCulture, $"{exit}{(byte)ESR_ELx.ClassOf(expected.Esr):x2} {Place(expected.Elr)}"));
        }
        return string.Join(", ", text);
    }

    private static string Text(Outcome outcome)
    {
        var text = new List<string> { Events(outcome) };
        for (var i = 0; i < outcome.Count; i++)
        {
            if (outcome.Events[i].Kind == ObservedEventKind.Exception && (outcome.Events[i].SpsrMask & SPSR_EL1.SS) == 0)
                text.Add($"SS of {i} UNKNOWN");
            else if ((outcome.Events[i].Spsr & SPSR_EL1.SS) != 0)
                text.Add($"SS of {i}");
        }
        for (var i = 0; i < GuestLayout.BlockLength; i++)
        {
            if ((outcome.ValuesPresent >> i & 1) != 0)
                text.Add(Text(outcome.Values[i]));
        }
        if (outcome.OneRegValue.Mask != 0)
            text.Add(Text(outcome.OneRegValue));
        if (outcome.Errno != 0)
            text.Add(string.Create(CultureInfo.InvariantCulture, $"errno {outcome.Errno}"));
        text.AddRange(ErratumCatalogue.NamesOf(outcome.Errata));
        return string.Join("; ", text.Where(static one => one.Length != 0));
    }

    private static string Text(MaskedValue value) => value.Mask == 0
        ? "UNKNOWN"
        : string.Create(CultureInfo.InvariantCulture, $"{value.Value & value.Mask:x} in {value.Mask:x}");

    /// <summary>ELR of the terminator of a block of three is just outside its slot, so the slot is found by division.</summary>
    private static string Place(ulong address)
    {
        var (slot, offset) = Math.DivRem(address - GuestLayout.SlotBase, GuestLayout.SlotStride);
        return slot < GuestLayout.SlotCount
            ? string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + (int)slot)}+{offset}")
            : string.Create(CultureInfo.InvariantCulture, $"vector+{address - GuestLayout.Vectors:x}");
    }
}
