namespace OsLockConformance.Model.Rules;

/// <summary>Printing of rule ids.</summary>
public static class RuleNames
{
    /// <summary>The id as printed, <c>OSL-6</c>.</summary>
    public static string Print(this RuleId id) => id.ToString().Replace('_', '-');
}
