using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Exec;

namespace OsLockConformance.Cli.Commands;

/// <summary>The command that replays what a check found.</summary>
internal static class ReplayLine
{
    /// <summary>The command; null if the trace of the finding was kept nowhere.</summary>
    public static string? Of(CheckOutcome outcome, Finding finding) => finding.TracePath is { } path ? $"oslock replay {path}{Options(outcome, finding)}" : null;

    private static string Options(CheckOutcome outcome, Finding finding)
    {
        var target = outcome.KernelOptions is { } kernel ? $" --target {KvmCheck.Name}{kernel}"
            : outcome.Command is { } command ? $" --target {CommandWords.Quote(command)}"
            : outcome.Strict ? $" --target {outcome.Report!.Target}" : "";
        return outcome.Strict ? $"{target} {Acceptance.Options(finding.Accepted)}" : target;
    }
}
