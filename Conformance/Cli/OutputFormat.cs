namespace OsLockConformance.Cli;

/// <summary>For whom a report is written.</summary>
public enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,
    /// <summary>For programs.</summary>
    Json,
    /// <summary>JUnit XML, which the test pages of code hosts read.</summary>
    JUnit,
    /// <summary>The Test Anything Protocol, version 13.</summary>
    Tap,
    /// <summary>SARIF 2.1.0, which code hosts show as alerts.</summary>
    Sarif,
}
