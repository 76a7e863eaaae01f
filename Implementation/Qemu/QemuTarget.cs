using System.Buffers.Binary;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Qemu;

/// <summary>
/// QEMU's Arm emulator without an operating system. A queue is compiled to messages for the monitor; single actions are messages of
/// one record. After a failure the next reset starts QEMU anew.
/// </summary>
public sealed class QemuTarget : IBatchTarget, IReplicable, ISelectiveTarget, IDisposable
{
    /// <summary>The name with QEMU 8 or newer.</summary>
    public const string NewName = "qemu";
    /// <summary>The name with an older QEMU.</summary>
    public const string OldName = "qemu-7.2";

    private readonly QemuOptions _options;
    private readonly MessageBuilder _message = new();
    private readonly List<Segment> _segments = [];
    private ScenarioAction[] _queue = new ScenarioAction[1024];
    private byte[] _results = [];
    private byte[] _single = new byte[RunResult.Length];
    private QemuProcess? _qemu;
    private int _queued;
    private int _taken;
    private bool _resetPending;

    /// <summary>Starts QEMU and asks it what its PE has.</summary>
    public QemuTarget(QemuOptions? options = null)
    {
        _options = options ?? new QemuOptions();
        Name = QemuVersion.TargetNameOf(_options);
        Identification = Boot();
        Configuration = Identification.Configuration;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public TargetCapabilities Capabilities => TargetCapabilities.Guest;

    /// <summary>The process that runs now, for those who want to watch it; null after a failure.</summary>
    public int? ProcessId => _qemu?.Id;

    /// <summary>What the machine says about itself.</summary>
    public IdentificationRegisters Identification { get; }

    /// <inheritdoc/>
    public PeConfiguration Configuration { get; }

    /// <inheritdoc/>
    public ScenarioAction Substitute(in ScenarioAction action) => Name == OldName ? UnwrittenReads.Substitute(action) : action;

    /// <inheritdoc/>
    public void Reset(PeConfiguration configuration)
    {
        if (configuration != Configuration)
            throw new TargetException($"{Name} has {Configuration}, not {configuration}");
        if (_qemu is null)
            Boot();
        _resetPending = true;
    }

    /// <inheritdoc/>
    public void Execute(in ScenarioAction action, ref Observation observation)
    {
        Demand(action);
        _message.Begin();
        if (_resetPending)
            _message.AddFresh();
        _resetPending = false;
        _message.AddRun(action);
        Exchange(_single, _options.PatienceForOne);
        RunResult.Decode(action, _single, ref observation);
    }

    /// <inheritdoc/>
    public int BatchSize => 2048;

    /// <inheritdoc/>
    public void QueueReset() => _segments.Add(new Segment(_queued));

    /// <inheritdoc/>
    public void Queue(in ScenarioAction action)
    {
        Demand(action);
        if (_queued == _queue.Length)
            Array.Resize(ref _queue, 2 * _queued);
        _queue[_queued++] = action;
    }

    /// <inheritdoc/>
    public void ExecuteQueue()
    {
        var count = _queued;
        _queued = 0;
        _taken = 0;
        _available = 0;
        if (_results.Length < count * RunResult.Length)
            _results = new byte[count * RunResult.Length];
        try
        {
            if (_qemu is null)
                Boot();
            ExecuteSegments(count);
            _available = count;
        }
        finally
        {
            _segments.Clear();
        }
    }

    /// <inheritdoc/>
    public void Take(ref Observation observation)
    {
        if (_taken >= _available)
            throw new InvalidOperationException("nothing of the queue is left");
        RunResult.Decode(_queue[_taken], _results.AsSpan(_taken * RunResult.Length), ref observation);
        _taken++;
    }

    /// <inheritdoc/>
    public ITarget Replicate() => new QemuTarget(_options);

    /// <inheritdoc/>
    public void Dispose()
    {
        _qemu?.Dispose();
        _qemu = null;
    }

    private readonly record struct Segment(int First);

    private int _available;

    private void ExecuteSegments(int count)
    {
        _available = 0;
        _message.Begin();
        var received = 0;
        var segment = 0;
        for (var i = 0; i < count; i++)
        {
            while (segment < _segments.Count && _segments[segment].First == i)
            {
                _message.AddFresh();
                segment++;
            }
            _message.AddRun(_queue[i]);
            if (!_message.IsFull && i + 1 < count)
                continue;
            var bytes = _message.Runs * RunResult.Length;
            Exchange(_results.AsSpan(received, bytes), _options.Patience);
            received += bytes;
            _message.Begin();
        }
    }

    private void Exchange(Span<byte> answer, TimeSpan patience)
    {
        if (_qemu is null)
            throw new TargetException($"{Name} broke down and was not reset");
        try
        {
            _qemu.Exchange(_message.Finish(), answer, patience);
        }
        catch (TargetException)
        {
            Dispose();
            throw;
        }
    }

    private IdentificationRegisters Boot()
    {
        var hello = new byte[8 * MonitorRecord.HelloLength];
        _qemu = QemuProcess.Start(_options, hello);
        _message.Booted();
        if (Doubleword(hello, 0) != MonitorRecord.Magic)
        {
            Dispose();
            throw new TargetException("QEMU's monitor does not greet");
        }
        return new IdentificationRegisters(Doubleword(hello, 1), Doubleword(hello, 2), Doubleword(hello, 3), Doubleword(hello, 4), Doubleword(hello, 5));
    }

    private void Demand(in ScenarioAction action)
    {
        if (action.Kind != ActionKind.Run)
            throw new NotSupportedException($"{Name} has no {action.Kind}.");
    }

    private static ulong Doubleword(byte[] bytes, int index) => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8 * index));
}
