using System.Reflection;
using System.Runtime.CompilerServices;

namespace OsLockConformance.Mutation.Mutants;

/// <summary>The class MutantControl that Stryker adds to an assembly: every mutant of the assembly is there, and asks it whether it is the one that is on.</summary>
internal sealed class MutantSwitch
{
    /// <summary>The number of no mutant.</summary>
    public const int None = -1;

    private readonly FieldInfo _active;
    private readonly FieldInfo _capture;
    private readonly MethodInfo _covered;

    private MutantSwitch(Type control)
    {
        _active = control.GetField("ActiveMutant") ?? throw new MissingFieldException(control.Name, "ActiveMutant");
        _capture = control.GetField("CaptureCoverage") ?? throw new MissingFieldException(control.Name, "CaptureCoverage");
        _covered = control.GetMethod("GetCoverageData") ?? throw new MissingMethodException(control.Name, "GetCoverageData");
    }

    /// <summary>The switch of the assembly that is mutated.</summary>
    /// <exception cref="InvalidOperationException">None or more than one of them is.</exception>
    public static MutantSwitch Of(IEnumerable<Assembly> assemblies) =>
        new(assemblies.SelectMany(static assembly => assembly.GetTypes()).Single(static type => type.Name == "MutantControl"));

    /// <summary>Turns a mutant on, and the one that was on off.</summary>
    public void TurnOn(int id) => _active.SetValue(null, id);

    /// <summary>
    /// Runs every static initializer of the assemblies and says which mutants it came by. Since an initializer runs once in a process, these can only be seen
    /// in one in which they are on from its beginning.
    /// </summary>
    public IReadOnlyList<int> InStaticInitializers(IEnumerable<Assembly> assemblies)
    {
        TurnOn(None);
        _capture.SetValue(null, true);
        foreach (var type in assemblies.SelectMany(static assembly => assembly.GetTypes()).Where(static type => !type.ContainsGenericParameters))
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        _capture.SetValue(null, false);
        return [.. ((IList<int>[])_covered.Invoke(null, null)!).SelectMany(static ids => ids).Distinct().Order()];
    }
}
