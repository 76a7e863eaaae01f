using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Checking;

/// <summary>Which rules say nothing about a target, because it lacks what they speak of.</summary>
public static class RuleApplicability
{
    private static readonly RuleSet Userspace = RuleSet.Of(RuleId.VMM_1) | RuleId.VMM_2 | RuleId.VMM_3 | RuleId.VMM_4 | RuleId.VMM_5
        | RuleId.VMM_6 | RuleId.VMM_7 | RuleId.VMM_8 | RuleId.VMM_9;

    // A vCPU init is a warm reset too.
    private static readonly RuleSet Resets = RuleSet.Of(RuleId.OSL_1) | RuleId.RST_1;

    private static readonly RuleSet Invariants = RuleSet.Of(RuleId.ISO_1) | RuleId.ISO_2 | RuleId.ISO_3 | RuleId.ISO_4 | RuleId.ISO_5;

    /// <summary>The rules that the target can't be asked about.</summary>
    public static RuleSet NotApplicableTo(ITarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var rules = default(RuleSet);
        if ((target.Capabilities & TargetCapabilities.Userspace) == 0)
            rules |= Userspace;
        if ((target.Capabilities & (TargetCapabilities.Reset | TargetCapabilities.Userspace)) == 0)
            rules |= Resets;
        if (target is not IHostObservable)
            rules |= Invariants;
        if ((target.Capabilities & TargetCapabilities.Host) == 0)
            rules |= RuleId.ISO_6;
        if (target is IFixedPe { Configuration.DoubleLock: false })
            rules |= RuleId.DLK_1;
        return rules;
    }
}
