using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Lockstep;

/// <summary>
/// Names a divergence: finds the allowed behaviour that comes closest to the observation, the first thing in which they differ,
/// and the rule that this thing rests on.
/// </summary>
internal static class Classifier
{
    public static Signature Classify(in MachineState before, in ScenarioAction action, Expectation expectation, in Observation observation,
        Outcome? accepted, IInvariant? broken, Exception? thrown)
    {
        if (accepted is null || broken is null)
            return ClassifyObservation(before, action, Closest(expectation, observation), observation);
        return thrown is null
            ? new Signature(broken.Rule, DivergenceKind.Invariant, InvariantNames.DetailOf(broken))
            : new Signature(broken.Rule, DivergenceKind.InvariantThrew, InvariantNames.DetailOf(broken, thrown));
    }

    /// <summary>The behaviour that shares the longest run of events with the observation; the first of those.</summary>
    public static Outcome Closest(Expectation expectation, in Observation observation)
    {
        var closest = expectation[0];
        var best = -1;
        for (var i = 0; i < expectation.Count; i++)
        {
            var score = Score(expectation[i], observation);
            if (score > best)
            {
                best = score;
                closest = expectation[i];
            }
        }
        return closest;
    }

    private static int Score(Outcome outcome, in Observation observation)
    {
        var i = 0;
        while (i < Math.Min(outcome.Count, observation.Count) && outcome.Events[i].Accepts(observation.Events[i]))
            i++;
        var score = i * 4;
        if (i < outcome.Count && i < observation.Count && Same(outcome.Events[i], observation.Events[i]))
            score += 2;
        return outcome.Count == observation.Count && outcome.ValuesPresent == observation.ValuesPresent ? score + 1 : score;
    }

    private static bool Same(in ExpectedEvent expected, in ObservedEvent observed) =>
        expected.Kind == observed.Kind && ESR_ELx.ClassOf(expected.Esr) == ESR_ELx.ClassOf(observed.Esr);

    private static Signature ClassifyObservation(in MachineState before, in ScenarioAction action, Outcome outcome, in Observation observation)
    {
        ref readonly var guest = ref before.SecondActs ? ref before.Second : ref before.First;
        if (outcome.Errno != observation.Errno)
            return new Signature(RuleOf.OneReg(action, guest), DivergenceKind.Errno,
                action.Kind == ActionKind.SetGuestDebug ? SignatureText.GuestDebug : (uint)action.OneReg.Id);
        if (!outcome.OneRegValue.Accepts(observation.OneRegValue))
            return OneReg(action, guest, outcome, observation);

        for (var i = 0; i < Math.Max(outcome.Count, observation.Count); i++)
        {
            if (i >= observation.Count)
                return Missing(action, outcome, guest, outcome.Events[i]);
            if (i >= outcome.Count)
                return Unexpected(action, outcome, guest, default, observation.Events[i]);
            if (!outcome.Events[i].Accepts(observation.Events[i]))
                return WrongEvent(action, outcome, guest, outcome.Events[i], observation.Events[i]);
        }
        if (outcome.ValuesPresent != observation.ValuesPresent)
            return new Signature(RuleId.DBG_7, DivergenceKind.Completion, 0);
        for (var i = 0; i < GuestLayout.BlockLength; i++)
        {
            if ((outcome.ValuesPresent >> i & 1) != 0 && !outcome.Values[i].Accepts(observation.Values[i]))
                return WrongValue(action.InstructionAt(i), outcome.Guest, outcome.Values[i], observation.Values[i]);
        }
        throw new InvalidOperationException("the observation is accepted");
    }

    private static Signature OneReg(in ScenarioAction action, in GuestState guest, Outcome outcome, in Observation observation)
    {
        var different = (outcome.OneRegValue.Value ^ observation.OneRegValue) & outcome.OneRegValue.Mask;
        var id = action.OneReg.Id;
        return new Signature(RuleOf.Value(id, different, guest, userspace: true), DivergenceKind.OneReg, Detail(id, different));
    }

    private static Signature WrongValue(in Instruction instruction, in GuestState after, MaskedValue expected, ulong observed)
    {
        var different = (expected.Value ^ observed) & expected.Mask;
        if (instruction.AccessesMemory)
            return new Signature(RuleId.MEM_1, DivergenceKind.Value, SignatureText.Memory);
        // The lock is named after what gave it its value, which may be an instruction of this very block.
        var rule = RuleOf.Value(instruction.Register, different, after, userspace: false);
        return new Signature(rule, DivergenceKind.Value, Detail(instruction.Register, different));
    }

    /// <summary>The register and, for MDSCR_EL1 and OSLSR_EL1, which group of fields differs.</summary>
    private static uint Detail(RegisterId id, ulong different)
    {
        var group = 0u;
        if (id == RegisterId.MDSCR_EL1)
            group = different >> 32 != 0 ? 1u : (different & MDSCR_EL1.Gated) != 0 ? 2u : 3u;
        else if (id == RegisterId.OSLSR_EL1)
            group = (different & ~OSLSR_EL1.OSLK) != 0 ? 1u : 0;
        return (uint)id | (group << 8);
    }

    private static Signature WrongEvent(in ScenarioAction action, Outcome outcome, in GuestState guest, in ExpectedEvent expected, in ObservedEvent observed)
    {
        // What comes at an earlier instruction, or at the same one with the higher priority, is the thing that went wrong: unexpected if
        // it was observed, missing if it was expected.
        var (observedAt, expectedAt) = (InstructionOf(observed.Elr, observed.Esr), InstructionOf(expected.Elr, expected.Esr));
        var order = observedAt.CompareTo(expectedAt);
        // Of the instructions, not of ELR: behind a full block that is outside of the slot.
        var isInBlock = GuestLayout.IsInSlot(observedAt, out var slot) && slot == action.Slot && GuestLayout.IsInSlot(expectedAt, out slot) && slot == action.Slot;
        if (!isInBlock || order == 0)
            order = Priority(observed.Esr) <= Priority(expected.Esr) ? -1 : 1;
        if (!Same(expected, observed) || (isInBlock && observed.Elr != expected.Elr))
            return order < 0 ? Unexpected(action, outcome, guest, expected, observed) : Missing(action, outcome, guest, expected);
        var ec = ESR_ELx.ClassOf(expected.Esr);
        var detail = EventDetail(observed.Kind, (uint)ec);
        if (observed.Elr != expected.Elr)
            return new Signature(RuleOf.Address(ec), DivergenceKind.Address, detail);
        if (((expected.Esr ^ observed.Esr) & expected.EsrMask) != 0)
            return new Signature(RuleOf.Syndrome(ec), DivergenceKind.Syndrome, detail);
        var spsr = (expected.Spsr ^ observed.Spsr) & expected.SpsrMask;
        if (spsr != 0)
            return new Signature(RuleOf.SavedState(ec, spsr, expected, outcome), DivergenceKind.SavedState, detail | ((spsr & SPSR_EL1.SS) != 0 ? 1u << 16 : 0));
        return new Signature(RuleId.DBG_3, DivergenceKind.FaultAddress, detail);
    }

    private static Signature Unexpected(in ScenarioAction action, Outcome outcome, in GuestState guest, in ExpectedEvent expected, in ObservedEvent observed)
    {
        if (observed.Kind == ObservedEventKind.Spin)
            return new Signature(RuleId.RUN_1, DivergenceKind.Spin, 0);
        var ec = ESR_ELx.ClassOf(observed.Esr);
        var rule = RuleOf.Unexpected(action, outcome, guest, expected, observed);
        return new Signature(rule, DivergenceKind.Event, EventDetail(observed.Kind, (uint)ec));
    }

    private static Signature Missing(in ScenarioAction action, Outcome outcome, in GuestState guest, in ExpectedEvent expected)
    {
        var ec = ESR_ELx.ClassOf(expected.Esr);
        return new Signature(RuleOf.Missing(action, expected, outcome, guest), DivergenceKind.MissingEvent, EventDetail(expected.Kind, (uint)ec));
    }

    private static uint EventDetail(ObservedEventKind kind, uint ec) => ec | ((uint)kind << 8);

    /// <summary>The instruction that an event belongs to: ELR of an SVC is the one after it.</summary>
    private static ulong InstructionOf(ulong elr, uint esr) => ESR_ELx.ClassOf(esr) == ExceptionClass.Svc ? elr - 4 : elr;

    /// <summary>DBG-7: less comes first.</summary>
    private static int Priority(uint esr) => ESR_ELx.ClassOf(esr) switch
    {
        ExceptionClass.SoftwareStepLowerEl or ExceptionClass.SoftwareStepSameEl => 0,
        ExceptionClass.BreakpointLowerEl or ExceptionClass.BreakpointSameEl => 1,
        ExceptionClass.IllegalState => 2,
        ExceptionClass.WatchpointLowerEl or ExceptionClass.WatchpointSameEl => 4,
        _ => 3,
    };
}
