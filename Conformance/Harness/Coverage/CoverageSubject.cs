using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Coverage;

/// <summary>A row of coverage: a rule that fires, an accepted erratum that is relied on, or a word of the vocabulary that is used.</summary>
/// <param name="Index">Its number, 0 to <see cref="Count"/> - 1; not every number is in use.</param>
public readonly record struct CoverageSubject(int Index)
{
    private const int Width = 64;
    private const int ErratumBase = Width;
    private const int ActionBase = 2 * Width;
    private const int EventBase = ActionBase + 16;
    private const int OpcodeBase = EventBase + 16;
    private const int ReadBase = OpcodeBase + 32;
    private const int WriteBase = ReadBase + 32;

    /// <summary>Numbers in use are below it.</summary>
    public const int Count = WriteBase + 32;

    /// <summary>All subjects, in order.</summary>
    public static IReadOnlyList<CoverageSubject> All { get; } =
    [
        .. RuleCatalogue.All.Select(static rule => Of(rule.Id)),
        .. ErratumCatalogue.All.Select(static erratum => Of(erratum.Id)),
        .. Enum.GetValues<ActionKind>().Select(Of),
        .. Enum.GetValues<BoundaryEventKind>().Where(static kind => kind != BoundaryEventKind.None).Select(Of),
        .. Enum.GetValues<Opcode>().Where(static opcode => opcode is not (Opcode.MRS or Opcode.MSR)).Select(static opcode => new CoverageSubject(OpcodeBase + (int)opcode)),
        .. Enum.GetValues<RegisterId>().Select(static register => new CoverageSubject(ReadBase + (int)register)),
        .. Enum.GetValues<RegisterId>().Select(static register => new CoverageSubject(WriteBase + (int)register)),
    ];

    /// <summary>A rule.</summary>
    public static CoverageSubject Of(RuleId rule) => new((int)rule);

    /// <summary>An erratum; one flag.</summary>
    public static CoverageSubject Of(ErratumId erratum) => new(ErratumBase + System.Numerics.BitOperations.TrailingZeroCount((ulong)erratum));

    /// <summary>A kind of action.</summary>
    public static CoverageSubject Of(ActionKind kind) => new(ActionBase + (int)kind);

    /// <summary>A kind of event at an instruction boundary.</summary>
    public static CoverageSubject Of(BoundaryEventKind kind) => new(EventBase + (int)kind);

    /// <summary>An instruction: its opcode, and for MRS and MSR the register.</summary>
    public static CoverageSubject Of(in Instruction instruction) => new(instruction.Opcode switch
    {
        Opcode.MRS => ReadBase + (int)instruction.Register,
        Opcode.MSR => WriteBase + (int)instruction.Register,
        _ => OpcodeBase + (int)instruction.Opcode,
    });

    /// <summary>What it is.</summary>
    public CoverageKind Kind => Index switch
    {
        < ErratumBase => CoverageKind.Rule,
        < ActionBase => CoverageKind.Erratum,
        < EventBase => CoverageKind.Action,
        < OpcodeBase => CoverageKind.Event,
        _ => CoverageKind.Instruction,
    };

    /// <summary>As printed: <c>OSL-6</c>, <c>kvm-osdlr</c>, <c>migrate</c>, <c>mrs OSLSR_EL1</c>.</summary>
    public override string ToString() => Kind switch
    {
        CoverageKind.Rule => ((RuleId)Index).Print(),
        CoverageKind.Erratum => NameOf((ErratumId)(1UL << (Index - ErratumBase))),
        CoverageKind.Action => CoverageWords.Of((ActionKind)(Index - ActionBase)),
        CoverageKind.Event => $"{CoverageWords.Of((BoundaryEventKind)(Index - EventBase))} in a block",
        _ => Index switch
        {
            >= WriteBase => $"msr {(RegisterId)(Index - WriteBase)}",
            >= ReadBase => $"mrs {(RegisterId)(Index - ReadBase)}",
            _ => ((Opcode)(Index - OpcodeBase)).ToString().ToLowerInvariant(),
        },
    };

    private static string NameOf(ErratumId id) => ErratumCatalogue.All.FirstOrDefault(erratum => erratum.Id == id)?.Name ?? id.ToString();
}
