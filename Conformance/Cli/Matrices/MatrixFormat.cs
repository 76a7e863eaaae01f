namespace OsLockConformance.Cli.Matrices;

/// <summary>How a matrix is written.</summary>
internal enum MatrixFormat
{
    /// <summary>For a screen.</summary>
    Text,
    /// <summary>For a page that GitHub renders.</summary>
    Markdown,
    /// <summary>For programs.</summary>
    Json,
    /// <summary>For a browser: one file.</summary>
    Html,
}
