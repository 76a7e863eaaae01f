namespace OsLockConformance.Harness.Symbolic.Code;

/// <summary>Code does something that the executor does not know. Nothing is ever skipped: then there is no proof.</summary>
/// <param name="message">What and where, in one line.</param>
public sealed class UnsupportedCodeException(string message) : Exception(message);
