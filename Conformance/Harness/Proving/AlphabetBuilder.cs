using OsLockConformance.Harness.Checking;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Proving;

/// <summary>Collects the actions of an alphabet that a target can do, each once and in their order.</summary>
/// <param name="capabilities">What the target can do.</param>
internal sealed class AlphabetBuilder(TargetCapabilities capabilities)
{
    /// <summary>Userspace's own breakpoint is at slot B, its watchpoint at cell a.</summary>
    public static readonly UserspaceDebugRegisters UserspaceRegisters =
        new() { Bvr0 = GuestLayout.Slot(1), Bcr0 = BothLevelsBreakpoint, Wvr0 = GuestLayout.Cell(0), Wcr0 = BothLevelsWatchpoint };

    /// <summary>DBGBCR: enabled, unlinked address match at EL1 and EL0.</summary>
    public const uint BothLevelsBreakpoint = 0x1E7;

    /// <summary>DBGWCR: enabled, loads and stores of all eight bytes at EL1 and EL0.</summary>
    public const uint BothLevelsWatchpoint = 0x1FFF;

    private readonly HashSet<ScenarioAction> _seen = [];
    private readonly List<ScenarioAction> _actions = [];

    /// <summary>The actions so far.</summary>
    public IReadOnlyList<ScenarioAction> Actions => _actions;

    /// <summary>Whether the target has userspace.</summary>
    public bool HasUserspace => (capabilities & TargetCapabilities.Userspace) != 0;

    /// <summary>Adds actions.</summary>
    public void Add(params IEnumerable<ScenarioAction> actions)
    {
        foreach (var action in actions)
        {
            if ((RequiredCapabilities.Of(action) & ~capabilities) == 0 && _seen.Add(action))
                _actions.Add(action);
        }
    }

    /// <summary>A block of the guest.</summary>
    public static ScenarioAction Block(EntryMode mode, bool d, bool ss, params ReadOnlySpan<Instruction> instructions)
    {
        var action = new ScenarioAction { Kind = ActionKind.Run, Mode = mode, D = d, SS = ss, Length = (byte)instructions.Length };
        for (var i = 0; i < instructions.Length; i++)
            action.SetInstruction(i, instructions[i]);
        return action;
    }

    /// <summary>A block at EL1 with debug exceptions masked, in which nothing but BRK and UNDEFINED comes in between.</summary>
    public static ScenarioAction Masked(params ReadOnlySpan<Instruction> instructions) => Block(EntryMode.EL1h, true, false, instructions);

    /// <summary>An action without operands.</summary>
    public static ScenarioAction Plain(ActionKind kind) => new() { Kind = kind };

    /// <summary>KVM_SET_GUEST_DEBUG with <see cref="UserspaceRegisters"/>.</summary>
    public static ScenarioAction GuestDebug(GuestDebugFlags flags) =>
        new() { Kind = ActionKind.SetGuestDebug, Control = flags, DebugRegisters = UserspaceRegisters };

    /// <summary>KVM_SET_ONE_REG.</summary>
    public static ScenarioAction Set(RegisterId register, ulong value, int index = 0) =>
        new() { Kind = ActionKind.SetOneReg, I0 = new Instruction(default, register, (byte)index, value) };

    /// <summary>KVM_GET_ONE_REG.</summary>
    public static ScenarioAction Get(RegisterId register, int index = 0) =>
        new() { Kind = ActionKind.GetOneReg, I0 = new Instruction(default, register, (byte)index) };
}
