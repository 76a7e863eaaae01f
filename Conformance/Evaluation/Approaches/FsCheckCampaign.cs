using FsCheck;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using OsLockConformance.Evaluation.Trials;
using OsLockConformance.Harness.Generation;

namespace OsLockConformance.Evaluation.Approaches;

/// <summary>A run of FsCheck that ends when the trial's budget is spent and says nothing.</summary>
internal static class FsCheckCampaign
{
    /// <summary>Checks the property with a fixed size, so that scenarios are as long at first as they are later.</summary>
    public static void Run(Trial trial, ulong seed, Property property)
    {
        // The second half of FsCheck's seed is what the first grows by, and has to be odd: neighbouring seeds must not share it.
        var (start, gamma) = (SplittableRandom.SeedOf(seed, 0), SplittableRandom.SeedOf(seed, 1) | 1);
        var config = Config.Quick.WithMaxTest(int.MaxValue).WithStartSize(1).WithEndSize(1).WithReplay(start, gamma).WithRunner(new Runner(trial));
        try
        {
            Check.One(config, property);
        }
        catch (SpentException)
        {
            // The way out that FsCheck leaves: it has no other limit than a number of tests.
        }
    }

    private sealed class SpentException : Exception;

    private sealed class Runner(Trial trial) : IRunner
    {
        public void OnStartFixture(Type t)
        {
        }

        public void OnArguments(int ntest, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
        {
            if (trial.IsSpent)
                throw new SpentException();
        }

        public void OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> everyShrink)
        {
        }

        public void OnFinished(string name, TestResult result)
        {
        }
    }
}
