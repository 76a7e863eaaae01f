namespace OsLockConformance.Model.Vocabulary;

/// <summary>A target whose PE cannot be chosen: scenarios for it use the configuration that it has.</summary>
public interface IFixedPe
{
    /// <summary>The only PE that it has. <see cref="ITarget.Reset"/> accepts no other.</summary>
    PeConfiguration Configuration { get; }
}
