using System.Reflection;

namespace OsLockConformance.Model.Invariants;

/// <summary>All invariants of the assemblies that take part, in the order of rule and name.</summary>
public static class InvariantCatalogue
{
    /// <summary>The invariants of the model itself.</summary>
    public static IReadOnlyList<IInvariant> All { get; } = FindIn(typeof(InvariantCatalogue).Assembly);

    /// <summary>Every public or internal class of <paramref name="assembly"/> that implements <see cref="IInvariant"/> and has a public
    /// constructor without parameters.</summary>
    public static IReadOnlyList<IInvariant> FindIn(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return
        [
            .. assembly.GetTypes()
                .Where(static type => type is { IsClass: true, IsAbstract: false } && typeof(IInvariant).IsAssignableFrom(type) && type.GetConstructor(Type.EmptyTypes) is not null)
                .Select(static type => (IInvariant)Activator.CreateInstance(type)!)
                .OrderBy(static invariant => invariant.Rule)
                .ThenBy(static invariant => invariant.Name, StringComparer.Ordinal),
        ];
    }
}
