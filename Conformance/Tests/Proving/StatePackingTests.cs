using System.Globalization;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Proving;

/// <summary>The bytes of a target's state lose nothing that an action reads.</summary>
public sealed class StatePackingTests
{
    private const int States = 3;
    private const int StatesOfAFault = 2;
    private const int ActionsOfAFault = 20;
    private const ulong Scenarios = 300;
    private const ulong ScenariosOfAFault = 60;

    public static TheoryData<string> Targets => new(TargetCatalogue.Names);

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_state_put_back_into_another_machine_goes_on_as_the_machine_that_it_was_taken_from(string name)
    {
        var one = new Explored(name, MediumPe);
        var other = new Explored(name, MediumPe);
        var generator = new ScenarioGenerator(one.Target.Capabilities, MediumPe);
        for (ulong seed = 1; seed <= (IsFault(name) ? ScenariosOfAFault : Scenarios); seed++)
        {
            one.Reset();
            var scenario = generator.Generate(seed).Actions;
            var noise = generator.Generate(seed + 1000).Actions;
            for (var i = 0; i < scenario.Length; i++)
            {
                if (!one.IsTest(scenario[i]))
                    continue;
                var before = one.Save();
                other.Reset();
                foreach (var action in noise.AsSpan(0, Math.Min(noise.Length, 1 + (i % 5))))
                    other.Shown(action);
                other.Load(before);
                Assert.Equal(before, other.Save());
                var put = other.Shown(scenario[i]);
                // The model follows what the undisturbed machine does.
                var agrees = one.Step(scenario[i]);
                Assert.EndsWith(Convert.ToHexString(one.Save()), put, StringComparison.Ordinal);
                if (!agrees)
                    break;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_field_tells_states_apart_or_no_action_observes_it(string name)
    {
        var isFault = IsFault(name);
        var machine = new Explored(name, MediumPe);
        var alphabet = ProofAlphabet.Of("medium", machine.Target.Capabilities)!.Actions;
        var graph = new FieldGraph(machine.Target);
        var leaves = graph.Leaves.Where(leaf => !IsOfTheBoot(leaf) && !HasOneValue(name, leaf)).ToList();
        var boot = graph.Leaves.Where(IsOfTheBoot).Select(static leaf => (leaf, Value: leaf.Get())).ToArray();
        Assert.True(leaves.Count > (name.StartsWith("hardware", StringComparison.Ordinal) ? 40 : 400), $"{leaves.Count} fields");
        var random = new SplittableRandom(7);
        var told = new HashSet<string>();
        for (var state = 0; state < (isFault ? StatesOfAFault : States); state++)
        {
            machine.Walk(alphabet, ref random, 4 + (6 * state));
            ScenarioAction[] actions = [.. alphabet.Where(action => machine.IsTest(action))];
            if (isFault)
                Shuffle(actions, ref random);
            actions = isFault ? actions[..ActionsOfAFault] : actions;
            AssertTellsApart(machine, leaves, actions, told);
        }
        Assert.True(told.Count > 15, $"{told.Count} fields tell states apart");
        Assert.All(boot, static one => Assert.Equal(one.Value, one.leaf.Get()));
    }

    [Fact]
    public void The_fields_that_refer_to_one_object_or_another_are_known()
    {
        Assert.True(TargetCatalogue.TryCreate("linux-6.14", out var kvm));
        // The first three are chosen by Reset and the observer's; the last three are part of the state.
        Assert.Equal(
            ["<Observer>k__BackingField", "_configuration", "_machine", "<Entered>k__BackingField", "Cells", "DebugPtr"],
            new FieldGraph(kvm).References.Select(static field => field[(field.IndexOf('.', StringComparison.Ordinal) + 1)..])
                .OrderBy(static field => field is "<Entered>k__BackingField" or "Cells" or "DebugPtr").ThenBy(static field => field, StringComparer.Ordinal));
        Assert.True(TargetCatalogue.TryCreate("hardware", out var hardware));
        Assert.Equal(["HardwareTarget.<ProcessingElement>k__BackingField", "HardwareTarget._configuration", "ProcessingElement.Cells"], new FieldGraph(hardware).References);
    }

    /// <summary>
    /// A context is cleared when a state is put back, and gets the registers that a state has. The others are zero at all times, or written before
    /// they are read: by the entry into the next block, or by the exception that makes them observable.
    /// </summary>
    [Theory]
    [MemberData(nameof(Targets))]
    public void What_is_taken_to_be_zero_in_every_state_is(string name)
    {
        var machine = new Explored(name, MediumPe);
        string[] written = ["TTBR1_EL1", "CONTEXTIDR_EL1", "MDSCR_EL1", "MDCCINT_EL1", "OSLSR_EL1", "ELR_EL1", "SPSR_EL1", "ESR_EL1", "FAR_EL1"];
        var names = Enum.GetNames(machine.Target.GetType().Assembly.GetType("OsLockConformance.Implementation.Kvm.VcpuSysReg", throwOnError: true)!)[..^1];
        Assert.Empty(written.Except(names));
        var leaves = new FieldGraph(machine.Target).Leaves;
        // Two guests and the host; the image of a migration is not in the state at all.
        var registers = leaves.FindAll(static leaf => leaf.Path.Contains("Context._sysRegs[", StringComparison.Ordinal) && !leaf.Path.Contains("._image.", StringComparison.Ordinal));
        Assert.Equal(name.StartsWith("hardware", StringComparison.Ordinal) ? 0 : 3 * names.Length, registers.Count);
        var others = registers.FindAll(leaf => !written.Contains(names[int.Parse(leaf.Path.AsSpan()[(leaf.Path.LastIndexOf('[') + 1)..^1], CultureInfo.InvariantCulture)]));
        Assert.Equal(registers.Count / names.Length * (names.Length - written.Length), others.Count);
        others.AddRange(leaves.Where(leaf => HasOneValue(name, leaf)));
        var generator = new ScenarioGenerator(machine.Target.Capabilities, MediumPe);
        for (ulong seed = 1; seed <= 100; seed++)
        {
            machine.Reset();
            foreach (var action in generator.Generate(seed).Actions)
            {
                if (!machine.IsTest(action))
                    continue;
                var agrees = machine.Step(action);
                foreach (var register in others)
                    Assert.True(Convert.ToUInt64(register.Get(), CultureInfo.InvariantCulture) == 0, $"{register.Path} is {register.Get():x} after {Harness.Reports.ActionText.Of(action)}");
                if (!agrees)
                    break;
            }
        }
    }

    /// <summary>
    /// The owner of the debug registers came with kvm_vcpu_load_debug(); a version before that leaves the field as it is when a vCPU is made. Another
    /// value, which is kept once a vCPU is loaded, is no state of such a version.
    /// </summary>
    private static bool HasOneValue(string name, FieldGraph.Leaf leaf) =>
        leaf.Path.EndsWith(".DebugOwner", StringComparison.Ordinal) && (TargetCatalogue.BaseProfileOf(name) ?? name) != "linux-6.14";

    private static bool IsFault(string name) => TargetCatalogue.BaseProfileOf(name) is not null;

    private static PeConfiguration MediumPe { get; } = PeConfiguration.Default with { DoubleLock = true, Spmu = true, Trf = true };

    private static void Shuffle(ScenarioAction[] actions, ref SplittableRandom random)
    {
        for (var i = actions.Length - 1; i > 0; i--)
        {
            var other = random.Below(i + 1);
            (actions[i], actions[other]) = (actions[other], actions[i]);
        }
    }

    /// <summary>The host as it booted, which is always the same: it is compared with, not changed.</summary>
    private static bool IsOfTheBoot(FieldGraph.Leaf leaf) => leaf.Path.Contains(".<host>P._host", StringComparison.Ordinal);

    private static void AssertTellsApart(Explored machine, List<FieldGraph.Leaf> leaves, ScenarioAction[] actions, HashSet<string> told)
    {
        var before = machine.Save();
        var natural = leaves.Select(static leaf => leaf.Get()).ToArray();
        for (var i = 0; i < leaves.Count; i++)
        {
            foreach (var mutant in FieldGraph.Leaf.Mutants(natural[i]))
            {
                machine.Load(before);
                leaves[i].Set(mutant);
                if (!machine.Save().AsSpan().SequenceEqual(before))
                {
                    told.Add(leaves[i].Path);
                    continue;
                }
                foreach (var action in actions)
                    Assert.True(Shown(machine, before, leaves[i], natural[i], action) == Shown(machine, before, leaves[i], mutant, action), $"{leaves[i].Path} is not in the state, and this observes it: {Harness.Reports.ActionText.Of(action)}");
            }
        }
    }

    /// <summary>The field is given its value, since what is not in the state is not put back.</summary>
    private static string Shown(Explored machine, byte[] state, FieldGraph.Leaf leaf, object value, in ScenarioAction action)
    {
        machine.Load(state);
        leaf.Set(value);
        return machine.Shown(action);
    }
}
