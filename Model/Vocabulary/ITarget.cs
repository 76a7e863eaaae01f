namespace OsLockConformance.Model.Vocabulary;

/// <summary>Which actions a target can do; the generator keeps to these.</summary>
[Flags]
public enum TargetCapabilities
{
    /// <summary>Blocks only.</summary>
    Guest = 0,
    /// <summary>Cold and warm resets of the PE.</summary>
    Reset = 1,
    /// <summary>Guest debug, ONE_REG, vCPU init, migration, leaving and re-entering.</summary>
    Userspace = 2,
    /// <summary>Events at an instruction boundary of a block.</summary>
    BoundaryEvents = 4,
    /// <summary>Two virtual machines on one PE, preemption.</summary>
    Host = 8,
}

/// <summary>Anything that executes a scenario: simulated, emulated or real.</summary>
public interface ITarget
{
    /// <summary>The name by which the command line knows it.</summary>
    string Name { get; }

    /// <summary>What it can do.</summary>
    TargetCapabilities Capabilities { get; }

    /// <summary>Whether the same scenario shows the same observations by construction, so that a divergence needs no second look.</summary>
    bool IsDeterministic => false;

    /// <summary>Makes the machine fresh, with the given PE, and boots the monitor. Starts the target anew if it has failed.</summary>
    /// <exception cref="TargetException">It can't be started.</exception>
    void Reset(PeConfiguration configuration);

    /// <summary>Executes one action and overwrites <paramref name="observation"/> with what it shows.</summary>
    /// <exception cref="TargetException">The target broke down or does not answer; only <see cref="Reset"/> may follow.</exception>
    void Execute(in ScenarioAction action, ref Observation observation);
}
