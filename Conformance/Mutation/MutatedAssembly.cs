using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Registers;
using Xunit;

namespace OsLockConformance.Mutation;

/// <summary>
/// What mutate.sh has Stryker run in place of the tests. Stryker puts all mutants into one assembly, each behind a switch, and takes the assembly away when it
/// ends; this copies it to the folder that OSLOCK_MUTATED names, where Mutants finds it.
/// </summary>
public sealed class MutatedAssembly
{
    [Fact]
    public void Is_kept()
    {
        if (Environment.GetEnvironmentVariable("OSLOCK_MUTATED") is not { Length: > 0 } folder)
            return;
        // Stryker gives each mutant a run of this test, unless it sees that the test comes by a few of them alone.
        Assert.Equal(1, new RegisterField("", 0, 0).Width);
        Assert.True(RegisterTraps.IsWriteOnly(RegisterId.OSLAR_EL1));
        foreach (var assembly in new[] { typeof(RegisterField).Assembly, typeof(RegisterTraps).Assembly })
            File.Copy(assembly.Location, Path.Combine(folder, Path.GetFileName(assembly.Location)), overwrite: true);
    }
}
