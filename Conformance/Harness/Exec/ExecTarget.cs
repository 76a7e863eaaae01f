using System.Diagnostics;
using System.Text;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Exec;

/// <summary>
/// Any implementation, as a child process that speaks the protocol of Conformance/Exec/PROTOCOL.md:
/// 1. the child says hello; that is what the target is;
/// 2. <see cref="Reset"/> and the actions of a scenario go to it in one piece, up to <see cref="MostUnanswered"/> lines and up to the first action
///    that the model may leave out; their answers are read when they are asked for;
/// 3. what was sent for nothing, after a divergence, is read and dropped at the next reset;
/// 4. after a failure the next reset starts the child anew.
/// </summary>
public class ExecTarget : ITarget, ILookahead, ISelectiveTarget, IErrataOfAnother, IDisposable
{
    /// <summary>What names of such targets begin with.</summary>
    public const string Prefix = "exec:";

    /// <summary>Most lines that wait for their answers at a time: few enough for the pipe to hold them.</summary>
    public const int MostUnanswered = 32;

    /// <summary>Scenarios of the default budget: about ten seconds with an implementation in Python.</summary>
    public const long DefaultScenarios = 5_000;

    private readonly ExecOptions _options;
    private readonly ExecHello _hello;
    private readonly StringBuilder _text = new();
    private readonly List<ScenarioAction> _announced = [];
    private ExecProcess? _process;
    private bool _isResetUnanswered;
    private int _next;
    private int _sent;
    private int _answered;

    /// <summary>Takes over a child that has said hello.</summary>
    internal ExecTarget(ExecOptions options, ExecProcess process, ExecHello hello)
    {
        _options = options;
        _process = process;
        _hello = hello;
    }

    /// <inheritdoc/>
    public string Name => Prefix + _hello.Name;

    /// <inheritdoc/>
    public TargetCapabilities Capabilities => _hello.Capabilities;

    /// <inheritdoc/>
    public string? ErrataOf => _hello.ErrataOf;

    /// <summary>The process that runs now, for those who want to watch it; null after a failure.</summary>
    public int? ProcessId => _process?.Id;

    /// <summary>Starts the child and takes its hello.</summary>
    /// <returns>A <see cref="FixedPeExecTarget"/> if it has only one PE.</returns>
    /// <exception cref="TargetException">The child can't be started, or its hello is none.</exception>
    public static ExecTarget Start(ExecOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var process = Greet(options, out var hello);
        return hello.Configuration is { } only ? new FixedPeExecTarget(options, process, hello, only) : new ExecTarget(options, process, hello);
    }

    /// <inheritdoc/>
    public virtual void Reset(PeConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        DropUnanswered();
        if (_process is null)
            Guarded(Restart);
        _announced.Clear();
        _next = _sent = _answered = 0;
        _text.Clear().Append(ExecRequest.Reset(configuration)).Append('\n');
        _isResetUnanswered = true;
    }

    /// <inheritdoc/>
    public void Announce(ReadOnlySpan<ScenarioAction> actions)
    {
        _announced.Clear();
        _announced.AddRange(actions);
    }

    /// <inheritdoc/>
    public void Execute(in ScenarioAction action, ref Observation observation)
    {
        var place = Find(action);
        if (place >= _sent)
            Guarded(() => Send(place));
        var asked = action;
        var answer = Guarded(() => Answer(asked));
        try
        {
            ExecAnswer.Read(answer, action, ref observation);
        }
        catch (FormatException exception)
        {
            Dispose();
            throw Garbage(answer, $"to '{ActionText.Of(action)}'", exception);
        }
    }

    /// <inheritdoc/>
    public ScenarioAction Substitute(in ScenarioAction action) => _hello.Vocabulary.Substitute(action);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the child.</summary>
    /// <param name="isDisposing">True; there is no finalizer.</param>
    protected virtual void Dispose(bool isDisposing)
    {
        _process?.Dispose();
        _process = null;
    }

    private static ExecProcess Greet(ExecOptions options, out ExecHello hello)
    {
        var process = ExecProcess.Start(options);
        try
        {
            hello = new ExecHello();
            string line;
            do
            {
                line = process.Receive($"'{(hello.Lines.Count == 0 ? ExecHello.FirstLine : ExecHello.LastLine)}'", options.HelloPatience);
            }
            while (Take(hello, line));
            return process;
        }
        catch (TargetException exception)
        {
            process.Dispose();
            throw new TargetException(exception.Message, exception);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    private static bool Take(ExecHello hello, string line)
    {
        try
        {
            return hello.Take(line);
        }
        catch (FormatException exception)
        {
            throw new TargetException($"the child process said {ExecProcess.Quote(line)} in its hello, {exception.Message}", exception);
        }
    }

    /// <summary>Only an exception return at EL1 can make a block spin, and only blocks that spin are left out by the model.</summary>
    private static bool IsNeverLeftOut(in ScenarioAction action)
    {
        if (action.Kind != ActionKind.Run || action.Mode == EntryMode.EL0t)
            return true;
        for (var i = 0; i < action.Length; i++)
        {
            if (action.InstructionAt(i).Opcode == Opcode.ERET)
                return false;
        }

        return true;
    }

    private static TargetException Garbage(string answer, string to, FormatException exception) => answer.StartsWith(ExecAnswer.Unsupported, StringComparison.Ordinal)
        ? new TargetException($"the child process does not support what its hello promises: it answered {ExecProcess.Quote(answer)} {to}", exception)
        : new TargetException(TargetFailure.Crash, $"the child process answered {ExecProcess.Quote(answer)} {to}, {exception.Message}", exception);

    /// <summary>The place of the action among the announced ones, some of which may have been left out. Without an announcement each
    /// action is one of its own.</summary>
    private int Find(in ScenarioAction action)
    {
        while (_next < _announced.Count)
        {
            if (_announced[_next++] == action)
                return _next - 1;
            if (_next <= _sent)
                throw new UnreachableException($"'{ActionText.Of(_announced[_next - 1])}' was executed ahead and then left out");
        }

        _announced.Add(action);
        return _next++;
    }

    private void Send(int place)
    {
        var end = place + 1;
        while (end < _announced.Count && end - place < MostUnanswered - 1 && IsNeverLeftOut(_announced[end]))
            end++;
        for (var i = place; i < end; i++)
        {
            ExecRequest.Write(_text, _announced[i]);
            _text.Append('\n');
        }

        Process.Send(_text);
        _text.Clear();
        _sent = end;
        _answered = place;
    }

    private string Answer(in ScenarioAction action)
    {
        if (_isResetUnanswered)
            TakeResetAnswer();
        var answer = Process.Receive($"an answer to '{ActionText.Of(action)}'", _options.Patience);
        _answered++;
        return answer;
    }

    private void TakeResetAnswer()
    {
        var answer = Process.Receive("an answer to reset", _options.Patience);
        if (answer.Trim() != ExecAnswer.Ok)
            throw Garbage(answer, "to reset", new FormatException($"expected {ExecAnswer.Ok}"));
        _isResetUnanswered = false;
    }

    /// <summary>Reads what nobody asks for any more. If the child fails at that, the scenario had diverged before, and nobody asks for
    /// the failure either.</summary>
    private void DropUnanswered()
    {
        try
        {
            for (; _process is not null && _answered < _sent; _answered++)
                _process.Receive("an answer to an action", _options.Patience);
        }
        catch (TargetException)
        {
            Dispose();
        }
    }

    private void Restart()
    {
        _process = Greet(_options, out var hello);
        if (!hello.Lines.SequenceEqual(_hello.Lines))
            throw new TargetException("the child process said another hello when it was started anew");
    }

    private ExecProcess Process => _process ?? throw new InvalidOperationException("the child process broke down and was not reset");

    private void Guarded(Action exchange) => Guarded(() =>
    {
        exchange();
        return "";
    });

    /// <summary>Whatever goes wrong ends the child: nothing that it says later could be assigned to an action.</summary>
    private string Guarded(Func<string> exchange)
    {
        try
        {
            return exchange();
        }
        catch (TargetException)
        {
            Dispose();
            throw;
        }
    }
}
