using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Traces;

public sealed class ObservationTextTests
{
    private static readonly ScenarioAction Run = Action("run A EL1h { mrs X, OSLSR_EL1; nop }");

    [Fact]
    public void An_exception_and_a_value()
    {
        Observation observation = default;
        observation.Add(Exception(ESR_ELx.Syndrome(ExceptionClass.Svc, 0), GuestLayout.Slot(0) + 12, 5));
        observation.SetValue(0, 0xA);
        Assert.Equal("SVC #0 @A+12 SPSR EL1h D=0 SS=0; X1=0xa", ObservationText.Of(Run, observation));
    }

    [Fact]
    public void A_debug_exit_with_a_fault_address()
    {
        Observation observation = default;
        observation.Add(new ObservedEvent
        {
            Kind = ObservedEventKind.DebugExit,
            Esr = ESR_ELx.Syndrome(ExceptionClass.WatchpointLowerEl, ESR_ELx.DebugException | ESR_ELx.WnR),
            Elr = GuestLayout.Slot(1) + 4,
            Far = GuestLayout.Cell(2) + 1,
        });
        Assert.Equal("debug-exit watchpoint write @B+4 FAR=c+1", ObservationText.Of(Run, observation));
    }

    [Fact]
    public void Userspace_actions()
    {
        Observation observation = default;
        Assert.Equal("ok", ObservationText.Of(Action("preempt"), observation));
        observation.OneRegValue = 8;
        Assert.Equal("OSLSR_EL1=0x8", ObservationText.Of(Action("get-reg OSLSR_EL1"), observation));
        observation.Errno = Errno.EINVAL;
        Assert.Equal("errno EINVAL", ObservationText.Of(Action("set-reg OSLSR_EL1, 4"), observation));
    }

    [Theory]
    [InlineData(0x0200_0000, "UNDEFINED")]
    [InlineData(0xF200_0007, "BRK #7")]
    [InlineData(0xCE00_0022, "step EL1 ISV=0")]
    [InlineData(0xCB00_0062, "step EL0 ISV=1 EX=1")]
    [InlineData(0xC200_0022, "breakpoint EL0")]
    [InlineData(0xC200_0023, "breakpoint EL0 ESR=0xc2000023")]
    [InlineData(0xC000_0022, "breakpoint EL0 ESR=0xc0000022")]
    [InlineData(0x6220_C023, "trap mrs X1, MDCCSR_EL0")]
    [InlineData(0x620C_D3F0, "trap msr DAIFSet, #8")]
    [InlineData(0x6230_03F1, "trap mrs X31, S3_0_C0_C8_0")]
    [InlineData(0x9600_0007, "EC 0x25 ESR=0x96000007")]
    public void Syndromes(uint esr, string text) => Assert.Equal(text, SyndromeText.Of(esr));

    [Fact]
    public void What_the_model_leaves_open_is_a_question_mark()
    {
        var expected = new ExpectedEvent
        {
            Kind = ObservedEventKind.Exception,
            Esr = ESR_ELx.Syndrome(ExceptionClass.SoftwareStepLowerEl, ESR_ELx.DebugException),
            EsrMask = ~ESR_ELx.ISV,
            SpsrMask = SPSR_EL1.Compared & ~SPSR_EL1.SS,
            Elr = GuestLayout.Vectors + 0x400,
        };
        Assert.Equal("step EL0 ISV=? @vectors+0x400 SPSR EL0t D=0 SS=?", EventText.Of(expected));
        Assert.Equal("0x8/0xf", ValueText.Of(new MaskedValue(8, 15)));
    }

    private static ObservedEvent Exception(uint esr, ulong elr, uint spsr) =>
        new() { Kind = ObservedEventKind.Exception, Esr = esr, Elr = elr, Spsr = spsr };

    private static ScenarioAction Action(string line) =>
        TraceParser.ParseText($"{TraceFormat.Header}\nconfig\n{line}").Scenario.Actions[0];
}
