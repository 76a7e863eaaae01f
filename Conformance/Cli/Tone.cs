namespace OsLockConformance.Cli;

/// <summary>What a line says, which on a screen gives it its colour.</summary>
public enum Tone
{
    /// <summary>Just text.</summary>
    Plain,
    /// <summary>As it should be.</summary>
    Good,
    /// <summary>Not as it should be.</summary>
    Bad,
    /// <summary>To be looked at.</summary>
    Notice,
    /// <summary>In the background.</summary>
    Faint,
}
