using OsLockConformance.Harness.RealKernels;
using OsLockConformance.Implementation.Vmm;

// Process 1 must never end by itself: whatever happens is said in a line, then the power goes off.
try
{
    const string trace = "/" + MachineJob.TraceFile;
    new MachineWorker(Console.Out).Run(MachineJob.Parse(File.ReadAllLines("/" + MachineJob.FileName)), File.Exists(trace) ? trace : null);
}
catch (Exception exception)
{
    Console.Out.WriteLine($"{MachineLine.Failed} {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}");
}
Console.Out.Flush();
PowerOff.Now();
Thread.Sleep(Timeout.Infinite);
