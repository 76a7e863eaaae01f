namespace OsLockConformance.Harness.Exports;

/// <summary>A program cannot be expressed in the format that was asked for.</summary>
/// <param name="message">Why, in one sentence without a full stop.</param>
/// <param name="action">Index of the action that cannot be expressed; null if it is none in particular.</param>
public sealed class ExportException(string message, int? action = null) : Exception(message)
{
    /// <summary>Index of the action that cannot be expressed; null if it is none in particular.</summary>
    public int? Action { get; } = action;
}
