namespace OsLockConformance.Harness.Coverage;

/// <summary>What a row of coverage is about.</summary>
public enum CoverageKind
{
    /// <summary>A rule of the model; those that only the host's invariants ask, ISO-1 to ISO-5, fire in no cell.</summary>
    Rule,
    /// <summary>An accepted erratum that a behaviour relies on.</summary>
    Erratum,
    /// <summary>An action, in the circumstances in which it begins.</summary>
    Action,
    /// <summary>An event at an instruction boundary, in the circumstances in which its block begins.</summary>
    Event,
    /// <summary>An instruction that is reached, in the circumstances in which its block begins.</summary>
    Instruction,
}
