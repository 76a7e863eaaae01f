using OsLockConformance.Implementation;
using OsLockConformance.Model.Reference;

namespace OsLockConformance.Harness.Files;

/// <summary>Which build this is, for files that mean nothing to another one, or something else.</summary>
public static class BuildIdentity
{
    /// <summary>The assemblies of model, implementation and harness by what the compiler made of their sources: the same sources give the same.</summary>
    public static string Current { get; } = string.Join(' ',
        typeof(ReferenceModel).Module.ModuleVersionId, typeof(TargetCatalogue).Module.ModuleVersionId, typeof(BuildIdentity).Module.ModuleVersionId);
}
