namespace OsLockConformance.Harness.Traces;

/// <summary>What a trace says that a target does.</summary>
public enum TraceVerdict
{
    /// <summary>Every observation is one that the model allows, the errata declared for the target accepted.</summary>
    Conforms,
    /// <summary>Some observation is not.</summary>
    Diverges,
}
