namespace OsLockConformance.Harness.Twins;

/// <summary>In what two implementations differ that both agree with the model.</summary>
public enum DifferenceKind
{
    /// <summary>The second one does not agree with the model.</summary>
    TwinDiverges,
    /// <summary>One shows a declared deviation, the other does not.</summary>
    Erratum,
    /// <summary>Each shows another one of the behaviours that the architecture leaves open.</summary>
    OpenChoice,
    /// <summary>What lies below the first one deviates there.</summary>
    Below,
    /// <summary>The same behaviour, with another value of what it leaves UNKNOWN or what a declared deviation leaves open.</summary>
    Unknown,
}
