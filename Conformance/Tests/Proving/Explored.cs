using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Exploration;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Proving;

/// <summary>A target in lockstep with the model, with its state as bytes.</summary>
internal sealed class Explored
{
    private const int MostBytes = 1 << 14;

    private readonly InvariantMonitor _monitor = new(InvariantCatalogue.All, ErratumId.None);
    private readonly Expectation _expectation = new();
    private MachineState _model;
    private Observation _observation;

    public Explored(string name, PeConfiguration configuration)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        Target = Assert.IsAssignableFrom<IExplorable>(target);
        Configuration = configuration;
        Model = new ReferenceModel(configuration, ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(name)));
        if (Target is IHostObservable observable)
            observable.Observer = _monitor;
        Reset();
    }

    public IExplorable Target { get; }

    public PeConfiguration Configuration { get; }

    public ReferenceModel Model { get; }

    public void Reset()
    {
        Target.Reset(Configuration);
        Model.Initial(out _model);
    }

    /// <summary>Whether the action is one that a search tries here.</summary>
    public bool IsTest(in ScenarioAction action)
    {
        Model.Step(_model, action, _expectation);
        return !_expectation.Spins;
    }

    /// <summary>Executes an action on both sides, which may agree or not.</summary>
    /// <returns>false if they do not.</returns>
    public bool Step(in ScenarioAction action)
    {
        Model.Step(_model, action, _expectation);
        Target.Execute(action, ref _observation);
        if (_expectation.Match(_observation) is not { } outcome)
            return false;
        ReferenceModel.Advance(ref _model, outcome);
        return true;
    }

    /// <summary>What an action shows and leaves behind, on the target alone.</summary>
    public string Shown(in ScenarioAction action)
    {
        _monitor.Clear();
        Target.Execute(action, ref _observation);
        var text = new System.Text.StringBuilder();
        text.Append($"{_observation.Count} {_observation.ValuesPresent} {_observation.Errno} {_observation.OneRegValue:x}");
        for (var i = 0; i < _observation.Count; i++)
            text.Append(_observation.Events[i].ToString());
        for (var i = 0; i < GuestLayout.BlockLength; i++)
            text.Append(_observation.ValuesPresent >> i & 1).Append((_observation.ValuesPresent >> i & 1) == 0 ? 0 : _observation.Values[i]);
        return text.Append(_monitor.Broken?.Name).Append(Convert.ToHexString(Save())).ToString();
    }

    public byte[] Save()
    {
        Span<byte> bytes = stackalloc byte[MostBytes];
        Span<int> ends = stackalloc int[Target.StateSections];
        var writer = new StateWriter(bytes, ends);
        Target.SaveState(ref writer);
        Assert.Equal(writer.Length, ends[^1]);
        return bytes[..writer.Length].ToArray();
    }

    public void Load(byte[] state)
    {
        var reader = new StateReader(state);
        Target.LoadState(ref reader);
        Assert.True(reader.IsAtEnd);
    }

    /// <summary>Goes some actions at random, from a fresh machine.</summary>
    public void Walk(IReadOnlyList<ScenarioAction> actions, ref SplittableRandom random, int length)
    {
        Reset();
        for (var i = 0; i < length; i++)
        {
            var action = actions[random.Below(actions.Count)];
            // What diverges is the end of a program.
            if (IsTest(action) && !Step(action))
                Reset();
        }
    }
}
