using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Exec;

/// <summary>What an implementation says about itself before anything else; the lines are in Conformance/Exec/PROTOCOL.md.</summary>
public sealed class ExecHello
{
    /// <summary>The version of the protocol.</summary>
    public const int Version = 1;
    /// <summary>The first line.</summary>
    public const string FirstLine = "oslock-exec 1";
    /// <summary>The last line.</summary>
    public const string LastLine = "ready";
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 40;

    private const string Protocol = "oslock-exec";
    private const string AnyPe = "any";

    private static readonly string[] Keywords = ["name", "can", "pe", "registers", "instructions", "errata", LastLine];

    private static readonly (string Name, TargetCapabilities Capability)[] CapabilityNames =
    [
        ("guest", TargetCapabilities.Guest),
        ("reset", TargetCapabilities.Reset),
        ("userspace", TargetCapabilities.Userspace),
        ("events", TargetCapabilities.BoundaryEvents),
        ("host", TargetCapabilities.Host),
    ];

    private readonly List<string> _lines = [];
    private HashSet<RegisterId>? _registers;
    private HashSet<Opcode>? _instructions;
    private bool _hasPe;

    /// <summary>The name that the implementation gives itself; empty until its line has come.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What it can do.</summary>
    public TargetCapabilities Capabilities { get; private set; }

    /// <summary>The PE that it has; null if it can be any.</summary>
    public PeConfiguration? Configuration { get; private set; }

    /// <summary>The target whose declared errata it has as well; null for none.</summary>
    public string? ErrataOf { get; private set; }

    /// <summary>The part of the vocabulary that it has.</summary>
    public ExecVocabulary Vocabulary => _registers is null && _instructions is null ? ExecVocabulary.Full : new ExecVocabulary(_registers, _instructions);

    /// <summary>All lines so far.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Takes the next line.</summary>
    /// <returns>false if it was the last one.</returns>
    /// <exception cref="FormatException">The line has no place here. The message says what was expected.</exception>
    public bool Take(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (_lines.Count == 0)
            TakeFirst(line, words);
        else if (words is [LastLine])
            return Finish(line);
        else if (words is [var keyword, .. var values])
            TakeLine(keyword, values);
        else
            throw new FormatException($"expected one of {string.Join(", ", Keywords)}");
        _lines.Add(line);
        return true;
    }

    private static void TakeFirst(string line, string[] words)
    {
        if (words is [Protocol, var version] && NumberSyntax.TryRead(version, out var number) && number != Version)
            throw new FormatException($"expected version {Version} of the protocol");
        if (line.TrimEnd() != FirstLine)
            throw new FormatException($"expected '{FirstLine}'");
    }

    private void TakeLine(string keyword, string[] values)
    {
        switch (keyword)
        {
            case "name":
                Name = values is [var name] && name.Length <= LongestName && name.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.')
                    ? name
                    : throw new FormatException($"expected a name of at most {LongestName} letters, digits, '-', '_' and '.'");
                break;
            case "can":
                foreach (var value in values)
                    Capabilities |= One(CapabilityNames, value, "what it can do");
                break;
            case "pe":
                _hasPe = true;
                Configuration = values is [AnyPe] ? null : ParsePe(string.Join(' ', values));
                break;
            case "registers":
                _registers ??= [];
                foreach (var value in values)
                    _registers.Add(RegisterTable.TryFind(value, out var register) ? register.Id : throw Unknown("a system register", value, RegisterTable.Registers.Select(static row => row.NameOf(0))));
                break;
            case "instructions":
                _instructions ??= [];
                foreach (var value in values)
                    _instructions.Add(One([.. Enum.GetValues<Opcode>().Select(static opcode => (opcode.ToString().ToLowerInvariant(), opcode))], value, "an instruction"));
                break;
            case "errata":
                ErrataOf = values is [var target] && ErratumCatalogue.DeclaredFor(target).Count > 0
                    ? target
                    : throw new FormatException("expected a target that deviations are declared for, linux-6.1 for example");
                break;
            default:
                throw Unknown("a line of the hello", keyword, Keywords);
        }
    }

    private bool Finish(string line)
    {
        if (Name.Length == 0)
            throw new FormatException("expected a name line before it");
        if (!_hasPe)
            throw new FormatException("expected a pe line before it");
        _lines.Add(line);
        return false;
    }

    private static PeConfiguration ParsePe(string text)
    {
        try
        {
            return ConfigurationSyntax.Parse(new TraceTokens("", 0, $"{HeaderSyntax.Config} {text}"));
        }
        catch (TraceFormatException exception)
        {
            throw new FormatException(exception.Explanation, exception);
        }
    }

    private static T One<T>((string Name, T Value)[] rows, string word, string what)
    {
        var row = Array.FindIndex(rows, row => TraceTokens.Is(row.Name, word));
        return row >= 0 ? rows[row].Value : throw Unknown(what, word, rows.Select(static row => row.Name));
    }

    private static FormatException Unknown(string what, string word, IEnumerable<string> names) =>
        new(NearestName.Of(word, names) is { } near ? $"expected {what}; did you mean {near}?" : $"expected {what}, one of {string.Join(", ", names)}");
}
