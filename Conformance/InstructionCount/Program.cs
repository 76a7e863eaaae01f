using System.Globalization;
using OsLockConformance.Benchmarks;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Invariants;

// Runs the benchmark's scenarios of 60 guest actions on a target, all of them ROUNDS times, and says how many actions that were.
if (args.Length != 2 || !int.TryParse(args[1], CultureInfo.InvariantCulture, out var rounds))
{
    Console.Error.WriteLine("expected TARGET ROUNDS");
    return 2;
}

if (!TargetCatalogue.Names.Contains(args[0], StringComparer.OrdinalIgnoreCase))
{
    Console.Error.WriteLine($"expected a simulated target, got '{args[0]}'");
    return 2;
}

if (InvariantCatalogue.All.Count == 0)
    throw new InvalidOperationException("the invariants are not in this program");
var pool = new ScenarioPool(args[0], Vocabulary.Guest, 60);
var runner = new LockstepRunner(pool.Target, pool.Accepted);
for (var round = 0; round < rounds; round++)
{
    foreach (var scenario in pool.Scenarios)
    {
        if (!runner.Run(scenario.Configuration, scenario.Actions, out var divergence))
            throw new InvalidOperationException($"the target diverges: {divergence}");
    }
}

Console.WriteLine(runner.ActionsExecuted);
return 0;
