using System.Collections.Concurrent;
using System.Globalization;
using OsLockConformance.Model.Invariants;

namespace OsLockConformance.Harness.Lockstep;

/// <summary>The names of the invariants that a monitor has watched, by the hash that a signature carries: those of the model, and those that
/// other assemblies bring.</summary>
internal static class InvariantNames
{
    private static readonly ConcurrentDictionary<uint, string> Names = new();

    /// <summary>The detail of a signature for an invariant.</summary>
    public static uint DetailOf(IInvariant invariant)
    {
        var detail = StableHash.Of(invariant.Name);
        Names.TryAdd(detail, invariant.Name);
        return detail;
    }

    /// <summary>The detail of a signature for an invariant that threw: another exception is another finding.</summary>
    public static uint DetailOf(IInvariant invariant, Exception thrown)
    {
        var name = $"{invariant.Name} threw {thrown.GetType().Name}";
        var detail = StableHash.Of(name);
        Names.TryAdd(detail, name);
        return detail;
    }

    /// <summary>The name behind a detail.</summary>
    public static string NameOf(uint detail) =>
        Names.TryGetValue(detail, out var name) ? name : detail.ToString("x8", CultureInfo.InvariantCulture);
}
