using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;

namespace OsLockConformance.Tests.Model;

/// <summary>
/// Every cell of OSLK, DLK, CORENPDRQ, KDE, MDE, MDSCR_EL1.SS, D, SS, EL and kind of event: the model and the simulated hardware
/// agree, and both with a third coding, the expression in <see cref="Expected"/>. D and SS are those of the SPSR that the
/// monitor returns with; whether PSTATE.SS takes the latter is part of what is checked (SST-4).
/// </summary>
public sealed class ExhaustiveTableTests
{
    private const int Flags = 9;
    private const uint SavedSs = 1u << 21;
    private const uint SavedD = 1u << 9;

    private static readonly PeConfiguration DoubleLock = PeConfiguration.Default with { DoubleLock = true };

    private enum Kind
    {
        Breakpoint,
        WatchpointLoad,
        WatchpointStore,
        Step,
        Brk,
        Svc,
        Udf,
        Nothing,
    }

    private readonly record struct Cell(bool Oslk, bool Dlk, bool Corenpdrq, bool Kde, bool Mde, bool Ss, bool D, bool SpsrSs, int El, Kind Kind);

    /// <summary>What the block shows: exception class without the bit for "from the same EL", instruction, ISS, and SPSR.SS.</summary>
    private readonly record struct Shown(uint Ec, int At, uint Iss, bool SpsrSs);

    private static IEnumerable<Cell> Cells()
    {
        for (var bits = 0; bits < 1 << Flags; bits++)
        {
            foreach (var kind in Enum.GetValues<Kind>())
                yield return new Cell(Bit(0), Bit(1), Bit(2), Bit(3), Bit(4), Bit(5), Bit(6), Bit(7), Bit(8) ? 1 : 0, kind);

            bool Bit(int n) => (bits >> n & 1) != 0;
        }
    }

    private static Shown Expected(Cell c)
    {
        var generate = !c.Oslk && !(c.Dlk && !c.Corenpdrq) && (c.El == 0 || (c.Kde && !c.D));
        var (step, hardware, ss) = (generate && c.Ss, generate && c.Mde, generate && c.Ss && c.SpsrSs);
        return step && !ss ? new(0x32, 0, 0x22, false)
            : c.Kind == Kind.Breakpoint && hardware ? new(0x30, 0, 0x22, ss)
            : c.Kind == Kind.WatchpointLoad && hardware ? new(0x34, 0, 0x22, ss)
            : c.Kind == Kind.WatchpointStore && hardware ? new(0x34, 0, 0x62, ss)
            : c.Kind == Kind.Brk ? new(0x3C, 0, 0x1234, ss)
            : c.Kind == Kind.Udf ? new(0x00, 0, 0, ss)
            : c.Kind == Kind.Svc ? new(0x15, 1, 7, false)
            : step ? new(0x32, 1, 0x22 | 1 << 24 | (c.Kind == Kind.Step ? 1u << 6 : 0), false)
            : new(0x15, c.Kind == Kind.Step ? 3 : 2, 0, false);
    }

    /// <summary>The monitor, at EL1 with D set, brings the machine to the cell; the block under test is in slot C.</summary>
    private static ScenarioAction[] Scenario(Cell c) =>
    [
        El1(Msr(RegisterId.DBGBVRn_EL1, C), Msr(RegisterId.DBGBCRn_EL1, c.Kind == Kind.Breakpoint ? 0x1E7u : 0)),
        El1(Msr(RegisterId.DBGWVRn_EL1, Kvm.Acts.Cell), Msr(RegisterId.DBGWCRn_EL1, c.Kind is Kind.WatchpointLoad or Kind.WatchpointStore ? 0x1FFFu : 0)),
        El1(Msr(RegisterId.MDSCR_EL1, (c.Kde ? KDE : 0) | (c.Mde ? MDE : 0) | (c.Ss ? SS : 0))),
        El1(Msr(RegisterId.OSDLR_EL1, c.Dlk ? 1UL : 0), Msr(RegisterId.DBGPRCR_EL1, c.Corenpdrq ? 1UL : 0), Msr(RegisterId.OSLAR_EL1, c.Oslk ? 1UL : 0)),
        Block(c.Kind) with { Mode = c.El == 0 ? EntryMode.EL0t : EntryMode.EL1h, D = c.D, SS = c.SpsrSs, Slot = 2 },
    ];

    private static ScenarioAction Block(Kind kind) => kind switch
    {
        Kind.WatchpointLoad => El1(Ldr),
        Kind.WatchpointStore => El1(Str),
        Kind.Step => El1(new Instruction(Opcode.LDXR, Index: 3, Value: Kvm.Acts.Cell), Nop),
        Kind.Brk => El1(Brk(0x1234)),
        Kind.Svc => El1(Svc),
        Kind.Udf => El1(new Instruction(Opcode.UDF)),
        _ => El1(Nop),
    };

    [Theory]
    [InlineData("hardware")]
    [InlineData("hardware-deferred")]
    public void Model_hardware_and_formula_agree_on_every_cell(string name)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        var runner = new LockstepRunner(target, ErratumId.None);
        var kinds = new Dictionary<uint, int>();
        var count = 0;
        foreach (var cell in Cells())
        {
            count++;
            var scenario = Scenario(cell);
            if (!runner.Run(DoubleLock, scenario, out var divergence))
                Assert.Fail($"{cell}: {divergence.Signature} at {ActionText.Of(scenario[divergence.Action])}");
            Assert.False(runner.WasSkipped);
            var shown = Expected(cell);
            var isDebug = shown.Ec is 0x30 or 0x32 or 0x34;
            var observed = runner.LastObservation;
            Assert.Equal(1, observed.Count);
            Assert.True(
                observed.Events[0].Kind == ObservedEventKind.Exception
                && observed.Events[0].Esr >> 26 == shown.Ec + (isDebug ? (uint)cell.El : 0)
                && (observed.Events[0].Esr & 0x1FF_FFFF) == shown.Iss
                && observed.Events[0].Elr == C + (4 * (ulong)shown.At)
                && (observed.Events[0].Spsr & SavedSs) != 0 == shown.SpsrSs
                && (observed.Events[0].Spsr & SavedD) != 0 == cell.D,
                $"{cell}: expected {shown}, observed {ObservationText.Of(scenario[^1], observed)}");
            kinds[shown.Ec] = kinds.GetValueOrDefault(shown.Ec) + 1;
        }
        Assert.Equal((1 << Flags) * 8, count);
        Assert.Equal<uint[]>([0x00, 0x15, 0x30, 0x32, 0x34, 0x3C], [.. kinds.Keys.Order()]);
    }
}
