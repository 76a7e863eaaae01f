namespace OsLockConformance.Implementation.Machine;

/// <summary>A place in a <see cref="CodeBuilder"/> that branches may name before it is known.</summary>
public sealed class Label
{
    /// <summary>The address; null until <see cref="CodeBuilder.Place"/>.</summary>
    public ulong? Address { get; internal set; }
}
