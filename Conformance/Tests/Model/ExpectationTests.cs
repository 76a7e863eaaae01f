using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;
using static OsLockConformance.Tests.Model.Probe;

namespace OsLockConformance.Tests.Model;

/// <summary>Which observations an expectation accepts, and that its storage can be used again.</summary>
public sealed class ExpectationTests
{
    private delegate void Change(ref Observation observation);

    private static ObservedEvent Observed => new() { Kind = ObservedEventKind.Exception, Esr = 0x5600_0007, Spsr = 0x3C5, Elr = 0x1000, Far = 0x2004 };

    private static ExpectedEvent Expected => new()
    {
        Kind = ObservedEventKind.Exception, Esr = 0x5600_0007, EsrMask = 0xFFFF_FFF0, Spsr = 0x3C5, SpsrMask = 0xFFF, Elr = 0x1000, FarLow = 0x2000, FarHigh = 0x2007,
    };

    /// <summary>Three values and two events, as El1(Mrs, Brk) with single-step might show them; the model is asked, not a target.</summary>
    private static (Outcome Outcome, Observation Observation) Agreeing()
    {
        var outcome = new Outcome { Count = 2, ValuesPresent = 0b101, OneRegValue = new MaskedValue(0x10, 0xF0) };
        (outcome.Events[0], outcome.Events[1]) = (Expected, Expected with { Elr = 0x1004 });
        (outcome.Values[0], outcome.Values[2]) = (new MaskedValue(1, 0xF), MaskedValue.Exactly(2));
        var observation = new Observation { OneRegValue = 0x1F };
        observation.Add(Observed);
        observation.Add(Observed with { Elr = 0x1004 });
        observation.SetValue(0, 0xF1);
        observation.SetValue(2, 2);
        return (outcome, observation);
    }

    private static bool Accepts(Change change)
    {
        var (outcome, observation) = Agreeing();
        change(ref observation);
        return outcome.Accepts(observation);
    }

    [Fact]
    public void An_event_is_accepted_if_it_agrees_in_every_field_that_is_compared()
    {
        Assert.True(Expected.Accepts(Observed));
        Assert.True(Expected.Accepts(Observed with { Esr = 0x5600_0000, Spsr = 0x10_03C5 }));
        Assert.False(Expected.Accepts(Observed with { Kind = ObservedEventKind.DebugExit }));
        Assert.False(Expected.Accepts(Observed with { Esr = 0x5600_0017 }));
        Assert.False(Expected.Accepts(Observed with { Spsr = 0x3C4 }));
        Assert.False(Expected.Accepts(Observed with { Elr = 0x1004 }));
    }

    [Theory]
    [InlineData(0x1FFFUL, false)]
    [InlineData(0x2000UL, true)]
    [InlineData(0x2007UL, true)]
    [InlineData(0x2008UL, false)]
    public void FAR_is_compared_with_its_range_if_there_is_one(ulong far, bool isIn)
    {
        Assert.Equal(isIn, Expected.Accepts(Observed with { Far = far }));
        Assert.True((Expected with { FarLow = 0, FarHigh = 0 }).Accepts(Observed with { Far = far }));
    }

    [Fact]
    public void An_observation_is_accepted_if_it_agrees_in_everything_that_is_defined()
    {
        Assert.True(Accepts(static (ref observation) => { }));
        Assert.True(Accepts(static (ref observation) => observation.OneRegValue = 0x10));
        Assert.False(Accepts(static (ref observation) => observation.OneRegValue = 0x20));
        Assert.False(Accepts(static (ref observation) => observation.Errno = Errno.EINVAL));
        Assert.False(Accepts(static (ref observation) => observation.Count = 1));
        Assert.False(Accepts(static (ref observation) => observation.Add(Observed)));
        Assert.False(Accepts(static (ref observation) => observation.ValuesPresent = 0b001));
        Assert.False(Accepts(static (ref observation) => observation.SetValue(1, 0)));
        Assert.False(Accepts(static (ref observation) => observation.SetValue(0, 0xF2)));
        Assert.False(Accepts(static (ref observation) => observation.SetValue(2, 3)));
        Assert.True(Accepts(static (ref observation) => observation.Values[1] = 77));
        Assert.False(Accepts(static (ref observation) => observation.Events[0] = Observed with { Elr = 0 }));
        Assert.False(Accepts(static (ref observation) => observation.Events[1] = Observed));
    }

    [Fact]
    public void The_first_behaviour_that_accepts_is_the_match()
    {
        var probe = new Probe().Set(RegisterId.MDSCR_EL1, MDE | KDE).Watchpoint(Cell, Wcr(mask: 1));
        var expectation = probe.Expect(At(1, Str));
        Assert.Equal(2, expectation.Count);
        for (var i = 0; i < 2; i++)
        {
            var observation = new Observation();
            var expected = expectation[i].Events[0];
            observation.Add(new ObservedEvent { Kind = expected.Kind, Esr = expected.Esr, Spsr = expected.Spsr, Elr = expected.Elr, Far = expected.FarLow });
            Assert.Same(expectation[i], expectation.Match(observation));
        }
        Assert.Null(expectation.Match(default));
    }

    [Fact]
    public void Nothing_of_the_action_before_is_left_in_an_expectation_that_is_used_again()
    {
        var model = new ReferenceModel(PeConfiguration.Default);
        model.Initial(out var state);
        var used = new Expectation();
        ScenarioAction[] actions = [El1(Mrs(RegisterId.OSECCR_EL1), Msr(RegisterId.OSLAR_EL1, 0), Msr(RegisterId.OSLAR_EL1, 1)), GetOneReg(RegisterId.MDSCR_EL1), SetOneReg(RegisterId.OSLSR_EL1, 1), SwitchVm, El0(Ldr), El1(Nop)];
        foreach (var before in actions)
        {
            foreach (var action in actions)
            {
                model.Step(state, before, used);
                model.Step(state, action, used);
                var fresh = model.Step(state, action);
                Assert.Equal((fresh.Count, fresh.Spins), (used.Count, used.Spins));
                Assert.Equal(Fields(fresh[0]), Fields(used[0]));
            }
        }

        static object Fields(Outcome one) => (one.Count, one.ValuesPresent, one.Errno, one.OneRegValue, one.Rules, one.Errata, one.PartCount, one.SwitchesVm);
    }

    [Fact]
    public void An_expectation_and_an_outcome_are_needed()
    {
        var model = new ReferenceModel(PeConfiguration.Default);
        model.Initial(out var state);
        Assert.Throws<ArgumentNullException>(() => model.Step(state, Preempt, null!));
        Assert.Throws<ArgumentNullException>(() => ReferenceModel.Advance(ref state, null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Step(state, new ScenarioAction { Kind = (ActionKind)99 }));
    }
}
