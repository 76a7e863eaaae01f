namespace OsLockConformance.Evaluation.Tasks;

/// <summary>What can't be evaluated.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why not.</param>
public sealed record LeftOutTask(string Name, string Reason);
