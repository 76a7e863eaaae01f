namespace OsLockConformance.Harness.Checking;

/// <summary>The target failed, but over none of the scenarios that it was executing: they all worked when they were run again.</summary>
/// <param name="Message">What happened.</param>
/// <param name="Count">How often.</param>
public sealed record Disturbance(string Message, int Count);
