using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Tests.Exec;

/// <summary>Reads a request as an implementation has to: from its numbers, without the comment.</summary>
internal static class RequestReader
{
    public static ScenarioAction Read(string line)
    {
        var words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var fields = words.Skip(1).Select(static word => word.Split('=')).Where(static pair => pair[0] != "at").ToDictionary(static pair => pair[0], static pair => pair[1]);
        return words[0] switch
        {
            "run" => Run(fields, words.Where(static word => word.StartsWith("at=", StringComparison.Ordinal))),
            "guest-debug" => new ScenarioAction
            {
                Kind = ActionKind.SetGuestDebug,
                Control = Flags(Number(fields["control"])),
                DebugRegisters = new UserspaceDebugRegisters
                {
                    Bvr0 = Number(fields["bvr0"]), Bcr0 = (uint)Number(fields["bcr0"]), Bvr1 = Number(fields["bvr1"]), Bcr1 = (uint)Number(fields["bcr1"]),
                    Wvr0 = Number(fields["wvr0"]), Wcr0 = (uint)Number(fields["wcr0"]), Wvr1 = Number(fields["wvr1"]), Wcr1 = (uint)Number(fields["wcr1"]),
                },
            },
            "get-reg" => new ScenarioAction { Kind = ActionKind.GetOneReg, I0 = OneReg(fields["id"], 0) },
            "set-reg" => new ScenarioAction { Kind = ActionKind.SetOneReg, I0 = OneReg(fields["id"], Number(fields["value"])) },
            var word => new ScenarioAction { Kind = Enum.GetValues<ActionKind>().Single(kind => kind.ToString().Equals(word.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)) },
        };
    }

    private static ScenarioAction Run(Dictionary<string, string> fields, IEnumerable<string> events)
    {
        var pc = Number(fields["pc"]);
        Assert(GuestLayout.IsInSlot(pc, out var slot) && pc == GuestLayout.Slot(slot), "pc is no slot");
        var spsr = (uint)Number(fields["spsr"]);
        var code = fields["code"].Split(',');
        var action = new ScenarioAction
        {
            Kind = ActionKind.Run,
            Slot = (byte)slot,
            Mode = (spsr & 0xF) switch { 5 => EntryMode.EL1h, 4 => EntryMode.EL1t, 0 => EntryMode.EL0t, _ => EntryMode.Illegal },
            D = (spsr >> 9 & 1) != 0,
            SS = (spsr >> 21 & 1) != 0,
            IL = (spsr >> 20 & 1) != 0,
            Length = (byte)code.Length,
        };
        for (var i = 0; i < code.Length; i++)
            action.SetInstruction(i, Decode((uint)Number(code[i]), i, fields));
        foreach (var parts in events.Select(static word => word["at=".Length..].Split(':')))
            action.SetEvent((int)((Number(parts[0]) - pc) / 4), Event(parts));
        return action;
    }

    private static BoundaryEvent Event(string[] parts) => parts[1] switch
    {
        "preempt" => new(BoundaryEventKind.Preempt),
        "reenter" => new(BoundaryEventKind.Reenter),
        "migrate" => new(BoundaryEventKind.Migrate),
        _ => new(BoundaryEventKind.SetGuestDebug, Flags(Number(parts[2]))),
    };

    private static Instruction Decode(uint word, int place, Dictionary<string, string> fields)
    {
        var transfer = Number(fields[$"x{place + 1}"]);
        var address = Number(fields[$"x{place + 4}"]);
        var immediate = (ulong)(word >> 5 & 0xFFFF);
        var size = (byte)(word >> 30);
        var isRead = (word & 0xFFF0_0000) == 0xD530_0000;
        if (isRead || (word & 0xFFF0_0000) == 0xD510_0000)
        {
            Assert((word & 31) == place + 1, "Rt is not the register of its place");
            Assert(RegisterTable.TryDecode(new RegisterEncoding((ushort)(0x8000 | (word >> 5 & 0x7FFF))), out var register), "no register has this encoding");
            return new Instruction(isRead ? Opcode.MRS : Opcode.MSR, register.Id, register.Index, isRead ? 0 : transfer);
        }

        return word switch
        {
            0xD503_201F => new(Opcode.NOP),
            0xD503_3FDF => new(Opcode.ISB),
            0xD69F_03E0 => new(Opcode.ERET),
            0xD503_48DF => new(Opcode.DAIFSet),
            0xD503_48FF => new(Opcode.DAIFClr),
            _ when (word & 0xFFE0_001F) == 0xD420_0000 => new(Opcode.BRK, Value: immediate),
            _ when (word & 0xFFE0_001F) == 0xD400_0001 => new(Opcode.SVC, Value: immediate),
            _ when word <= 0xFFFF => new(Opcode.UDF, Value: word),
            _ => new(MemoryAccess(word & 0x3FFF_FC00), Index: size, Value: address),
        };
    }

    private static Opcode MemoryAccess(uint bits) => bits switch
    {
        0x3940_0000 => Opcode.LDR,
        0x3900_0000 => Opcode.STR,
        0x085F_7C00 => Opcode.LDXR,
        _ => throw new FormatException("not an instruction of the vocabulary"),
    };

    private static Instruction OneReg(string id, ulong value)
    {
        Assert(RegisterTable.TryDecode(new RegisterEncoding((ushort)Number(id)), out var register), "no register has this id");
        return new Instruction(default, register.Id, register.Index, value);
    }

    private static GuestDebugFlags Flags(ulong control) =>
        Enumerable.Range(0, 32).Select(static bits => (GuestDebugFlags)bits).Single(flags => flags.ToControlWord() == control);

    private static ulong Number(string word)
    {
        Assert(word.StartsWith("0x", StringComparison.Ordinal), $"'{word}' is no hexadecimal number");
        return Convert.ToUInt64(word[2..], 16);
    }

    private static void Assert(bool condition, string message)
    {
        if (!condition)
            throw new FormatException(message);
    }
}
