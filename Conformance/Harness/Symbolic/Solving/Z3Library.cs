using System.Runtime.InteropServices;

namespace OsLockConformance.Harness.Symbolic.Solving;

/// <summary>The few functions of Z3's C interface that a text in SMT-LIB needs. The package Microsoft.Z3 has no library for Linux, so this is
/// the one that distributions have.</summary>
internal static unsafe partial class Z3Library
{
    private const string Name = "libz3.so.4";

    /// <summary>Why Z3 is not here, in one line; null if it is.</summary>
    public static string? Missing { get; } = NativeLibrary.TryLoad(Name, typeof(Z3Library).Assembly, DllImportSearchPath.SafeDirectories, out _)
        ? null
        : $"the SMT solver Z3 is not installed: there is no {Name} (Debian: apt-get install --no-install-recommends libz3-4)";

    [LibraryImport(Name, EntryPoint = "Z3_mk_config")]
    public static partial nint MakeConfig();

    [LibraryImport(Name, EntryPoint = "Z3_del_config")]
    public static partial void DeleteConfig(nint config);

    [LibraryImport(Name, EntryPoint = "Z3_mk_context")]
    public static partial nint MakeContext(nint config);

    [LibraryImport(Name, EntryPoint = "Z3_del_context")]
    public static partial void DeleteContext(nint context);

    /// <summary>What is called after an error; with none the text that the error has is all there is, by default it ends the process.</summary>
    [LibraryImport(Name, EntryPoint = "Z3_set_error_handler")]
    public static partial void SetErrorHandler(nint context, nint handler);

    /// <summary>Ends a check-sat that is under way, from another thread; one that begins later is not ended.</summary>
    [LibraryImport(Name, EntryPoint = "Z3_interrupt")]
    public static partial void Interrupt(nint context);

    /// <summary>The answer belongs to the context until the next call.</summary>
    [LibraryImport(Name, EntryPoint = "Z3_eval_smtlib2_string", StringMarshalling = StringMarshalling.Utf8)]
    public static partial byte* Evaluate(nint context, string text);

    [LibraryImport(Name, EntryPoint = "Z3_get_version")]
    public static partial void GetVersion(out uint major, out uint minor, out uint build, out uint revision);
}
