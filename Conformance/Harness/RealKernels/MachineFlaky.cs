using System.Globalization;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.RealKernels;

/// <summary>A flaky scenario on the serial line, without the scenario itself.</summary>
/// <param name="Divergence">What was seen, and where.</param>
/// <param name="Diverged">In how many repetitions it was seen again.</param>
/// <param name="Runs">Repetitions.</param>
public sealed record MachineFlaky(MachineDivergence Divergence, int Diverged, int Runs)
{
    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static MachineFlaky Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(' ', 3) is [var diverged, var runs, var divergence]
            ? new MachineFlaky(MachineDivergence.Parse(divergence), int.Parse(diverged, CultureInfo.InvariantCulture), int.Parse(runs, CultureInfo.InvariantCulture))
            : throw new FormatException($"expected repetitions and a divergence, got '{text}'");
    }

    /// <summary>What goes over the serial line for a flaky scenario.</summary>
    public static MachineFlaky Of(FlakyScenario flaky)
    {
        ArgumentNullException.ThrowIfNull(flaky);
        return new MachineFlaky(new MachineDivergence(flaky.Signature, flaky.ScenarioSeed, 0, null, ErratumId.None), flaky.Diverged, flaky.Runs);
    }

    /// <summary>Writes it.</summary>
    public string Write() => string.Create(CultureInfo.InvariantCulture, $"{Diverged} {Runs} {Divergence.Write()}");

    /// <summary>It, with its scenario.</summary>
    public FlakyScenario With(Scenario scenario) => new(Divergence.Signature, scenario, Divergence.ScenarioSeed, Diverged, Runs);
}
