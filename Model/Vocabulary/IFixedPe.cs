namespace OsLockConformance.Model.Vocabulary;

/// <summary>A target whose PE cannot be chosen: scenarios for it use the configuration that it has.</summary>
public interface IFixedPe
{
    /// <summary>The PE that the target runs on.</summary>
    PeConfiguration Configuration { get; }
}
