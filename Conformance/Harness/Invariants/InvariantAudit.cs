using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Invariants;

/// <summary>
/// Asks of invariants what a check does not ask: whether they are ever reached, and whether they could fail at all. Scenarios run on
/// the KVM profiles, each up to its first divergence, and every snapshot goes to every invariant, as it is and with each bit flipped
/// (mutation testing; DeMillo, Lipton, Sayward, Computer 1978).
/// </summary>
public static class InvariantAudit
{
    /// <summary>Scenarios for each profile: a fraction of a second altogether.</summary>
    public const long DefaultScenarios = 100;

    /// <summary>Audits invariants on all profiles.</summary>
    /// <param name="invariants">The invariants, for example <see cref="InvariantCatalogue.All"/>.</param>
    /// <param name="scenarios">Scenarios for each profile.</param>
    /// <param name="seed">The seed of the campaign.</param>
    /// <returns>A verdict for each, in the order given.</returns>
    public static IReadOnlyList<AuditedInvariant> Of(IReadOnlyList<IInvariant> invariants, long scenarios = DefaultScenarios, ulong seed = 1)
    {
        var observer = new Observer(invariants);
        foreach (var profile in KvmProfile.All)
            Run(new KvmTarget(profile.Version), observer, scenarios, seed);
        return observer.Results;
    }

    private static void Run(KvmTarget target, Observer observer, long scenarios, ulong seed)
    {
        // The invariants that are broken are the check's business: without them the scenario goes on.
        var runner = new LockstepRunner(target, ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(target)), []);
        target.Observer = observer;
        var generator = new ScenarioGenerator(target.Capabilities);
        var buffer = new ScenarioAction[ScenarioGenerator.MaximumLength];
        for (var i = 0L; i < scenarios; i++)
        {
            var scenarioSeed = SplittableRandom.SeedOf(seed, i);
            var length = generator.Generate(scenarioSeed, buffer, out var configuration);
            observer.Where = () => $"scenario {i} of {target.Name} with seed {seed}";
            runner.Run(configuration, buffer.AsSpan(0, length), out _);
        }
    }

    private sealed class Observer(IReadOnlyList<IInvariant> invariants) : IHostObserver
    {
        private readonly InvariantAuditor[] _auditors = [.. invariants.Select(static invariant => new InvariantAuditor(invariant))];

        public Func<string> Where { get; set; } = static () => "";

        public IReadOnlyList<AuditedInvariant> Results => [.. _auditors.Select(static auditor => auditor.Result)];

        public void Observe(in HostSnapshot snapshot)
        {
            foreach (var auditor in _auditors)
                auditor.Observe(snapshot, Where);
        }
    }
}
