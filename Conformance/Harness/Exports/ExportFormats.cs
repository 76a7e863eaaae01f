namespace OsLockConformance.Harness.Exports;

/// <summary>The formats by the names that the command line has for them.</summary>
public static class ExportFormats
{
    private sealed record Row(ExportFormat Format, string Name, Func<ExportedProgram, string> Write);

    private static readonly Row[] Rows =
    [
        new(ExportFormat.Selftest, "selftest", SelftestExport.Write),
        new(ExportFormat.KvmUnitTests, "kvm-unit-tests", KvmUnitTestsExport.Write),
        new(ExportFormat.Syz, "syz", SyzExport.Write),
        new(ExportFormat.Asm, "asm", AsmExport.Write),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Rows.Select(static row => row.Name)];

    /// <summary>The format of a name.</summary>
    /// <returns>false if there is none.</returns>
    public static bool TryFind(string name, out ExportFormat format)
    {
        var row = Array.Find(Rows, row => row.Name == name);
        format = row?.Format ?? default;
        return row is not null;
    }

    /// <summary>The name of a format.</summary>
    public static string NameOf(ExportFormat format) => RowOf(format).Name;

    /// <summary>Writes the program.</summary>
    /// <exception cref="ExportException">It cannot be expressed in this format.</exception>
    public static string Write(ExportFormat format, ExportedProgram program) => RowOf(format).Write(program);

    private static Row RowOf(ExportFormat format) => Array.Find(Rows, row => row.Format == format)!;
}
