namespace OsLockConformance.Evaluation.Tasks;

/// <summary>Where the mistake of a task comes from.</summary>
public enum TaskKind
{
    /// <summary>A one-line mistake planted into a KVM version.</summary>
    PlantedFault,
    /// <summary>A version of KVM's OS Lock that breaks rules, with its declared deviations accepted.</summary>
    HistoricProfile,
    /// <summary>A declared deviation of a version that is otherwise accepted.</summary>
    Erratum,
}
