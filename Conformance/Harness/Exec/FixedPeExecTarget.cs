using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Exec;

/// <summary>A child process whose PE cannot be chosen.</summary>
public sealed class FixedPeExecTarget : ExecTarget, IFixedPe
{
    internal FixedPeExecTarget(ExecOptions options, ExecProcess process, ExecHello hello, PeConfiguration configuration)
        : base(options, process, hello) => Configuration = configuration;

    /// <inheritdoc/>
    public PeConfiguration Configuration { get; }

    /// <inheritdoc/>
    public override void Reset(PeConfiguration configuration)
    {
        if (configuration != Configuration)
            throw new TargetException($"{Name} has {Configuration}, not {configuration}");
        base.Reset(configuration);
    }
}
