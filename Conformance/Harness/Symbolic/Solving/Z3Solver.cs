using System.Globalization;
using System.Runtime.InteropServices;
using OsLockConformance.Harness.Symbolic.Terms;

namespace OsLockConformance.Harness.Symbolic.Solving;

/// <summary>A conversation with Z3 in SMT-LIB.</summary>
public sealed unsafe class Z3Solver : IDisposable
{
    private readonly Lock _lock = new();
    private readonly nint _context;
    private bool _isDisposed;

    /// <summary>Starts it.</summary>
    /// <exception cref="SolverException">Z3 is not here.</exception>
    public Z3Solver()
    {
        if (Missing is { } reason)
            throw new SolverException(reason);
        var config = Z3Library.MakeConfig();
        _context = Z3Library.MakeContext(config);
        Z3Library.DeleteConfig(config);
        Z3Library.SetErrorHandler(_context, 0);
        Tell("(set-logic QF_BV)");
    }

    /// <summary>Why there is no Z3 on this machine, in one line; null if there is one.</summary>
    public static string? Missing => Z3Library.Missing;

    /// <summary>Name and version of the solver.</summary>
    public static string Version
    {
        get
        {
            Z3Library.GetVersion(out var major, out var minor, out var build, out _);
            return string.Create(CultureInfo.InvariantCulture, $"Z3 {major}.{minor}.{build}");
        }
    }

    /// <summary>Sets the longest time that a <see cref="Check"/> may take.</summary>
    public void Limit(TimeSpan time) => Tell(string.Create(CultureInfo.InvariantCulture, $"(set-option :timeout {(long)time.TotalMilliseconds})"));

    /// <summary>Says commands that have no answer.</summary>
    /// <exception cref="SolverException">There is one: a complaint.</exception>
    public void Tell(string commands)
    {
        if (Ask(commands) is { Length: > 0 } complaint)
            throw new SolverException($"Z3 does not take the problem: {complaint}");
    }

    /// <summary>Whether what was asserted can hold: check-sat.</summary>
    public Satisfiability Check() => Ask("(check-sat)") switch
    {
        "sat" => Satisfiability.Satisfiable,
        "unsat" => Satisfiability.Unsatisfiable,
        "unknown" or "timeout" => Satisfiability.Unknown,
        var other => throw new SolverException($"Z3 answers check-sat with: {other}"),
    };

    /// <summary>Whether a <see cref="Check"/> that said Unknown was ended by Ctrl-C: while it works Z3 has a handler of its own for the signal, which nobody
    /// else is told of, and which can't be switched off for a text in SMT-LIB.</summary>
    public bool WasInterruptedFromKeyboard() => Ask("(get-info :reason-unknown)").Contains("interrupted from keyboard", StringComparison.Ordinal);

    /// <summary>Ends a <see cref="Check"/> that is under way, from another thread; it says Unknown. Without effect at other times.</summary>
    public void Interrupt()
    {
        lock (_lock)
        {
            if (!_isDisposed)
                Z3Library.Interrupt(_context);
        }
    }

    /// <summary>The value of an input after a <see cref="Check"/> that said Satisfiable.</summary>
    public ulong ValueOf(Term variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        // ((|name| #x0000000000000001)), #b for a width that is no multiple of 4.
        var answer = Ask($"(get-value ({SmtLib.NameOf(variable)}))");
        var value = answer.TrimEnd(')')[(answer.LastIndexOf(' ') + 1)..];
        return value switch
        {
            "true" => 1,
            "false" => 0,
            ['#', 'x', .. var digits] => ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            ['#', 'b', .. var digits] => ulong.Parse(digits, NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture),
            _ => throw new SolverException($"Z3 answers get-value with: {answer}"),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            Z3Library.DeleteContext(_context);
        }
    }

    private string Ask(string commands) => (Marshal.PtrToStringUTF8((nint)Z3Library.Evaluate(_context, commands)) ?? "").Trim();
}
