namespace OsLockConformance.Harness.Traces;

/// <summary>Where something stands in a trace's file.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
public readonly record struct TracePlace(int Line, int Column);
