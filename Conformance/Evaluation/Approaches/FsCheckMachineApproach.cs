using FsCheck.Experimental;
using OsLockConformance.Evaluation.Trials;

namespace OsLockConformance.Evaluation.Approaches;

/// <summary>FsCheck's state machine testing.</summary>
public sealed class FsCheckMachineApproach : IApproach
{
    /// <inheritdoc/>
    public string Name => "fscheck-machine";

    /// <inheritdoc/>
    public string Description => "FsCheck's Machine with our actions as its operations, and its own shrinker of operations";

    /// <inheritdoc/>
    public void Run(Trial trial, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(trial);
        FsCheckCampaign.Run(trial, seed, new LockstepMachine(trial).ToProperty());
    }
}
