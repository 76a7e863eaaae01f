using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli.Sarif;

/// <summary>The traces of a run: gives them their places among its artifacts, and makes the locations of their actions.</summary>
internal sealed class SarifTraces
{
    private readonly List<SarifArtifact> _artifacts = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>The files so far.</summary>
    public IReadOnlyList<SarifArtifact> Artifacts => _artifacts;

    /// <summary>The locations of the actions of a trace, in order.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="trace">The trace as it stands there.</param>
    /// <param name="text">The text of the file; null if it need not be told.</param>
    /// <param name="messages">What happens at an action, by its place; null for nothing to say.</param>
    public SarifLocation[] Locate(string path, TraceDocument trace, string? text = null, Func<int, string>? messages = null)
    {
        var file = Add(SarifArtifactLocation.UriOf(path), text);
        return [.. trace.Scenario.Actions.Select((action, place) => Locate(file, trace.ActionLines[place], action, messages?.Invoke(place)))];
    }

    private static SarifLocation Locate(SarifArtifactLocation file, int line, ScenarioAction action, string? message) =>
        new(new SarifLocation.Physical(file, new SarifLocation.RegionOf(line, new SarifMessage(ActionText.Of(action)))), message is null ? null : new SarifMessage(message));

    private SarifArtifactLocation Add(string uri, string? text)
    {
        if (!_places.TryGetValue(uri, out var place))
        {
            place = _places[uri] = _artifacts.Count;
            _artifacts.Add(new SarifArtifact(new SarifArtifactLocation(uri), text is null ? null : new SarifArtifact.ContentsOf(text)));
        }

        return new SarifArtifactLocation(uri, place);
    }
}
