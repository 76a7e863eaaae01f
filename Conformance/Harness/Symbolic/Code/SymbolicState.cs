using System.Collections.Immutable;
using OsLockConformance.Harness.Symbolic.Terms;

namespace OsLockConformance.Harness.Symbolic.Code;

/// <summary>A path, or several that have met: when it is taken, and what the memory holds then.</summary>
/// <param name="Condition">When it is taken.</param>
/// <param name="Memory">The cells that differ from what was there at the beginning.</param>
public sealed record SymbolicState(Term Condition, ImmutableSortedDictionary<int, SymbolicValue> Memory)
{
    /// <summary>The evaluation stack of the method that runs, the top last.</summary>
    internal ImmutableArray<SymbolicValue> Stack { get; init; } = [];

    internal SymbolicState Push(SymbolicValue value) => this with { Stack = Stack.Add(value) };

    internal SymbolicState Pop(out SymbolicValue value)
    {
        value = Stack[^1];
        return this with { Stack = Stack.RemoveAt(Stack.Length - 1) };
    }

    internal SymbolicState Pop(int count, out ImmutableArray<SymbolicValue> values)
    {
        values = Stack[(Stack.Length - count)..];
        return this with { Stack = Stack[..(Stack.Length - count)] };
    }

    internal SymbolicState Put(int cell, SymbolicValue value) => this with { Memory = Memory.SetItem(cell, value) };
}
