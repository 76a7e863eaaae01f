namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>What became of the attempt to prove a gate.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Verdict">Whether both sides agree.</param>
/// <param name="Time">How long executing and solving took.</param>
/// <param name="Bits">How many bits all inputs together have.</param>
/// <param name="Instructions">How many instructions of compiled code were executed.</param>
/// <param name="Counterexample">Inputs on which they do not agree; null if there are none.</param>
public sealed record GateProof(Gate Gate, GateVerdict Verdict, TimeSpan Time, int Bits, int Instructions, GateValues? Counterexample);
