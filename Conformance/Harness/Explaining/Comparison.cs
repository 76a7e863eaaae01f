using System.Globalization;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Explaining;

/// <summary>Takes the divergent observation and the allowed behaviour that is closest to it apart, field by field.</summary>
internal static class Comparison
{
    private const string Nothing = "-";

    private static readonly (string Name, uint Mask)[] SavedState =
        [("M", SPSR_EL1.M | SPSR_EL1.AArch32), ("D", SPSR_EL1.D), ("SS", SPSR_EL1.SS), ("IL", SPSR_EL1.IL)];

    /// <summary>All fields, those that agree too.</summary>
    public static IReadOnlyList<ComparedField> Of(in ScenarioAction action, LockstepRunner runner)
    {
        List<ComparedField> fields = [];
        var observation = runner.LastObservation;
        var outcome = Classifier.Closest(runner.LastExpectation, observation);
        for (var i = 0; i < Math.Max(outcome.Count, observation.Count); i++)
            AddEvent(fields, i, i < outcome.Count ? outcome.Events[i] : default, i < observation.Count ? observation.Events[i] : default);
        for (var i = 0; i < GuestLayout.BlockLength; i++)
            AddValue(fields, action, i, outcome, observation);
        if (outcome.Errno != observation.Errno || observation.Errno != Errno.None)
            Add(fields, "errno", ErrnoText.Of(outcome.Errno), ErrnoText.Of(observation.Errno), outcome.Errno != observation.Errno);
        if (action.Kind == ActionKind.GetOneReg && observation.Errno == Errno.None && outcome.Errno == Errno.None)
            AddRegister(fields, action.OneReg.ToString(), action.OneReg.Id, outcome.OneRegValue, observation.OneRegValue);
        if (runner.BrokenInvariant is { } broken)
            Add(fields, "invariant of the host", $"{broken.Name} holds", runner.InvariantException is { } thrown ? $"{broken.Name} threw {thrown.GetType().Name}: {thrown.Message}" : $"{broken.Name} is broken", true);
        return fields;
    }

    private static void AddEvent(List<ComparedField> fields, int index, in ExpectedEvent expected, in ObservedEvent observed)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"event {index + 1}");
        var (wanted, seen) = (Event(expected), Event(observed));
        var isSame = expected.Kind == observed.Kind && ((expected.Esr ^ observed.Esr) & expected.EsrMask) == 0;
        Add(fields, name, wanted, seen, !isSame);
        if (expected.Kind is ObservedEventKind.None or ObservedEventKind.Spin || observed.Kind is ObservedEventKind.None or ObservedEventKind.Spin)
            return;
        Add(fields, expected.Kind == ObservedEventKind.Exception ? $"{name} ELR_EL1" : $"{name} PC", AddressText.Of(expected.Elr), AddressText.Of(observed.Elr), expected.Elr != observed.Elr);
        if (expected.FarHigh != 0 || observed.Far != 0)
            AddFaultAddress(fields, name, expected, observed);
        if (expected.Kind != ObservedEventKind.Exception || observed.Kind != ObservedEventKind.Exception)
            return;
        foreach (var (field, mask) in SavedState)
        {
            if (field != "IL" || ((expected.Spsr | observed.Spsr) & mask) != 0)
                AddSavedState(fields, $"{name} SPSR_EL1.{field}", mask, expected, observed.Spsr);
        }
    }

    private static void AddSavedState(List<ComparedField> fields, string name, uint mask, in ExpectedEvent expected, uint observed)
    {
        var shift = int.TrailingZeroCount((int)mask);
        Add(fields, name, (expected.SpsrMask & mask) == 0 ? "?" : NumberSyntax.Print((expected.Spsr & mask) >> shift), NumberSyntax.Print((observed & mask) >> shift),
            ((expected.Spsr ^ observed) & expected.SpsrMask & mask) != 0);
    }

    private static void AddFaultAddress(List<ComparedField> fields, string name, in ExpectedEvent expected, in ObservedEvent observed)
    {
        var wanted = expected.FarHigh == 0
            ? "?"
            : expected.FarLow == expected.FarHigh ? AddressText.Of(expected.FarLow) : $"{AddressText.Of(expected.FarLow)}..{AddressText.Of(expected.FarHigh)}";
        Add(fields, $"{name} FAR", wanted, AddressText.Of(observed.Far), expected.FarHigh != 0 && (observed.Far < expected.FarLow || observed.Far > expected.FarHigh));
    }

    private static void AddValue(List<ComparedField> fields, in ScenarioAction action, int index, Outcome outcome, in Observation observation)
    {
        var (isExpected, isObserved) = ((outcome.ValuesPresent >> index & 1) != 0, (observation.ValuesPresent >> index & 1) != 0);
        if (!isExpected && !isObserved)
            return;
        var instruction = action.InstructionAt(index);
        var source = instruction.Opcode == Opcode.MRS ? instruction.SystemRegister.ToString() : $"[{AddressText.Of(instruction.Value)}]";
        var name = string.Create(CultureInfo.InvariantCulture, $"X{GuestLayout.TransferRegister(index)} = {source}");
        if (isExpected && isObserved && instruction.Opcode == Opcode.MRS)
            AddRegister(fields, name, instruction.Register, outcome.Values[index], observation.Values[index]);
        else
            Add(fields, name, isExpected ? ValueText.Of(outcome.Values[index]) : Nothing, isObserved ? ValueText.Of(observation.Values[index]) : Nothing,
                isExpected != isObserved || !outcome.Values[index].Accepts(observation.Values[index]));
    }

    /// <summary>The register, and of its fields those that differ.</summary>
    private static void AddRegister(List<ComparedField> fields, string name, RegisterId id, MaskedValue expected, ulong observed)
    {
        Add(fields, name, ValueText.Of(expected), ValueText.Of(observed), !expected.Accepts(observed));
        foreach (var field in RegisterTable.Describe(id).Fields)
        {
            if (((expected.Value ^ observed) & expected.Mask & field.Mask) != 0)
                Add(fields, $"  {field.Name}", NumberSyntax.Print(field.Extract(expected.Value & expected.Mask)), NumberSyntax.Print(field.Extract(observed)), true);
        }
    }

    private static string Event(in ExpectedEvent expected) => expected.Kind switch
    {
        ObservedEventKind.Exception => SyndromeText.Of(expected.Esr, expected.EsrMask),
        ObservedEventKind.DebugExit => $"debug exit, {SyndromeText.Of(expected.Esr, expected.EsrMask, takenToEl2: true)}",
        ObservedEventKind.Spin => "spins",
        _ => Nothing,
    };

    private static string Event(in ObservedEvent observed) => observed.Kind switch
    {
        ObservedEventKind.Exception => SyndromeText.Of(observed.Esr),
        ObservedEventKind.DebugExit => $"debug exit, {SyndromeText.Of(observed.Esr, takenToEl2: true)}",
        ObservedEventKind.Spin => "spins",
        _ => Nothing,
    };

    private static void Add(List<ComparedField> fields, string name, string expected, string observed, bool differs) =>
        fields.Add(new ComparedField(name, expected, observed, differs));
}
