using OsLockConformance.Harness.Exec;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Qemu;
using Xunit;

namespace OsLockConformance.Tests.Exec;

public sealed class ExecLineTests
{
    [Theory]
    [InlineData("run B EL0t SS=1 { mrs X, OSLSR_EL1; !preempt; str.4 [b+4]; !guest-debug enable,hw }",
        "run pc=0x40100040 spsr=0x2001c0 code=0xd5301181,0xb90000a2 x1=0x90d50a1d5eed0c30 x2=0xa5a5a5a5a5a5a5a5 x3=0x0 x4=0x0 x5=0x40110044 x6=0x0 at=0x40100044:preempt at=0x40100048:guest-debug:0x20001")]
    [InlineData("guest-debug enable,single-step bp0=B,0x1e7 wp1=a,0x1fff",
        "guest-debug control=0x3 bvr0=0x40100040 bcr0=0x1e7 bvr1=0x0 bcr1=0x0 wvr0=0x0 wcr0=0x0 wvr1=0x40110000 wcr1=0x1fff")]
    [InlineData("get-reg OSLSR_EL1", "get-reg id=0x808c")]
    [InlineData("set-reg DBGBVR2_EL1, 0x10", "set-reg id=0x8014 value=0x10")]
    [InlineData("vcpu-init", "vcpu-init")]
    [InlineData("migrate", "migrate")]
    [InlineData("reenter", "reenter")]
    [InlineData("preempt", "preempt")]
    [InlineData("switch-vm", "switch-vm")]
    [InlineData("cold-reset", "cold-reset")]
    public void An_action_is_written_in_numbers_with_its_trace_line_behind(string action, string line)
    {
        var written = ExecRequest.Of(TraceLine.Parse(action));
        Assert.Equal(line, written.Split("  # ")[0]);
        if (written != line)
            Assert.Equal($"{line}  # {ActionText.Of(TraceLine.Parse(action))}", written);
    }

    [Fact]
    public void A_reset_names_the_PE() =>
        Assert.Equal("reset breakpoints=3 watchpoints=4 context-aware=1 double-lock trf", ExecRequest.Reset(new PeConfiguration { Breakpoints = 3, ContextAware = 1, DoubleLock = true, Trf = true }));

    [Fact]
    public void The_numbers_of_a_request_say_all_that_its_action_says()
    {
        var seen = (Kinds: 0u, Opcodes: 0u, Events: 0u);
        var all = TargetCapabilities.Reset | TargetCapabilities.Userspace | TargetCapabilities.BoundaryEvents | TargetCapabilities.Host;
        var generator = new ScenarioGenerator(all);
        for (var i = 0; i < 500; i++)
        {
            var scenario = generator.Generate(SplittableRandom.SeedOf(21, i));
            foreach (var action in scenario.Actions)
            {
                // Compared as text: a field that means nothing for an action has none.
                Assert.Equal(ActionText.Of(action), ActionText.Of(RequestReader.Read(ExecRequest.Of(action))));
                seen.Kinds |= 1u << (int)action.Kind;
                for (var place = 0; action.Kind == ActionKind.Run && place <= action.Length; place++)
                {
                    seen.Opcodes |= 1u << (int)action.InstructionAt(place).Opcode;
                    seen.Events |= 1u << (int)action.EventAt(place).Kind;
                }
            }
        }

        Assert.Equal((All<ActionKind>(), All<Opcode>(), All<BoundaryEventKind>()), seen);
    }

    [Fact]
    public void What_every_kind_of_action_shows_is_read_as_it_was_written()
    {
        var kinds = 0u;
        var errors = 0;
        foreach (var name in (string[])["linux-6.14", "hardware"])
        {
            Assert.True(TargetCatalogue.TryCreate(name, out var target));
            var generator = new ScenarioGenerator(target.Capabilities);
            Observation observation = default, read = default;
            for (var i = 0; i < 300; i++)
            {
                var scenario = generator.Generate(SplittableRandom.SeedOf(11, i));
                target.Reset(scenario.Configuration);
                foreach (var action in scenario.Actions)
                {
                    target.Execute(action, ref observation);
                    ExecAnswer.Read(ExecAnswer.Of(action, observation), action, ref read);
                    Assert.Equal(ObservationText.Of(action, observation), ObservationText.Of(action, read));
                    Assert.Equal(Parts(observation), Parts(read));
                    kinds |= 1u << (int)action.Kind;
                    errors += observation.Errno == 0 ? 0 : 1;
                }
            }
        }

        Assert.Equal(All<ActionKind>(), kinds);
        Assert.True(errors > 0, "no errno was seen");
    }

    [Theory]
    [InlineData("run A EL1h { nop }", "", "expected exception, debug-exit or spin first")]
    [InlineData("run A EL1h { nop }", "ok", "expected exception, debug-exit or spin first")]
    [InlineData("run A EL1h { nop }", "x1=0 x2=0 x3=0", "expected exception, debug-exit or spin first")]
    [InlineData("run A EL1h { nop }", "exception elr=1", "expected esr= and a number of at most 32 bits")]
    [InlineData("run A EL1h { nop }", "exception esr=0x156000000", "expected esr= and a number of at most 32 bits")]
    [InlineData("run A EL1h { nop }", "exception esr=0x56000000 elr=zero", "expected elr= and a number of at most 64 bits")]
    [InlineData("run A EL1h { nop }", "debug-exit esr=0 elr=0", "expected pc= and a number of at most 64 bits")]
    [InlineData("run A EL1h { nop }", "exception esr=0xd2000022 elr=0 spsr=0 x1=0 x2=0 x3=0", "expected far= for a watchpoint")]
    [InlineData("run A EL1h { nop }", "exception esr=0 elr=0 spsr=0 x1=0 x2=0", "expected x3= and a number of at most 64 bits at the end of the line")]
    [InlineData("run A EL1h { nop }", "spin x1=0 x2=0 x3=0 x4=0", "expected the end of the line after x3=")]
    [InlineData("run A EL1h { nop }", "spin spin spin spin spin spin spin spin spin spin spin x1=0 x2=0 x3=0", "expected at most 10 events")]
    [InlineData("cold-reset", "errno=22", "expected ok")]
    [InlineData("cold-reset", "ok ok", "expected ok")]
    [InlineData("guest-debug off", "errno=0", "expected ok or errno=")]
    [InlineData("set-reg OSLSR_EL1, 8", "errno=-22", "expected ok or errno=")]
    [InlineData("get-reg OSLSR_EL1", "ok", "expected value= or errno=")]
    public void What_is_no_answer_is_refused(string action, string answer, string message)
    {
        var observation = default(Observation);
        Assert.Equal(message, Assert.Throws<FormatException>(() => ExecAnswer.Read(answer, TraceLine.Parse(action), ref observation)).Message);
    }

    [Fact]
    public void A_value_that_was_not_written_is_none()
    {
        var action = TraceLine.Parse("run A EL1h { mrs X, OSLSR_EL1; nop; mrs X, OSLAR_EL1 }");
        var observation = default(Observation);
        ExecAnswer.Read("exception esr=0x2000000 elr=0x40100008 spsr=0x3c5 far=7 x1=10 x2=1 x3=0x90d50a1d5eed0c32", action, ref observation);
        Assert.Equal(1, observation.ValuesPresent);
        Assert.Equal(10UL, observation.Values[0]);
        Assert.Equal(0UL, observation.Events[0].Far);
    }

    private static uint All<T>()
        where T : struct, Enum => (1u << Enum.GetValues<T>().Length) - 1;

    private static string Parts(in Observation observation)
    {
        List<string> events = [];
        for (var i = 0; i < observation.Count; i++)
            events.Add(observation.Events[i].ToString());
        return $"{string.Join(' ', events)} {observation.ValuesPresent} {observation.Errno} {observation.OneRegValue}";
    }
}
