namespace OsLockConformance.Model.Vocabulary;

/// <summary>
/// A PE configuration and a list of actions: what one test runs. It begins on a fresh machine (a cold reset, after which the
/// monitor has booted; for a hypervisor, two fresh virtual machines of one vCPU each).
/// </summary>
/// <param name="Configuration">The PE.</param>
/// <param name="Actions">The actions in order. The array is never changed after construction.</param>
public sealed record Scenario(PeConfiguration Configuration, ScenarioAction[] Actions)
{
    /// <summary>Whether both have the same configuration and the same actions.</summary>
    public bool Equals(Scenario? other) =>
        other is not null && Configuration == other.Configuration && Actions.AsSpan().SequenceEqual(other.Actions);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Configuration);
        foreach (ref readonly var action in Actions.AsSpan())
            hash.Add(action);
        return hash.ToHashCode();
    }
}
