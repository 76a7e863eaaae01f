using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Files;

namespace OsLockConformance.Cli.Campaigns;

/// <summary>
/// The file beside the traces that says how far a check has come, so that <c>--resume</c> goes on from there. It is written while the check
/// runs and at its end, always whole. A check of a few seconds that was not interrupted leaves none.
/// </summary>
public sealed class CampaignFile
{
    /// <summary>Time between two writes: what is lost at most if the power goes. Nothing in a result depends on it.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private readonly string _folder;
    private readonly string _target;
    private readonly string _settings;
    private readonly string _path;
    private readonly Stopwatch _sinceWrite = Stopwatch.StartNew();
    private bool _exists;

    /// <summary>The file of a target's campaign.</summary>
    /// <param name="folder">The folder that the traces go to.</param>
    /// <param name="target">The target.</param>
    /// <param name="fileName">What the names of its files begin with.</param>
    /// <param name="settings">The options of the check that shape the campaign, as <see cref="CampaignSettings"/> has them.</param>
    public CampaignFile(string folder, string target, string fileName, string settings)
    {
        _folder = folder;
        _target = target;
        _settings = settings;
        _path = Path.Combine(folder, $"{fileName}.campaign.json");
    }

    /// <summary>Where the campaign ended.</summary>
    /// <exception cref="UsageException">There is none, it can't be read, or it was begun with other options or by another build.</exception>
    public CampaignState Read()
    {
        try
        {
            var document = JsonSerializer.Deserialize<CampaignDocument>(File.ReadAllText(_path), Options) ?? throw new FormatException("it is empty");
            if (document.Version != CampaignDocument.Current)
                throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{_path}: expected version {CampaignDocument.Current}, got {document.Version}"));
            if (document.Build != BuildIdentity.Current)
                throw new UsageException($"--resume goes on with what the same build began; '{_path}' is of another one");
            if (document.Target != _target)
                throw new UsageException($"{_path}: expected a campaign of '{_target}', got '{document.Target}'");
            if (document.Settings != _settings)
                throw new UsageException($"--resume goes on with what was begun with {document.Settings}, not with {_settings}");
            return document.ToState();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"--resume finds no campaign of '{_target}' in '{_folder}'");
        }
        catch (JsonException exception)
        {
            throw new UsageException(string.Create(CultureInfo.InvariantCulture,
                $"{_path}:{exception.LineNumber + 1}:{exception.BytePositionInLine + 1}: expected a campaign as 'check' writes it"));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{_path}: expected a campaign as 'check' writes it: {exception.Message}");
        }
    }

    /// <summary>Writes the state if the last time is long enough ago.</summary>
    public void Keep(Func<CampaignState> state)
    {
        if (_sinceWrite.Elapsed >= Interval)
            Write(state());
    }

    /// <summary>Writes the state at the end of a check, if that was interrupted or has lasted.</summary>
    public void End(CampaignState state, bool isInterrupted)
    {
        if (isInterrupted || _exists || state.Elapsed >= Interval)
            Write(state);
    }

    private void Write(CampaignState state)
    {
        try
        {
            AtomicFile.Write(_path, JsonSerializer.Serialize(CampaignDocument.Of(state, _settings), Options));
            _exists = true;
            _sinceWrite.Restart();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The traces go to the same folder, and it is they whose loss is reported.
        }
    }
}
