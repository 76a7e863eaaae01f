using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Faults;
using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Explaining;

/// <summary>A planted fault that can be asked what it shows. The errata of its version are accepted, so that all it shows is the fault.</summary>
/// <param name="fault">The fault.</param>
internal sealed class Suspect(PlantedFault fault)
{
    private readonly LockstepRunner _runner = new(new KvmTarget(fault), ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(fault.TargetName)));

    /// <summary>The fault.</summary>
    public PlantedFault Fault => fault;

    /// <summary>What it can do.</summary>
    public TargetCapabilities Capabilities => _runner.Target.Capabilities;

    /// <summary>Programs in which the target showed what this fault shows.</summary>
    public int Confirmed { get; set; }

    /// <summary>Programs in which it did not.</summary>
    public int Refuted { get; set; }

    /// <summary>What it shows of a program; null if nothing.</summary>
    public Symptom? Ask(PeConfiguration configuration, ReadOnlySpan<ScenarioAction> actions) => Symptom.Of(_runner, configuration, actions);
}
