using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Checking;

/// <summary>Keeps what is found, the moment it is found.</summary>
public interface IFindingSink
{
    /// <summary>A new divergence was seen and is about to be shrunk: whatever happens then, this scenario must not be lost.</summary>
    void Seen(string target, Signature signature, Scenario scenario, ulong scenarioSeed);

    /// <summary>It has been shrunk. Sets <see cref="Finding.TracePath"/> and <see cref="Finding.TraceText"/>.</summary>
    void Shrunk(string target, Finding finding);

    /// <summary>A divergence turned out not to come every time. Sets <see cref="FlakyScenario.TracePath"/> and <see cref="FlakyScenario.TraceText"/>.</summary>
    void Flaky(string target, FlakyScenario flaky);
}
