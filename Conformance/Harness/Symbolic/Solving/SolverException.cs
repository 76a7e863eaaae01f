namespace OsLockConformance.Harness.Symbolic.Solving;

/// <summary>There is no solver, or it did not understand; the message is one line.</summary>
/// <param name="message">What is wrong.</param>
public sealed class SolverException(string message) : Exception(message.ReplaceLineEndings(" "));
