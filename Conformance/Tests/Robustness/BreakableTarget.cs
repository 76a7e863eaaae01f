using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Robustness;

/// <summary>The simulated hardware in a process of its own, as it were: it can die, hang, be killed and be missing.</summary>
internal sealed class BreakableTarget : ITarget
{
    private readonly HardwareTarget _hardware = new();
    private readonly List<ScenarioAction> _executed = [];
    private bool _isDown;

    /// <summary>Over which actions it fails.</summary>
    public Func<ScenarioAction, TargetFailure?> FailsOver { get; set; } = static _ => null;

    /// <summary>Whether the syndrome of an action's exception is wrong, given what came before it in its scenario.</summary>
    public Func<ScenarioAction, IReadOnlyList<ScenarioAction>, bool> Corrupts { get; set; } = static (_, _) => false;

    /// <summary>Whether it is killed at that execution, counted from 1.</summary>
    public Func<int, bool> KilledAt { get; set; } = static _ => false;

    /// <summary>After so many starts it can't be started any more.</summary>
    public int MaximumStarts { get; set; } = int.MaxValue;

    /// <summary>Starts after the first.</summary>
    public int Restarts { get; private set; }

    /// <summary>Actions executed.</summary>
    public int Executions { get; private set; }

    public string Name => "hardware";

    public TargetCapabilities Capabilities => TargetCapabilities.Guest;

    public void Reset(PeConfiguration configuration)
    {
        if (_isDown && ++Restarts > MaximumStarts)
            throw new TargetException("it can't be started");
        _isDown = false;
        _executed.Clear();
        _hardware.Reset(configuration);
    }

    public void Execute(in ScenarioAction action, ref Observation observation)
    {
        Assert.False(_isDown, "a target that is down was asked");
        Executions++;
        _executed.Add(action);
        if (KilledAt(Executions))
            Fail(TargetFailure.Crash, 137);
        if (FailsOver(action) is { } failure)
            Fail(failure, 139);
        _hardware.Execute(action, ref observation);
        if (ESR_ELx.ClassOf(observation.Events[0].Esr) is ExceptionClass.Brk or ExceptionClass.Svc && Corrupts(action, _executed))
            observation.Events[0].Esr ^= 1;
    }

    private void Fail(TargetFailure failure, int exitCode)
    {
        _isDown = true;
        throw failure == TargetFailure.Hang
            ? new TargetException(failure, "it says nothing")
            : new TargetException(failure, $"it ended with {exitCode}") { ExitCode = exitCode };
    }
}
