namespace OsLockConformance.Evaluation.Approaches;

/// <summary>The approaches that can be put side by side.</summary>
public static class ApproachCatalogue
{
    /// <summary>Ours.</summary>
    public static IApproach Own { get; } = new OwnApproach();

    /// <summary>The others.</summary>
    public static IReadOnlyList<IApproach> Others { get; } = [new FsCheckMachineApproach(), new FsCheckListApproach(), new CsCheckApproach()];
}
