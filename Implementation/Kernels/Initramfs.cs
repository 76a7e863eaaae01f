namespace OsLockConformance.Implementation.Kernels;

/// <summary>The initramfs of the harness: /init, a console, /dev/kvm, and the files of the job.</summary>
public static class Initramfs
{
    private const uint MiscMajor = 10;
    private const uint KvmMinor = 232;

    /// <summary>Writes it.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="init">The static executable.</param>
    /// <param name="files">Files by their path in the archive; at most one folder deep.</param>
    public static void Write(string path, string init, IReadOnlyList<KeyValuePair<string, string>> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (!File.Exists(init))
            throw new EmulatedKernelException($"there is no {init}; it is made by publishing Conformance/Init");
        using var stream = File.Create(path);
        var archive = new CpioArchive(stream);
        archive.AddFolder("dev");
        archive.AddCharacterDevice("dev/console", 5, 1);
        archive.AddCharacterDevice("dev/kvm", MiscMajor, KvmMinor);
        archive.AddFile("init", File.ReadAllBytes(init), isExecutable: true);
        foreach (var folder in files.Select(static file => Path.GetDirectoryName(file.Key)!).Where(static folder => folder.Length > 0).Distinct())
            archive.AddFolder(folder);
        foreach (var (name, content) in files)
            archive.AddFile(name, System.Text.Encoding.UTF8.GetBytes(content));
        archive.Finish();
    }
}
