using System.Globalization;
using System.Text;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Coverage;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Harness.Twins;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.RealKernels;

/// <summary>
/// Reads the serial line of a machine that checks its kernel: what it finds goes to the sink the moment it comes, and the rest becomes
/// the report. Lines that are not the harness's are the kernel's, of which the first panic is kept, and the last of any kind.
/// </summary>
/// <param name="target">The name under which findings are kept.</param>
/// <param name="seed">The seed of the campaign.</param>
/// <param name="sink">Where findings go.</param>
public sealed class MachineReader(string target, ulong seed, IFindingSink? sink = null)
{
    internal const string NoRule = "-";

    private const string Panic = "Kernel panic";

    private readonly List<Finding> _findings = [];
    private readonly List<ErratumSeen> _errata = [];
    private readonly SortedDictionary<RuleId, RuleSeen> _rules = [];
    private readonly List<ReplayedTrace> _replayed = [];
    private RuleSet _notApplicable;
    private readonly StringBuilder _text = new();
    private readonly List<FlakyScenario> _flaky = [];
    private Action<Scenario>? _open;
    private readonly List<DifferenceSeen> _differences = [];
    private TwinReport? _twin;
    private string? _panic;
    private string? _last;
    private string? _failed;
    private long _scenarios;
    private long _actions;
    private TimeSpan _elapsed;
    private bool _done;

    /// <summary>What the machine is; null until it has said so.</summary>
    public MachineIdentity? Identity { get; private set; }

    /// <summary>In which circumstances rules have fired, as far as it was sent.</summary>
    public CoverageCounter Cells { get; } = new();

    /// <summary>Whether the machine has done its job.</summary>
    public bool IsDone => _done;

    /// <summary>The scenario that was about to be run, and its seed; null if the machine does not say that.</summary>
    public (ulong Seed, Scenario Scenario)? Current { get; private set; }

    /// <summary>A divergence that was seen and not reported yet: the machine shrinks it.</summary>
    public (MachineDivergence Divergence, Scenario Scenario)? Unfinished { get; private set; }

    /// <summary>The replay that the machine was told to do; null for a check.</summary>
    public MachineTimeline? Replay { get; init; }

    /// <summary>Called with the scenarios run and the findings so far.</summary>
    public Action<long, int>? Progress { get; set; }

    /// <summary>Why there is no report, in one line; null if there is one.</summary>
    public string? Failure
    {
        get
        {
            if (_failed is not null)
                return $"the harness in the machine failed: {_failed}";
            if (_done)
                return null;
            var when = Identity is null ? "before the harness began" : "before the check was done";
            return (_panic ?? _last) is { } said ? $"the machine ended {when}; its kernel said: {said}" : $"the machine ended {when} and said nothing";
        }
    }

    /// <summary>Takes a line.</summary>
    /// <exception cref="FormatException">The harness in the machine speaks otherwise than this one: it is of another version.</exception>
    public void Read(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var (kind, text) = line.Split(' ', 2) is [var first, var rest] ? (first, rest) : (line, "");
        switch (kind)
        {
            case MachineLine.Ready:
                Identity = MachineIdentity.Parse(text);
                break;
            case MachineLine.Progress:
                ReadProgress(text);
                break;
            case MachineLine.Starting:
                Open(ulong.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), KeepStarting);
                break;
            case MachineLine.Seen:
                Open(MachineDivergence.Parse(text), KeepSeen);
                break;
            case MachineLine.Finding:
                Open(MachineDivergence.Parse(text), KeepFinding);
                break;
            case MachineLine.Flaky:
                Open(MachineFlaky.Parse(text), KeepFlaky);
                break;
            case MachineLine.Text:
                _text.Append(text).Append('\n');
                break;
            case MachineLine.End:
                Close();
                break;
            case MachineLine.Erratum:
                ReadErratum(text);
                break;
            case MachineLine.Rule:
                ReadRule(text);
                break;
            case MachineLine.Coverage:
                MachineCoverage.Read(text, Cells);
                break;
            case MachineLine.Replayed:
                _replayed.Add(ReadReplayed(text));
                break;
            case MachineLine.NotApplicable:
                _notApplicable = new RuleSet(ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture));
                break;
            case MachineLine.Entry:
                Replay?.ReadEntry(text);
                break;
            case MachineLine.Verdict:
                Replay?.ReadVerdict(text);
                break;
            case MachineLine.Twin:
                _twin = ReadTwin(text);
                _differences.Clear();
                break;
            case MachineLine.Difference:
                _differences.Add(MachineDifference.Parse(text));
                break;
            case MachineLine.Done:
                _done = true;
                break;
            case MachineLine.Failed:
                _failed = text;
                break;
            case MachineLine.Alive:
                break;
            default:
                ReadKernel(line);
                break;
        }
    }

    /// <summary>The report, of what has come so far if the machine was interrupted.</summary>
    public CheckReport Report(bool interrupted)
    {
        List<Finding> findings = [.. _findings];
        findings.Sort(static (left, right) => ScenarioOrder.Compare(left.Scenario, right.Scenario));
        return new CheckReport(target, seed, _scenarios, _actions, _elapsed, findings, _errata, interrupted)
        {
            Flaky = _flaky,
            Rules = [.. _rules.Values],
            Replayed = _replayed,
            NotApplicable = _notApplicable,
            Twin = _twin is null ? null : _twin with { Differences = [.. _differences] },
        };
    }

    private void Open<T>(T said, Action<T, Scenario> keep)
    {
        _open = scenario => keep(said, scenario);
        _text.Clear();
    }

    private void Close()
    {
        if (_open is not { } keep)
            throw new FormatException("expected a divergence before its end");
        _open = null;
        keep(TraceParser.ParseText(_text.ToString(), "serial line").Scenario);
    }

    private void KeepStarting(ulong scenarioSeed, Scenario scenario)
    {
        Current = (scenarioSeed, scenario);
        Unfinished = null;
    }

    private void KeepSeen(MachineDivergence divergence, Scenario scenario)
    {
        Unfinished = (divergence, scenario);
        sink?.Seen(target, divergence.Signature, scenario, divergence.ScenarioSeed);
    }

    private void KeepFinding(MachineDivergence divergence, Scenario scenario)
    {
        Unfinished = null;
        var finding = divergence.With(scenario);
        _findings.Add(finding);
        sink?.Shrunk(target, finding);
    }

    private void KeepFlaky(MachineFlaky said, Scenario scenario)
    {
        var flaky = said.With(scenario);
        _flaky.Add(flaky);
        sink?.Flaky(target, flaky);
    }

    /// <summary>Takes a line of the kernel.</summary>
    internal void ReadKernel(string line)
    {
        var said = line.Trim();
        if (said.Length == 0)
            return;
        _last = said;
        if (_panic is null && said.IndexOf(Panic, StringComparison.Ordinal) is >= 0 and var start)
            _panic = said[start..];
    }

    private void ReadProgress(string text)
    {
        if (text.Split(' ') is not [var scenarios, var actions, var milliseconds, var findings])
            throw new FormatException($"expected scenarios, actions, milliseconds and findings, got '{text}'");
        Unfinished = null;
        _scenarios = Number(scenarios);
        _actions = Number(actions);
        _elapsed = TimeSpan.FromMilliseconds(Number(milliseconds));
        Progress?.Invoke(_scenarios, (int)Number(findings));
    }

    /// <summary>Later numbers take the place of earlier ones.</summary>
    private void ReadErratum(string text)
    {
        if (text.Split(' ') is not [var name, var seen] || ErratumCatalogue.Find(name) is not { } erratum)
            throw new FormatException($"expected a declared deviation and a number, got '{text}'");
        var known = _errata.FindIndex(other => other.Erratum == erratum);
        if (known < 0)
            _errata.Add(new ErratumSeen(erratum, Number(seen)));
        else
            _errata[known] = new ErratumSeen(erratum, Number(seen));
    }

    private void ReadRule(string text)
    {
        if (text.Split(' ') is not [var name, var seen])
            throw new FormatException($"expected a rule and a number, got '{text}'");
        var rule = Rule(name);
        _rules[rule] = new RuleSeen(rule, Number(seen));
    }

    private static ReplayedTrace ReadReplayed(string text) => text.Split(' ', 2) is [var rule, var trace]
        ? new ReplayedTrace(trace, rule == NoRule ? null : Rule(rule))
        : throw new FormatException($"expected a rule and a trace, got '{text}'");

    private static RuleId Rule(string name) => Enum.TryParse<RuleId>(name, out var rule) && rule.ToString() == name && Enum.IsDefined(rule)
        ? rule
        : throw new FormatException($"expected a rule, got '{name}'");

    private static TwinReport ReadTwin(string text) =>
        text.Split(' ') is [var name, var scenarios, var actions, var parted]
            ? new TwinReport(name, Number(scenarios), Number(actions), Number(parted), [])
            : throw new FormatException($"expected the name of a simulated kernel and three numbers, got '{text}'");

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
