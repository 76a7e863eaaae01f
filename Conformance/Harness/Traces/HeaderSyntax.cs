namespace OsLockConformance.Harness.Traces;

/// <summary>The words that begin the lines before the first action.</summary>
internal static class HeaderSyntax
{
    public const string Magic = "oslock-trace";
    public const string Config = "config";
    public const string Expect = "expect";
    public const string Erratum = "erratum";
}
