namespace OsLockConformance.Harness.Explaining;

/// <summary>How well something known explains a divergence; the better explanations come first.</summary>
public enum CandidateKind
{
    /// <summary>An erratum that is declared for the target, and was not accepted: with it accepted the model agrees.</summary>
    DeclaredErratum,
    /// <summary>A planted fault that shows the same in all actions, in the version of KVM that the target says it is.</summary>
    Fault,
    /// <summary>The same of a planted fault in another version.</summary>
    FaultOfAnotherVersion,
    /// <summary>An erratum that is declared for other targets only: with it accepted the model agrees.</summary>
    ErratumOfAnother,
    /// <summary>A planted fault that shows the same here, but elsewhere something that the target does not show.</summary>
    RefutedFault,
    /// <summary>A planted fault that breaks the same rule in the same way, with other values.</summary>
    SimilarFault,
}
