namespace OsLockConformance.Cli;

/// <summary>For whom a report is written.</summary>
public enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,
    /// <summary>For programs.</summary>
    Json,
}
