namespace OsLockConformance.Harness.Coverage;

/// <summary>A cell of coverage: something that happened, and the circumstances.</summary>
/// <param name="Subject">What happened.</param>
/// <param name="Context">The circumstances.</param>
public readonly record struct CoverageCell(CoverageSubject Subject, CoverageContext Context)
{
    /// <summary>As printed, for example <c>SST-1 at EL1, OSLK 0, guest debug none</c>.</summary>
    public override string ToString() => $"{Subject} {(Context.Level == "-" ? "" : "at ")}{Context}";
}
