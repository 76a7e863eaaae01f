using System.Globalization;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Checking;

/// <summary>
/// Counts the failures of a target. Those that no scenario is to blame for, say that somebody has killed an emulator, are noted and the check
/// goes on, unless there are several in a row: then the target is unavailable.
/// </summary>
/// <param name="maximum">Failures, with and without a scenario at fault, after which the check ends.</param>
internal sealed class FailureTally(int maximum)
{
    private const int MostInARow = 3;

    // In the order in which they came first.
    private readonly List<Disturbance> _disturbances = [];
    private int _total;
    private int _inARow;

    /// <summary>Those without a scenario at fault, each message once.</summary>
    public IReadOnlyList<Disturbance> Disturbances => _disturbances;

    /// <summary>Something was executed without a failure.</summary>
    public void Worked() => _inARow = 0;

    /// <summary>A scenario was found that is to blame.</summary>
    /// <exception cref="TargetException">It was one too many.</exception>
    public void Blamed()
    {
        _inARow = 0;
        Count();
    }

    /// <summary>None was found.</summary>
    /// <param name="message">What had happened.</param>
    /// <exception cref="TargetException">It was one too many.</exception>
    public void Disturbed(string message)
    {
        var known = _disturbances.FindIndex(disturbance => disturbance.Message == message);
        if (known < 0)
            _disturbances.Add(new Disturbance(message, 1));
        else
            _disturbances[known] = _disturbances[known] with { Count = _disturbances[known].Count + 1 };
        if (++_inARow >= MostInARow)
            throw new TargetException(string.Create(CultureInfo.InvariantCulture, $"it failed {MostInARow} times in a row, and no scenario is to blame: {message}"));
        Count();
    }

    private void Count()
    {
        if (++_total >= maximum)
            throw new TargetException(string.Create(CultureInfo.InvariantCulture, $"it failed {_total} times, which is enough"));
    }
}
