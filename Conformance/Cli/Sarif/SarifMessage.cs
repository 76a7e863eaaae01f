namespace OsLockConformance.Cli.Sarif;

/// <summary>Text for people.</summary>
/// <param name="Text">The text; its first sentence stands where there is room for one only.</param>
internal sealed record SarifMessage(string Text);
