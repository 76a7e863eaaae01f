using System.Numerics;
using OsLockConformance.Harness.Coverage;
using OsLockConformance.Harness.Explaining;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Faults;
using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Properties;
using Xunit;

namespace OsLockConformance.Tests.Extending;

/// <summary>An extension that lacks one of its places fails here, and the message names the place.</summary>
public sealed class ExtensionPlacesTests
{
    /// <summary>Registers whose value belongs to the external debug interface, so that the model compares nothing.</summary>
    private static readonly RegisterId[] ReadAsUnknown = [RegisterId.DBGAUTHSTATUS_EL1, RegisterId.MDCCSR_EL0, RegisterId.MDRAR_EL1];

    public static TheoryData<ActionKind> Actions => new(Enum.GetValues<ActionKind>());

    public static TheoryData<RegisterId> Registers => new(Enum.GetValues<RegisterId>());

    public static TheoryData<KvmVersion> Versions => new(Enum.GetValues<KvmVersion>());

    [Fact]
    public void Catalogues_have_every_member_of_their_enumeration_in_its_order()
    {
        Same(Enum.GetValues<RuleId>(), RuleCatalogue.All.Select(static row => row.Id), "Model/Rules/RuleCatalogue.cs");
        Same(Enum.GetValues<RegisterId>(), RegisterTable.Registers.Select(static row => row.Id), "Model/Registers/RegisterTable.cs");
        Same(Enum.GetValues<ActionKind>(), ActionTable.Actions.Select(static row => row.Kind), "Model/Vocabulary/ActionTable.cs");
        Same(Enum.GetValues<ErratumId>().Where(static id => BitOperations.IsPow2((ulong)id)), ErratumCatalogue.All.Select(static row => row.Id), "Model/Errata/ErratumCatalogue.cs");
        Same(Enum.GetValues<KvmVersion>(), KvmProfile.All.Select(static row => row.Version), "Implementation/Kvm/KvmProfile.cs");
        Same(Enum.GetValues<FaultId>().Where(static id => id != FaultId.None), PlantedFaults.All.Select(static row => row.Id), "Implementation/Faults/PlantedFaults.cs");
    }

    [Fact]
    public void Every_rule_is_exercised_by_the_model_or_by_an_invariant()
    {
        var rules = new RuleCounter();
        foreach (var name in (string[])["hardware", "hardware-deferred", "linux-6.14"])
        {
            var runner = ScenarioArbitrary.RunnerFor(name);
            runner.Rules = rules;
            var generator = new ScenarioGenerator(runner.Target.Capabilities);
            for (var i = 0; i < 4_000; i++)
            {
                var scenario = generator.Generate(SplittableRandom.SeedOf(1, i));
                runner.Run(scenario.Configuration, scenario.Actions, out _);
            }
            runner.Rules = null;
        }
        Assert.All(Enum.GetValues<RuleId>(), rule => Assert.True(rules.Seen(rule) > 0,
            $"{rule.Print()} is exercised by nothing: Model/Reference does not add it to an outcome's Rules, and no class in Model/Invariants stands for it"));
    }

    [Theory]
    [MemberData(nameof(Registers))]
    public void A_register_that_can_be_read_is_known_to_the_model(RegisterId id)
    {
        var description = RegisterTable.Describe(id);
        if ((description.El1 & RegisterAccess.Read) == 0 || ReadAsUnknown.Contains(id))
            return;
        var write = (description.El1 & RegisterAccess.Write) != 0 ? new Instruction(Opcode.MSR, id, Value: 1) : new Instruction(Opcode.NOP);
        var outcome = Step(new ScenarioAction
        {
            Kind = ActionKind.Run,
            Mode = EntryMode.EL1h,
            D = true,
            Length = 3,
            I0 = write,
            I1 = new Instruction(Opcode.ISB),
            I2 = new Instruction(Opcode.MRS, id),
        })[0];
        Assert.True(outcome.Values[2].Mask != 0, $"a read of {description.NameOf(0)} is compared in no bit: Model/Reference/SystemRegisterReads.cs has no case for it");
    }

    [Theory]
    [MemberData(nameof(Registers))]
    public void A_register_is_known_to_the_hardware(RegisterId id)
    {
        var target = new HardwareTarget();
        var observation = default(Observation);
        foreach (var opcode in (Opcode[])[Opcode.MSR, Opcode.MRS])
        {
            var exception = Record.Exception(() =>
            {
                target.Reset(PeConfiguration.Default);
                target.Execute(new ScenarioAction { Kind = ActionKind.Run, Mode = EntryMode.EL1h, D = true, Length = 1, I0 = new Instruction(opcode, id, 0, 0) }, ref observation);
            });
            Assert.True(exception is null, $"{opcode} of {RegisterTable.Describe(id).NameOf(0)}: Implementation/Hardware/SystemRegisterFile.cs has no case for it ({exception?.Message})");
        }
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void An_action_is_known_to_the_model_to_a_target_and_to_traces(ActionKind kind)
    {
        var action = Sample(kind);
        var row = ActionTable.Describe(kind);
        Assert.Null(Record.Exception(() => Step(action)));
        Assert.False(string.IsNullOrEmpty(ActionWords.Of(action)), $"{kind} has no sentence: Model/Vocabulary/ActionTable.cs, or Conformance/Harness/Explaining/ActionWords.cs if it has operands");

        var scenario = new Scenario(PeConfiguration.Default, [action]);
        Assert.True(TraceParser.ParseText(TraceFormat.Write(scenario)).Scenario.Actions[0] == action, $"{kind} is not read as it is written: Conformance/Harness/Traces/ActionSyntax.cs");

        var targets = (ITarget[])[new HardwareTarget(), new KvmTarget(KvmVersion.Linux6_14)];
        var able = targets.Where(target => (row.Needs & ~target.Capabilities) == 0).ToArray();
        Assert.True(able.Length > 0, $"no simulated target has {row.Needs}, which {kind} needs");
        foreach (var target in able)
        {
            var observation = default(Observation);
            target.Reset(PeConfiguration.Default);
            var exception = Record.Exception(() => target.Execute(action, ref observation));
            Assert.True(exception is null, $"{kind}: Execute of {target.GetType().Name} has no case for it ({exception?.Message})");
        }
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void An_action_is_drawn_by_the_generator_and_explored(ActionKind kind)
    {
        var needs = ActionTable.Describe(kind).Needs;
        var generator = new ScenarioGenerator(needs);
        Assert.True(Enumerable.Range(0, 500).Any(i => generator.Generate(SplittableRandom.SeedOf(1, i)).Actions.Any(action => action.Kind == kind)),
            $"{kind} is never drawn: Conformance/Harness/Generation/ScenarioGenerator.cs");
        Assert.Contains(CoverageSubject.All, subject => subject == CoverageSubject.Of(kind));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_profile_is_a_target_whose_deviations_are_declared(KvmVersion version)
    {
        var name = KvmProfile.Of(version).Name;
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        Assert.Equal(name, target.Name);
        Assert.True(TargetCatalogue.ErrataOf(name).Count > 0, $"no deviation is declared for {name}: EveryKvm in Model/Errata/ErratumCatalogue.cs");
    }

    [Fact]
    public void An_erratum_is_declared_for_targets_that_exist()
    {
        string[] elsewhere = ["qemu", "qemu-7.2"];
        Assert.All(ErratumCatalogue.All, erratum => Assert.All(erratum.Targets, name => Assert.True(TargetCatalogue.Describe(name) is not null || elsewhere.Contains(name), $"{erratum.Name} is declared for {name}, which is no target")));
    }

    private static void Same<T>(IEnumerable<T> members, IEnumerable<T> rows, string file) =>
        Assert.True(members.SequenceEqual(rows), $"{file} has not the members of {typeof(T).Name}, in its order: {string.Join(", ", members.Except(rows).Concat(rows.Except(members)))}");

    private static Expectation Step(ScenarioAction action)
    {
        var model = new ReferenceModel(PeConfiguration.Default, ErratumId.None);
        model.Initial(out var state);
        return model.Step(state, action);
    }

    private static ScenarioAction Sample(ActionKind kind) => kind switch
    {
        ActionKind.Run => new() { Kind = kind, Mode = EntryMode.EL1h, Length = 1, I0 = new Instruction(Opcode.NOP) },
        ActionKind.GetOneReg or ActionKind.SetOneReg => new() { Kind = kind, I0 = new Instruction(default, RegisterId.MDSCR_EL1) },
        _ => new() { Kind = kind },
    };
}
