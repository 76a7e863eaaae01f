using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Tests.Robustness;

/// <summary>Remembers what it was told.</summary>
internal sealed class KeptFindings : IFindingSink
{
    public List<string> Calls { get; } = [];

    public Action WhenSeen { get; init; } = static () => { };

    public void Seen(string target, Signature signature, Scenario scenario, ulong scenarioSeed)
    {
        Calls.Add("seen");
        WhenSeen();
    }

    public void Shrunk(string target, Finding finding) => Calls.Add("shrunk");

    public void Flaky(string target, FlakyScenario flaky) => Calls.Add("flaky");
}
