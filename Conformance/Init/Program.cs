using OsLockConformance.Harness.RealKernels;
using OsLockConformance.Implementation.Vmm;

// Process 1 must never end by itself: whatever happens is said in a line, then the power goes off.
try
{
    var folder = "/" + MachineJob.TraceFolder;
    string[] traces = Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
    Array.Sort(traces, StringComparer.Ordinal);
    new MachineWorker(Console.Out).Run(MachineJob.Parse(File.ReadAllLines("/" + MachineJob.FileName)), traces);
}
catch (Exception exception)
{
    Console.Out.WriteLine($"{MachineLine.Failed} {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}");
}
Console.Out.Flush();
PowerOff.Now();
Thread.Sleep(Timeout.Infinite);
