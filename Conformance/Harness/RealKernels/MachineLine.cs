namespace OsLockConformance.Harness.RealKernels;

/// <summary>The lines that the harness in the emulated machine sends over the serial line, told by their first word. Everything else
/// on the line is the kernel's.</summary>
public static class MachineLine
{
    /// <summary>How all of them begin.</summary>
    public const string Prefix = "oslock-";

    /// <summary>The target is there: its <see cref="MachineIdentity"/>.</summary>
    public const string Ready = "oslock-ready";
    /// <summary>Sent every ten seconds, so that a machine that has hung is told from one that has nothing to say.</summary>
    public const string Alive = "oslock-alive";
    /// <summary>Scenarios run, actions compared, milliseconds and findings so far.</summary>
    public const string Progress = "oslock-progress";
    /// <summary>A divergence was seen: its <see cref="MachineDivergence"/>; the scenario follows.</summary>
    public const string Seen = "oslock-seen";
    /// <summary>A finding: its <see cref="MachineDivergence"/>; the trace follows.</summary>
    public const string Finding = "oslock-finding";
    /// <summary>A divergence that does not come every time: its <see cref="MachineFlaky"/>; the trace follows.</summary>
    public const string Flaky = "oslock-flaky";
    /// <summary>A scenario is about to be run: its seed; the trace follows. Sent if the job says so.</summary>
    public const string Starting = "oslock-starting";
    /// <summary>A line of a trace.</summary>
    public const string Text = "oslock-text";
    /// <summary>The end of a trace.</summary>
    public const string End = "oslock-end";
    /// <summary>How often an accepted erratum was relied on.</summary>
    public const string Erratum = "oslock-erratum";
    /// <summary>How often a rule was exercised.</summary>
    public const string Rule = "oslock-rule";
    /// <summary>How often cells of coverage were met: see <see cref="MachineCoverage"/>. Sent if the job says so.</summary>
    public const string Coverage = "oslock-coverage";
    /// <summary>What a trace of the corpus showed: the rule that is broken or <c>-</c>, then the trace's name.</summary>
    public const string Replayed = "oslock-replayed";
    /// <summary>The rules that the target can't be asked about, as the bits of a set.</summary>
    public const string NotApplicable = "oslock-not-applicable";
    /// <summary>An action of a replay: see <see cref="MachineTimeline"/>.</summary>
    public const string Entry = "oslock-entry";
    /// <summary>The end of a replay: the divergence, or <c>-</c>.</summary>
    public const string Verdict = "oslock-verdict";
    /// <summary>Of the simulated kernel that was led through the same scenarios: its name, scenarios, actions and parted scenarios.</summary>
    public const string Twin = "oslock-twin";
    /// <summary>In what it differs: a <see cref="MachineDifference"/>.</summary>
    public const string Difference = "oslock-difference";
    /// <summary>The job is done.</summary>
    public const string Done = "oslock-done";
    /// <summary>The job could not be done: why.</summary>
    public const string Failed = "oslock-failed";
}
