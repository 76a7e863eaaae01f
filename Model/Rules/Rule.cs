namespace OsLockConformance.Model.Rules;

/// <summary>A rule of the architecture, of the userspace contract or of isolation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Statement">What it says, in our words.</param>
/// <param name="Source">Where it says so: document and pseudocode function or kernel file.</param>
public sealed record Rule(RuleId Id, string Statement, string Source)
{
    /// <summary>The id as printed, <c>OSL-6</c>.</summary>
    public string Name { get; } = Id.Print();
}
