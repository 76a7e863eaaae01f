using System.Globalization;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation.Machine;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Exec;

/// <summary>The lines that an implementation answers with; Conformance/Exec/PROTOCOL.md has their grammar.</summary>
public static class ExecAnswer
{
    /// <summary>It was done, and shows nothing.</summary>
    public const string Ok = "ok";
    /// <summary>The implementation does not do this; what follows says why.</summary>
    public const string Unsupported = "unsupported";

    private const string Exception = "exception";
    private const string DebugExit = "debug-exit";
    private const string Spin = "spin";

    /// <summary>Writes an observation as an implementation writes it. X1 to X3 that no instruction wrote hold what they held at the entry.</summary>
    public static string Of(in ScenarioAction action, in Observation observation)
    {
        if (observation.Errno != Errno.None)
            return string.Create(CultureInfo.InvariantCulture, $"errno={observation.Errno}");
        if (action.Kind == ActionKind.GetOneReg)
            return string.Create(CultureInfo.InvariantCulture, $"value=0x{observation.OneRegValue:x}");
        if (action.Kind != ActionKind.Run)
            return Ok;
        List<string> parts = [];
        for (var i = 0; i < observation.Count; i++)
            parts.Add(Of(observation.Events[i]));
        Span<ulong> registers = stackalloc ulong[BlockCompiler.EntryRegisters];
        BlockCompiler.Registers(action, registers);
        for (var i = 0; i < GuestLayout.BlockLength; i++)
        {
            var value = (observation.ValuesPresent >> i & 1) != 0 ? observation.Values[i] : registers[i];
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"x{i + 1}=0x{value:x}"));
        }

        return string.Join(' ', parts);
    }

    /// <summary>Reads an answer.</summary>
    /// <exception cref="FormatException">It is no answer to this action. The message says what was expected.</exception>
    public static void Read(string line, in ScenarioAction action, ref Observation observation)
    {
        ArgumentNullException.ThrowIfNull(line);
        observation.Clear();
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        switch (action.Kind)
        {
            case ActionKind.Run:
                ReadRun(words, action, ref observation);
                break;
            case ActionKind.GetOneReg:
                if (words is not [var answer])
                    throw new FormatException("expected value= or errno=");
                if (!TryNumber(answer, "value", out observation.OneRegValue))
                    ReadErrno(answer, "expected value= or errno=", ref observation);
                break;
            case ActionKind.SetGuestDebug or ActionKind.SetOneReg:
                if (words is not [Ok])
                    ReadErrno(words is [var only] ? only : "", $"expected {Ok} or errno=", ref observation);
                break;
            default:
                if (words is not [Ok])
                    throw new FormatException($"expected {Ok}");
                break;
        }
    }

    private static string Of(in ObservedEvent observed) => observed.Kind switch
    {
        ObservedEventKind.Exception => string.Create(CultureInfo.InvariantCulture,
            $"{Exception} esr=0x{observed.Esr:x} elr=0x{observed.Elr:x} spsr=0x{observed.Spsr:x}{Far(observed)}"),
        ObservedEventKind.DebugExit => string.Create(CultureInfo.InvariantCulture, $"{DebugExit} esr=0x{observed.Esr:x} pc=0x{observed.Elr:x}{Far(observed)}"),
        _ => Spin,
    };

    private static string Far(in ObservedEvent observed) =>
        IsWatchpoint(observed.Esr) ? string.Create(CultureInfo.InvariantCulture, $" far=0x{observed.Far:x}") : "";

    private static bool IsWatchpoint(uint esr) => ESR_ELx.ClassOf(esr) is ExceptionClass.WatchpointLowerEl or ExceptionClass.WatchpointSameEl;

    private static void ReadErrno(string word, string expected, ref Observation observation)
    {
        if (!TryNumber(word, "errno", out var errno) || errno is 0 or > int.MaxValue)
            throw new FormatException(expected);
        observation.Errno = (int)errno;
    }

    private static void ReadRun(string[] words, in ScenarioAction action, ref Observation observation)
    {
        var position = 0;
        while (position < words.Length && words[position] is Exception or DebugExit or Spin)
        {
            if (observation.Count == Observation.MaximumEvents)
                throw new FormatException($"expected at most {Observation.MaximumEvents.ToString(CultureInfo.InvariantCulture)} events");
            observation.Add(ReadEvent(words, ref position));
        }

        if (observation.Count == 0)
            throw new FormatException($"expected {Exception}, {DebugExit} or {Spin} first");
        for (var i = 0; i < GuestLayout.BlockLength; i++)
        {
            var value = Number(words, ref position, string.Create(CultureInfo.InvariantCulture, $"x{GuestLayout.TransferRegister(i)}"), ulong.MaxValue);
            // A destination that still holds what no register and no cell holds by itself was not written.
            if (i < action.Length && action.InstructionAt(i).ProducesValue && value != BlockCompiler.Poison(i))
                observation.SetValue(i, value);
        }

        if (position < words.Length)
            throw new FormatException($"expected the end of the line after x{GuestLayout.BlockLength}=");
    }

    private static ObservedEvent ReadEvent(string[] words, ref int position)
    {
        var kind = words[position++];
        if (kind == Spin)
            return new ObservedEvent { Kind = ObservedEventKind.Spin };
        var observed = new ObservedEvent { Esr = (uint)Number(words, ref position, "esr", uint.MaxValue) };
        if (kind == Exception)
        {
            observed.Kind = ObservedEventKind.Exception;
            observed.Elr = Number(words, ref position, "elr", ulong.MaxValue);
            observed.Spsr = (uint)Number(words, ref position, "spsr", ulong.MaxValue) & SPSR_EL1.Compared;
        }
        else
        {
            observed.Kind = ObservedEventKind.DebugExit;
            observed.Elr = Number(words, ref position, "pc", ulong.MaxValue);
        }

        // FAR is UNKNOWN for all else; an implementation may print it all the same.
        if (position < words.Length && words[position].StartsWith("far=", StringComparison.Ordinal))
        {
            var far = Number(words, ref position, "far", ulong.MaxValue);
            observed.Far = IsWatchpoint(observed.Esr) ? far : 0;
        }
        else if (IsWatchpoint(observed.Esr))
        {
            throw new FormatException("expected far= for a watchpoint");
        }

        return observed;
    }

    private static ulong Number(string[] words, ref int position, string key, ulong most)
    {
        if (position >= words.Length || !TryNumber(words[position], key, out var number) || number > most)
            throw new FormatException($"expected {key}= and a number of at most {(most == uint.MaxValue ? 32 : 64)} bits{(position < words.Length ? "" : " at the end of the line")}");
        position++;
        return number;
    }

    private static bool TryNumber(string word, string key, out ulong number)
    {
        number = 0;
        return word.Length > key.Length && word[key.Length] == '=' && word.StartsWith(key, StringComparison.Ordinal)
            && NumberSyntax.TryRead(word[(key.Length + 1)..], out number);
    }
}
