using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Generation;

/// <summary>
/// Draws scenarios over the whole vocabulary that a target can do. The seed alone decides. Nothing is allocated: actions go to a
/// buffer that the caller keeps.
/// </summary>
/// <param name="capabilities">What the target can do.</param>
/// <param name="fixedConfiguration">The PE of a target that has only one; null to draw one of <see cref="PeConfigurations.All"/>.</param>
public sealed class ScenarioGenerator(TargetCapabilities capabilities, PeConfiguration? fixedConfiguration = null)
{
    /// <summary>The longest scenario.</summary>
    public const int MaximumLength = 60;

    /// <summary>What the target can do.</summary>
    public TargetCapabilities Capabilities => capabilities;

    /// <summary>The PE of a target that has only one; otherwise null.</summary>
    public PeConfiguration? FixedConfiguration => fixedConfiguration;

    /// <summary>Most actions of a scenario, 1 to <see cref="MaximumLength"/>.</summary>
    public int MaximumActions { get; init; } = MaximumLength;

    /// <summary>Features that are left out, so that tests can show that coverage notices; otherwise none.</summary>
    public GeneratorFeatures Without { get; init; }

    /// <summary>Draws the scenario of a seed into <paramref name="buffer"/> (at least <see cref="MaximumLength"/> long).</summary>
    /// <returns>The number of actions, 1 to <see cref="MaximumActions"/>.</returns>
    public int Generate(ulong seed, Span<ScenarioAction> buffer, out PeConfiguration configuration) =>
        Generate(seed, buffer, out configuration, out _);

    /// <summary>The same, and says what the swarm was: the part of the vocabulary that the scenario is drawn from.</summary>
    public int Generate(ulong seed, Span<ScenarioAction> buffer, out PeConfiguration configuration, out Swarm swarm)
    {
        var random = new SplittableRandom(seed);
        configuration = PeConfigurations.Draw(ref random);
        if (fixedConfiguration is not null)
            configuration = fixedConfiguration;
        swarm = Swarm.Draw(ref random, capabilities);
        var length = 1 + random.Below(MaximumActions);
        for (var i = 0; i < length; i++)
            buffer[i] = Action(ref random, swarm, configuration);
        for (var i = 0; i < length && Without != GeneratorFeatures.None; i++)
            FeatureFilter.Apply(ref buffer[i], Without);
        return length;
    }

    /// <summary>The scenario of a seed as an object.</summary>
    public Scenario Generate(ulong seed)
    {
        var buffer = new ScenarioAction[MaximumLength];
        var length = Generate(seed, buffer, out var configuration);
        return new Scenario(configuration, buffer[..length]);
    }

    /// <summary>Draws one action, for those who put scenarios together themselves.</summary>
    /// <param name="random">Where it comes from.</param>
    /// <param name="swarm">What may be drawn.</param>
    /// <param name="configuration">The PE that it is for.</param>
    public static ScenarioAction Action(ref SplittableRandom random, in Swarm swarm, PeConfiguration configuration)
    {
        if (!random.Percent(swarm.NotRun))
            return Run(ref random, swarm, configuration);
        // Draw until a kind of this swarm comes up; the set is not empty.
        ActionKind kind;
        do
            kind = (ActionKind)(1 + random.Below(ActionTable.Actions.Count - 1));
        while ((swarm.Actions >> (int)kind & 1) == 0);
        return kind switch
        {
            ActionKind.SetGuestDebug => GuestDebug(ref random, swarm),
            ActionKind.GetOneReg => OneReg(ref random, swarm, configuration, ActionKind.GetOneReg),
            ActionKind.SetOneReg => OneReg(ref random, swarm, configuration, ActionKind.SetOneReg),
            _ => new ScenarioAction { Kind = kind },
        };
    }

    private static ScenarioAction Run(ref SplittableRandom random, in Swarm swarm, PeConfiguration configuration)
    {
        var action = new ScenarioAction
        {
            Kind = ActionKind.Run,
            Slot = (byte)random.Below(swarm.Slots),
            Length = (byte)(1 + random.Below(GuestLayout.BlockLength)),
            Mode = random.Percent(swarm.El0) ? EntryMode.EL0t : EntryMode.EL1h,
            D = random.Percent(swarm.D),
            SS = random.Percent(swarm.SS),
        };
        if (random.Percent(swarm.OddEntry))
            EnterOddly(ref random, ref action);
        for (var i = 0; i < action.Length; i++)
            action.SetInstruction(i, InstructionDraw.Draw(ref random, swarm, configuration, action.Mode == EntryMode.EL0t));
        if (action.Mode != EntryMode.EL0t)
            PrepareReturn(ref random, swarm, configuration, ref action);
        if (swarm.Events != 0)
        {
            for (var i = 0; i <= action.Length; i++)
            {
                if (action.EventAt(i).Kind == BoundaryEventKind.None && random.Percent(swarm.Events))
                    action.SetEvent(i, Event(ref random));
                if ((action.EventAt(i).Control & GuestDebugFlags.Enable) != 0 && i < action.Length && random.Percent(50))
                    StopDebugging(ref random, ref action, i);
            }
        }
        return action;
    }

    /// <summary>EL1 with SP_EL0, an illegal return, or PSTATE.IL at the level that was drawn, EL0 too.</summary>
    private static void EnterOddly(ref SplittableRandom random, ref ScenarioAction action)
    {
        var draw = random.Below(10);
        if (draw < 8)
            action.Mode = draw < 4 ? EntryMode.EL1t : EntryMode.Illegal;
        action.IL = draw >= 8 || random.Percent(25);
    }

    /// <summary>An exception return of the block's own goes somewhere else only if SPSR_EL1 has been written before. What has just been
    /// locked or unlocked then shows at the level that it goes to.</summary>
    private static void PrepareReturn(ref SplittableRandom random, in Swarm swarm, PeConfiguration configuration, ref ScenarioAction action)
    {
        var position = 0;
        while (position < action.Length && action.InstructionAt(position).Opcode != Opcode.ERET)
            position++;
        if (position == 0 || position == action.Length || (swarm.Registers >> (int)RegisterId.SPSR_EL1 & 1) == 0 || !random.Percent(50))
            return;
        var spsr = RegisterValues.Draw(ref random, swarm, configuration, new SystemRegister(RegisterId.SPSR_EL1, 0));
        action.SetInstruction(position - 1, Instruction.Msr(RegisterId.SPSR_EL1, spsr));
        if (position > 1 && random.Percent(50))
            action.SetInstruction(position - 2, Instruction.Msr(RegisterId.OSLAR_EL1, (ulong)random.Below(2)));
    }

    /// <summary>Userspace that starts debugging in the middle of a block often stops before its end: what the guest gets back is the point.</summary>
    private static void StopDebugging(ref SplittableRandom random, ref ScenarioAction action, int started)
    {
        var stop = started + 1 + random.Below(action.Length - started);
        action.SetEvent(stop, new BoundaryEvent(BoundaryEventKind.SetGuestDebug));
    }

    private static BoundaryEvent Event(ref SplittableRandom random)
    {
        var kind = (BoundaryEventKind)(1 + random.Below((int)BoundaryEventKind.SetGuestDebug));
        return kind == BoundaryEventKind.SetGuestDebug ? new BoundaryEvent(kind, Flags(ref random)) : new BoundaryEvent(kind);
    }

    private static GuestDebugFlags Flags(ref SplittableRandom random) => random.OneOf<GuestDebugFlags>(
    [
        GuestDebugFlags.None, GuestDebugFlags.None,
        GuestDebugFlags.Enable,
        GuestDebugFlags.Enable | GuestDebugFlags.SingleStep, GuestDebugFlags.Enable | GuestDebugFlags.SingleStep,
        GuestDebugFlags.Enable | GuestDebugFlags.UseHw, GuestDebugFlags.Enable | GuestDebugFlags.UseHw,
        GuestDebugFlags.Enable | GuestDebugFlags.UseSwBp,
        GuestDebugFlags.Enable | GuestDebugFlags.SingleStep | GuestDebugFlags.UseHw,
        GuestDebugFlags.SingleStep,
    ]);

    private static ScenarioAction GuestDebug(ref SplittableRandom random, in Swarm swarm)
    {
        var action = new ScenarioAction { Kind = ActionKind.SetGuestDebug, Control = Flags(ref random) };
        if (random.Percent(3))
            action.Control |= GuestDebugFlags.Unknown;
        if ((action.Control & GuestDebugFlags.UseHw) == 0 && !random.Percent(20))
            return action;
        ref var registers = ref action.DebugRegisters;
        registers.Bvr0 = RegisterValues.CodeAddress(ref random, swarm);
        registers.Bcr0 = random.OneOf<uint>([0x1E7, 0x1E7, 0x1E3, 0x1E5, 0]);
        registers.Wvr0 = RegisterValues.DataAddress(ref random, swarm);
        registers.Wcr0 = random.OneOf<uint>([0x1FFF, 0x1FFF, 0x1FFB, 0x1FFD, 0x1FEF, 0x1FF7, 0]);
        if (random.Percent(swarm.OtherNumbers))
        {
            registers.Bvr1 = RegisterValues.CodeAddress(ref random, swarm);
            registers.Bcr1 = random.OneOf<uint>([0x1E7, 0x1E3, 0x1E5]);
            registers.Wvr1 = RegisterValues.DataAddress(ref random, swarm);
            registers.Wcr1 = random.OneOf<uint>([0x1FFF, 0x1FFB, 0x1FFD]);
        }
        return action;
    }

    private static ScenarioAction OneReg(ref SplittableRandom random, in Swarm swarm, PeConfiguration configuration, ActionKind kind)
    {
        if (kind == ActionKind.GetOneReg && random.Percent(2))
            return new ScenarioAction { Kind = kind, I0 = new Instruction(default, RegisterId.ID_AA64DFR0_EL1) };
        // A quarter of the draws asks for any register of the table; most of those are not exposed.
        var id = random.Percent(75)
            ? random.OneOf<RegisterId>([RegisterId.OSLSR_EL1, RegisterId.OSLSR_EL1, RegisterId.MDSCR_EL1, RegisterId.MDSCR_EL1,
                RegisterId.MDCCINT_EL1, RegisterId.DBGBVRn_EL1, RegisterId.DBGBCRn_EL1, RegisterId.DBGWVRn_EL1, RegisterId.DBGWCRn_EL1,
                RegisterId.CONTEXTIDR_EL1])
            : random.OneOf<RegisterId>([RegisterId.OSLAR_EL1, RegisterId.OSDLR_EL1, RegisterId.DBGPRCR_EL1, RegisterId.OSECCR_EL1,
                RegisterId.OSDTRRX_EL1, RegisterId.OSDTRTX_EL1, RegisterId.DBGCLAIMSET_EL1, RegisterId.DBGCLAIMCLR_EL1,
                RegisterId.DBGAUTHSTATUS_EL1, RegisterId.MDRAR_EL1]);
        var register = new SystemRegister(id, (byte)InstructionDraw.Number(ref random, swarm, configuration, id, allowUnimplemented: false));
        var value = kind == ActionKind.SetOneReg ? RegisterValues.Draw(ref random, swarm, configuration, register) : 0;
        return new ScenarioAction { Kind = kind, I0 = new Instruction(default, id, register.Index, value) };
    }
}
