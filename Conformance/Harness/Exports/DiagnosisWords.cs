using System.Globalization;
using OsLockConformance.Harness.Explaining;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Harness.Exports;

/// <summary>A diagnosis in words.</summary>
public static class DiagnosisWords
{
    /// <summary>The conclusion, in one sentence.</summary>
    public static string Conclusion(Diagnosis diagnosis)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        return diagnosis.First switch
        {
            [] => diagnosis.Candidates.Count == 0
                ? "No declared deviation and no known mistake explains this."
                : "No declared deviation and no known mistake explains this; the nearest are listed.",
            [{ Kind: CandidateKind.DeclaredErratum } only] => $"Explained by the deviation {only.Name}.",
            [{ Kind: CandidateKind.ErratumOfAnother } only] => $"Behaves like the deviation {only.Name} of other targets.",
            [var only] => $"Behaves like the known mistake {only.Name}.",
            var tied => string.Create(CultureInfo.InvariantCulture, $"{tied.Count} explanations that nothing tells apart: {string.Join(", ", tied.Select(static one => one.Name))}."),
        };
    }

    /// <summary>How well a candidate explains the divergence.</summary>
    public static string Grade(Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return candidate.Kind switch
        {
            CandidateKind.DeclaredErratum => $"declared for this target ({candidate.Rule!.Value.Print()}); with it accepted the model agrees",
            CandidateKind.ErratumOfAnother => $"declared for other targets ({candidate.Rule!.Value.Print()}); with it accepted the model agrees",
            CandidateKind.Fault => $"in {candidate.Version}; shows the same in every action{Others(candidate)}",
            CandidateKind.FaultOfAnotherVersion => $"in {candidate.Version}, another version; shows the same in every action{Others(candidate)}",
            CandidateKind.RefutedFault => $"in {candidate.Version}; shows the same here, but not in another program that was tried",
            _ => $"in {candidate.Version}; breaks the same rule in the same way, but what is observed differs",
        };
    }

    private static string Others(Candidate candidate) => candidate.Confirmed switch
    {
        0 => "",
        1 => ", and in one other program that was tried",
        var count => string.Create(CultureInfo.InvariantCulture, $", and in {count} other programs that were tried"),
    };
}
