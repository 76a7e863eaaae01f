using System.Globalization;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.RealKernels;

/// <summary>What the harness in the emulated machine shall do: a file of <c>name=value</c> lines in the initramfs.</summary>
public sealed record MachineJob
{
    /// <summary>The job's file.</summary>
    public const string FileName = "job";

    /// <summary>The file of a trace: if it is there it is replayed, otherwise generated scenarios are checked.</summary>
    public const string TraceFile = "trace";

    /// <summary>The profile whose errata are accepted; empty for the one that the kernel's version names.</summary>
    public string Profile { get; init; } = "";
    /// <summary>The seed of the campaign.</summary>
    public ulong Seed { get; init; } = 1;
    /// <summary>Scenarios to run.</summary>
    public long Scenarios { get; init; } = 1000;
    /// <summary>The first scenario of the campaign to run.</summary>
    public long First { get; init; }
    /// <summary>Run the scenarios one by one and say before each which it is.</summary>
    public bool OneByOne { get; init; }
    /// <summary>Findings that are known already: their <see cref="SignatureSyntax"/>, separated by semicolons.</summary>
    public string Known { get; init; } = "";
    /// <summary>Time to spend instead of a number of scenarios; zero for none.</summary>
    public TimeSpan Time { get; init; }
    /// <summary>Most actions of a scenario.</summary>
    public int MaximumActions { get; init; } = ScenarioGenerator.MaximumLength;
    /// <summary>Of what the target can do, what is drawn.</summary>
    public TargetCapabilities Capabilities { get; init; } = CheckOptions.Everything;
    /// <summary>Accept no erratum but <see cref="Accepted"/>.</summary>
    public bool Strict { get; init; }
    /// <summary>In a strict check, the errata that are accepted all the same.</summary>
    public ErratumId Accepted { get; init; }
    /// <summary>Distinct findings after which the search ends.</summary>
    public int MaximumFindings { get; init; } = 40;
    /// <summary>Executions that shrinking a finding may take; zero for the usual number.</summary>
    public int ShrinkBudget { get; init; }
    /// <summary>The machine is QEMU's: leave out what QEMU itself gets wrong.</summary>
    public bool IsEmulated { get; init; } = true;
    /// <summary>Count how often each rule is exercised.</summary>
    public bool CountRules { get; init; }
    /// <summary>Count in which circumstances the rules fire, and send it.</summary>
    public bool Coverage { get; init; }
    /// <summary>The simulated kernel that is led through the same scenarios; empty for none.</summary>
    public string Twin { get; init; } = "";

    /// <summary>Reads a job.</summary>
    public static MachineJob Parse(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var job = new MachineJob();
        foreach (var line in lines)
        {
            var (name, value) = line.Split('=', 2) is [var left, var right] ? (left, right) : (line, "");
            job = name switch
            {
                "profile" => job with { Profile = value },
                "seed" => job with { Seed = ulong.Parse(value, CultureInfo.InvariantCulture) },
                "scenarios" => job with { Scenarios = long.Parse(value, CultureInfo.InvariantCulture) },
                "first" => job with { First = long.Parse(value, CultureInfo.InvariantCulture) },
                "one-by-one" => job with { OneByOne = bool.Parse(value) },
                "known" => job with { Known = value },
                "milliseconds" => job with { Time = TimeSpan.FromMilliseconds(long.Parse(value, CultureInfo.InvariantCulture)) },
                "accepted" => job with { Accepted = (ErratumId)ulong.Parse(value, CultureInfo.InvariantCulture) },
                "maximum-actions" => job with { MaximumActions = int.Parse(value, CultureInfo.InvariantCulture) },
                "capabilities" => job with { Capabilities = (TargetCapabilities)int.Parse(value, CultureInfo.InvariantCulture) },
                "strict" => job with { Strict = bool.Parse(value) },
                "maximum-findings" => job with { MaximumFindings = int.Parse(value, CultureInfo.InvariantCulture) },
                "shrink-budget" => job with { ShrinkBudget = int.Parse(value, CultureInfo.InvariantCulture) },
                "emulated" => job with { IsEmulated = bool.Parse(value) },
                "count-rules" => job with { CountRules = bool.Parse(value) },
                "coverage" => job with { Coverage = bool.Parse(value) },
                "twin" => job with { Twin = value },
                _ => throw new FormatException($"a job has no '{name}'"),
            };
        }
        return job;
    }

    /// <summary>Writes it.</summary>
    public string Write() => string.Create(CultureInfo.InvariantCulture,
        $"profile={Profile}\nseed={Seed}\nscenarios={Scenarios}\nfirst={First}\none-by-one={OneByOne}\nknown={Known}\nmilliseconds={(long)Time.TotalMilliseconds}\nmaximum-actions={MaximumActions}\ncapabilities={(int)Capabilities}\nstrict={Strict}\naccepted={(ulong)Accepted}\nmaximum-findings={MaximumFindings}\nshrink-budget={ShrinkBudget}\nemulated={IsEmulated}\ncount-rules={CountRules}\ncoverage={Coverage}\ntwin={Twin}\n");
}
