using OsLockConformance.Harness.RealKernels;
using OsLockConformance.Implementation.Kernels;
using OsLockConformance.Implementation.Vmm;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Kernels;

[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class RealKernelTests
{
    [Fact]
    public void A_job_reads_back_as_it_was_written()
    {
        var job = new MachineJob { Profile = "linux-6.14", Seed = 7, Scenarios = 12, Time = TimeSpan.FromMilliseconds(1500), Strict = true, Accepted = ErratumId.KvmClaimTags | ErratumId.KvmOsdlr, MaximumFindings = 3, IsEmulated = false, CountRules = true, Coverage = true, ShrinkBudget = 77, Twin = "linux-6.1" };

        Assert.Equal(job, MachineJob.Parse(job.Write().Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void An_emulator_that_is_missing_is_one_clear_line()
    {
        var image = Path.GetTempFileName();
        try
        {
            var kernel = new EmulatedKernel { Image = image, Qemu = "/nowhere/qemu" };
            var exception = Assert.Throws<EmulatedKernelException>(() => kernel.Run(image, static _ => { }));
            Assert.StartsWith("/nowhere/qemu cannot be started: ", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(image);
        }
    }

    [Fact]
    public void An_emulator_that_says_nothing_is_ended()
    {
        var image = Path.GetTempFileName();
        var script = Path.GetTempFileName();
        try
        {
            File.WriteAllText(script, "#!/bin/sh\nexec sleep 600\n");
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var kernel = new EmulatedKernel { Image = image, Qemu = script, Silence = TimeSpan.FromMilliseconds(200) };
            var exception = Assert.Throws<EmulatedKernelException>(() => kernel.Run(image, static _ => { }));
            Assert.Contains("has said nothing", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(image);
            File.Delete(script);
        }
    }

    [Fact]
    public void An_emulator_that_dies_is_reported_with_what_it_said()
    {
        var image = Path.GetTempFileName();
        var script = Path.GetTempFileName();
        try
        {
            File.WriteAllText(script, "#!/bin/sh\necho first\necho no such machine >&2\nexit 5\n");
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            List<string> lines = [];
            var exception = Assert.Throws<EmulatedKernelException>(() => new EmulatedKernel { Image = image, Qemu = script }.Run(image, lines.Add));
            Assert.EndsWith("ended with 5: no such machine", exception.Message, StringComparison.Ordinal);
            Assert.Equal(["first"], lines);
        }
        finally
        {
            File.Delete(image);
            File.Delete(script);
        }
    }

    [Fact]
    public void Registers_that_QEMU_lacks_are_left_out()
    {
        var run = new ScenarioAction { Kind = ActionKind.Run, Length = 2, I0 = Instruction.Mrs(RegisterId.DBGPRCR_EL1), I1 = Instruction.Mrs(RegisterId.OSLSR_EL1) };

        var substitute = EmulatorDeviations.Substitute(run);

        Assert.Equal(Opcode.NOP, substitute.I0.Opcode);
        Assert.Equal(run.I1, substitute.I1);
    }

    [Fact]
    public void Every_release_has_a_profile_and_is_found_by_its_version()
    {
        foreach (var release in KernelRelease.All)
        {
            Assert.Same(release, KernelRelease.Find(release.Version));
            Assert.NotNull(Implementation.TargetCatalogue.Describe(release.Profile));
        }
        Assert.Null(KernelRelease.Find("4.19"));
    }
}
