using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Explaining;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Faults;
using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Errata;
using Xunit;
using Xunit.Abstractions;

namespace OsLockConformance.Tests.Explaining;

public sealed class DiagnosisTests(ITestOutputHelper output)
{
    [Fact]
    public void X()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var lines = new string[PlantedFaults.All.Count];
        long checkTime = 0, diagTime = 0;
        System.Threading.Tasks.Parallel.For(0, lines.Length, i =>
        {
            var fault = PlantedFaults.All[i];
            var t0 = watch.ElapsedMilliseconds;
            var report = new CheckRunner(new KvmTarget(fault), new CheckOptions { Seed = 1, Scenarios = 50_000, MaximumFindings = 1 }).Run();
            var finding = report.Findings[0];
            var t1 = watch.ElapsedMilliseconds;
            var target = new UnknownImplementation(new KvmTarget(fault), fault.BaseProfile.Name);
            var runner = new LockstepRunner(target, ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(target)));
            var d = new Diagnostician().Diagnose(finding.Scenario, runner, finding.Rule);
            var t2 = watch.ElapsedMilliseconds;
            var h = new Diagnostician(PlantedFaults.All.Where(f => f != fault)).Diagnose(finding.Scenario, runner, finding.Rule);
            System.Threading.Interlocked.Add(ref checkTime, t1 - t0);
            System.Threading.Interlocked.Add(ref diagTime, t2 - t1);
            lines[i] = $"{fault.Name} {t1 - t0}+{t2 - t1} exp {d.Experiments}: " + string.Join("; ", d.Candidates.Take(6).Select(c => $"{c.Place} {c.Kind} {c.Name} +{c.Confirmed}-{c.Refuted}"))
                + "\n     HIDDEN " + string.Join("; ", h.Candidates.Take(3).Select(c => $"{c.Place} {c.Kind} {c.Name} +{c.Confirmed}-{c.Refuted}"));
        });
        foreach (var line in lines)
            output.WriteLine(line);
        output.WriteLine($"{checkTime} {diagTime} {watch.ElapsedMilliseconds}");
        Assert.Fail("x");
    }
}
