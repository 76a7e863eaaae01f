namespace OsLockConformance.Harness.Lockstep;

/// <summary>FNV-1a over UTF-16: string.GetHashCode differs from process to process.</summary>
public static class StableHash
{
    /// <summary>The hash of a text.</summary>
    public static uint Of(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
            hash = (hash ^ c) * 16777619;
        return hash;
    }
}
