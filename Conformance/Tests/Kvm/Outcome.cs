using System.Globalization;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Tests.Kvm;

/// <summary>What a scenario shows on a target: one line per action, and the invariants that were broken.</summary>
internal sealed class Outcome : IHostObserver
{
    private readonly SortedSet<string> _broken = new(StringComparer.Ordinal);

    public List<Observation> Observations { get; } = [];

    /// <summary>The broken invariants that no erratum excuses.</summary>
    public IReadOnlySet<string> Broken => _broken;

    public Observation Last => Observations[^1];

    public static Outcome Of(ITarget target, params ReadOnlySpan<ScenarioAction> actions) => Of(target, PeConfiguration.Default, actions);

    public static Outcome Of(ITarget target, PeConfiguration configuration, params ReadOnlySpan<ScenarioAction> actions)
    {
        var outcome = new Outcome();
        var observation = default(Observation);
        ((IHostObservable)target).Observer = outcome;
        target.Reset(configuration);
        foreach (ref readonly var action in actions)
        {
            target.Execute(in action, ref observation);
            outcome.Observations.Add(observation);
        }
        ((IHostObservable)target).Observer = null;
        return outcome;
    }

    public void Observe(in HostSnapshot snapshot)
    {
        foreach (var invariant in InvariantCatalogue.All)
            if (invariant.Erratum == ErratumId.None && !invariant.Holds(in snapshot))
                _broken.Add(invariant.Name);
    }

    /// <summary>The observations as text, to compare and to read.</summary>
    public string Text => string.Join("\n", Observations.Select(Describe));

    public static string Describe(Observation observation)
    {
        var parts = new List<string>();
        for (var i = 0; i < GuestLayout.BlockLength; i++)
            if ((observation.ValuesPresent >> i & 1) != 0)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"x{i + 1}=0x{observation.Values[i]:x}"));
        for (var i = 0; i < observation.Count; i++)
        {
            var e = observation.Events[i];
            parts.Add(string.Create(CultureInfo.InvariantCulture,
                $"{e.Kind} ec=0x{(byte)ESR_ELx.ClassOf(e.Esr):x2} iss=0x{e.Esr & 0x3FF_FFFF:x} elr={Place(e.Elr)} far=0x{e.Far:x} spsr=0x{e.Spsr:x}"));
        }
        if (observation.Errno != 0 || observation.OneRegValue != 0)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"errno={observation.Errno} value=0x{observation.OneRegValue:x}"));
        return string.Join("; ", parts);
    }

    /// <summary>An address as slot and offset.</summary>
    public static string Place(ulong address) => GuestLayout.IsInSlot(address, out var slot)
        ? string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + slot)}+{address - GuestLayout.Slot(slot)}")
        : string.Create(CultureInfo.InvariantCulture, $"0x{address:x}");

    /// <summary>The events of the last action, each as kind, EC and place.</summary>
    public string Events
    {
        get
        {
            var last = Last;
            var text = new List<string>();
            for (var i = 0; i < last.Count; i++)
                text.Add(string.Create(CultureInfo.InvariantCulture,
                    $"{(last.Events[i].Kind == ObservedEventKind.DebugExit ? "exit" : "exc")} {(byte)ESR_ELx.ClassOf(last.Events[i].Esr):x2} {Place(last.Events[i].Elr)}"));
            return string.Join(", ", text);
        }
    }
}
