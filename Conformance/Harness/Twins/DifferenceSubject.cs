using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Twins;

/// <summary>The first thing in which two observations of an action differ, in words.</summary>
public static class DifferenceSubject
{
    /// <summary>For example <c>MDSCR_EL1 save/restore fields</c>, <c>ISS of Software Step from the same EL (EC 0x33)</c>; null if they are equal.</summary>
    public static string? Of(in ScenarioAction action, in Observation left, in Observation right)
    {
        if (left.Errno != right.Errno)
            return "errno";
        if (left.OneRegValue != right.OneRegValue)
            return $"ONE_REG {Register(action.OneReg.Id, left.OneRegValue ^ right.OneRegValue)}";
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            if (OfEvents(left.Events[i], right.Events[i]) is { } subject)
                return subject;
        }
        if (left.Count != right.Count)
            return $"number of events, {NameOf(left.Count > right.Count ? left.Events[right.Count] : right.Events[left.Count])}";
        return left.ValuesPresent != right.ValuesPresent ? "instructions completed" : OfValues(action, left, right);
    }

    /// <summary>Whether two observations differ in nothing but syndromes, which change no state.</summary>
    public static bool IsSyndromeAlone(in ScenarioAction action, in Observation left, Observation right)
    {
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            if (ESR_ELx.ClassOf(left.Events[i].Esr) == ESR_ELx.ClassOf(right.Events[i].Esr))
                right.Events[i].Esr = left.Events[i].Esr;
        }
        return Of(action, left, right) is null;
    }

    private static string? OfValues(in ScenarioAction action, in Observation left, in Observation right)
    {
        for (var i = 0; i < action.Length; i++)
        {
            if ((left.ValuesPresent >> i & 1) == 0 || left.Values[i] == right.Values[i])
                continue;
            var instruction = action.InstructionAt(i);
            return instruction.AccessesMemory ? "memory" : Register(instruction.Register, left.Values[i] ^ right.Values[i]);
        }
        return null;
    }

    private static string? OfEvents(in ObservedEvent left, in ObservedEvent right)
    {
        if (left.Kind != right.Kind || ESR_ELx.ClassOf(left.Esr) != ESR_ELx.ClassOf(right.Esr))
            return $"{NameOf(left)} against {NameOf(right)}";
        if (left.Esr != right.Esr)
            return $"ISS of {NameOf(left)}";
        if (left.Elr != right.Elr)
            return $"address of {NameOf(left)}";
        if (left.Spsr != right.Spsr)
            return $"SPSR{((left.Spsr ^ right.Spsr) == SPSR_EL1.SS ? ".SS" : "")} of {NameOf(left)}";
        return left.Far != right.Far ? $"FAR of {NameOf(left)}" : null;
    }

    private static string NameOf(in ObservedEvent observed) => observed.Kind switch
    {
        ObservedEventKind.Spin => "spin",
        ObservedEventKind.DebugExit => $"debug exit for {ExceptionNames.Describe(ESR_ELx.ClassOf(observed.Esr))}",
        _ => ExceptionNames.Describe(ESR_ELx.ClassOf(observed.Esr)),
    };

    private static string Register(RegisterId id, ulong different) => id switch
    {
        RegisterId.MDSCR_EL1 when (different >> 32) != 0 => "MDSCR_EL1[63:32]",
        RegisterId.MDSCR_EL1 when (different & ~MDSCR_EL1.Gated) == 0 => "MDSCR_EL1 save/restore fields",
        _ => id.ToString(),
    };
}
