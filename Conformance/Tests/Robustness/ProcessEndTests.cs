using OsLockConformance.Cli;
using OsLockConformance.Implementation.Processes;
using OsLockConformance.Tests.Qemu;
using Xunit;

namespace OsLockConformance.Tests.Robustness;

/// <summary>Whatever happens to the harness or to its emulator, no emulator is left, and a check goes on if it can.</summary>
public sealed class ProcessEndTests : IDisposable
{
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("oslock").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [QemuFact]
    public void A_check_goes_on_when_somebody_kills_QEMU()
    {
        using var harness = Check("--tests", "65536");
        var emulators = Running(harness);
        HarnessProcess.Send("KILL", emulators[^1]);
        var (exitCode, output) = harness.End();
        Assert.Equal(ExitCode.Conforms, exitCode);
        Assert.Contains("conforms: 65,536 scenarios", output, StringComparison.Ordinal);
        Assert.Equal("  note: QEMU ended with exit code 137; once, and no scenario is to blame", output.Split('\n')[1]);
        Assert.False(IsAnyLeft(emulators));
    }

    [QemuFact]
    public void A_killed_harness_leaves_no_QEMU_even_if_that_does_not_read_its_input_any_more()
    {
        if (!ChildProcess.EndsWithParent)
            return;
        using var harness = Check("--time", "60s");
        var emulators = Running(harness);
        foreach (var emulator in emulators)
            HarnessProcess.Send("STOP", emulator);
        harness.Send("KILL");
        harness.End();
        Assert.False(IsAnyLeft(emulators));
    }

    [QemuFact]
    public void A_terminated_harness_reports_what_it_has_and_leaves_no_QEMU()
    {
        using var harness = Check("--time", "60s");
        var emulators = Running(harness);
        harness.Send("TERM");
        var (exitCode, output) = harness.End();
        Assert.Equal(ExitCode.Conforms, exitCode);
        Assert.Contains("interrupted", output, StringComparison.Ordinal);
        Assert.False(IsAnyLeft(emulators));
    }

    [QemuFact]
    public void No_temporary_file_is_left_beside_a_running_QEMU()
    {
        using var harness = Check("--time", "60s");
        Running(harness);
        Assert.DoesNotContain(Directory.GetFiles(TemporaryFile.Folder), path => Path.GetFileName(path).StartsWith($"{harness.Id}-", StringComparison.Ordinal));
        harness.Send("TERM");
        harness.End();
    }

    [Fact]
    public void Files_that_a_killed_process_left_are_removed_by_the_next_one()
    {
        Directory.CreateDirectory(TemporaryFile.Folder);
        // No process has this id: it is larger than any that Linux gives.
        var left = Path.Combine(TemporaryFile.Folder, "4194305-1");
        var recent = Path.Combine(TemporaryFile.Folder, "4194305-2");
        File.WriteAllText(left, "");
        File.WriteAllText(recent, "");
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow - TimeSpan.FromMinutes(5));

        using var file = new TemporaryFile();

        Assert.False(File.Exists(left));
        Assert.True(File.Exists(recent), "it may still be about to be read, in another container");
        File.Delete(recent);
    }

    private HarnessProcess Check(params string[] arguments) => new(["check", "qemu", "--out", _folder, .. arguments]);

    /// <summary>The emulators, some batches after their start. The first one that is started only tells its version.</summary>
    private static IReadOnlyList<int> Running(HarnessProcess harness)
    {
        while (true)
        {
            var emulators = harness.Emulators("-kernel");
            Thread.Sleep(1500);
            if (harness.Emulators("-kernel").SequenceEqual(emulators))
                return emulators;
        }
    }

    private static bool IsAnyLeft(IReadOnlyList<int> emulators) => !emulators.All(static emulator => HarnessProcess.Ends(emulator, TwoSeconds));
}
