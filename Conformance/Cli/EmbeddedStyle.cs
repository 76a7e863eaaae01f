namespace OsLockConformance.Cli;

/// <summary>The style sheets that go with the program.</summary>
internal static class EmbeddedStyle
{
    /// <summary>Reads one.</summary>
    /// <param name="name">Its name, for example <c>matrix.css</c>.</param>
    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(EmbeddedStyle).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
