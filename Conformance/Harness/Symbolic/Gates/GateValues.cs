using System.Globalization;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>Values of a gate's inputs: a counterexample.</summary>
/// <param name="Values">The values in the order of the inputs.</param>
public sealed record GateValues(IReadOnlyList<KeyValuePair<string, ulong>> Values)
{
    /// <summary>The value of an input.</summary>
    public ulong this[string name] => Values.First(value => value.Key == name).Value;

    /// <summary>Whether an input that is a truth value is true.</summary>
    public bool Is(string name) => this[name] != 0;

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Values.Select(static value =>
        string.Create(CultureInfo.InvariantCulture, $"{value.Key}={(value.Value < 10 ? "" : "0x")}{value.Value:x}")));
}
