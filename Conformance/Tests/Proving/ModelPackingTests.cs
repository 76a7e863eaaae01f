using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Exploration;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Proving;

/// <summary>The bytes of the model's state lose nothing that a step reads.</summary>
public sealed class ModelPackingTests
{
    private const int States = 40;

    [Theory]
    [InlineData("hardware")]
    [InlineData("linux-5.17")]
    [InlineData("linux-6.1")]
    [InlineData("linux-6.14")]
    public void A_byte_tells_states_apart_or_no_step_reads_it(string name)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        var alphabet = ProofAlphabet.Of("medium", target.Capabilities)!;
        var model = new ReferenceModel(alphabet.Configuration, ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(name)));
        var random = new SplittableRandom(3);
        model.Initial(out var state);
        for (var i = 0; i < States; i++)
        {
            Walk(model, alphabet.Actions, ref state, ref random);
            AssertTellsApart(model, alphabet.Actions, state, withCauses: false);
        }
    }

    [Fact]
    public void With_causes_every_byte_but_padding_and_what_is_UNKNOWN_tells_states_apart()
    {
        var model = new ReferenceModel(PeConfiguration.Default);
        model.Initial(out var state);
        var untold = 0;
        foreach (var mutant in Mutants(state))
        {
            if (Save(mutant, withCauses: true).AsSpan().SequenceEqual(Save(state, withCauses: true)))
                untold++;
        }
        // Padding behind the last fields.
        Assert.InRange(untold, 0, 32);
        var other = state;
        other.First.OsLockByErratum ^= true;
        Assert.NotEqual(Save(state, withCauses: true), Save(other, withCauses: true));
        Assert.Equal(Save(state, withCauses: false), Save(other, withCauses: false));
    }

    [Fact]
    public void A_state_comes_back_as_it_was()
    {
        var alphabet = ProofAlphabet.Of("medium", (TargetCapabilities)(-1))!;
        var model = new ReferenceModel(alphabet.Configuration);
        var random = new SplittableRandom(5);
        model.Initial(out var state);
        for (var i = 0; i < 200; i++)
        {
            Walk(model, alphabet.Actions, ref state, ref random);
            var bytes = Save(state, withCauses: true);
            MachineState back = default;
            var reader = new StateReader(bytes);
            ModelState.Load(ref back, withCauses: true, ref reader);
            Assert.True(reader.IsAtEnd);
            Assert.Equal(bytes, Save(back, withCauses: true));
            Assert.All(alphabet.Actions, action => Assert.Equal(Allowed(model, state, action), Allowed(model, back, action)));
        }
    }

    private static void Walk(ReferenceModel model, IReadOnlyList<ScenarioAction> actions, ref MachineState state, ref SplittableRandom random)
    {
        for (var i = 0; i < 4; i++)
        {
            var expectation = model.Step(state, actions[random.Below(actions.Count)]);
            if (!expectation.Spins)
                ReferenceModel.Advance(ref state, expectation[random.Below(expectation.Count)]);
        }
    }

    private static void AssertTellsApart(ReferenceModel model, IReadOnlyList<ScenarioAction> actions, MachineState state, bool withCauses)
    {
        var bytes = Save(state, withCauses);
        var allowed = actions.Select(action => Allowed(model, state, action)).ToArray();
        foreach (var mutant in Mutants(state))
        {
            if (Save(mutant, withCauses).AsSpan().SequenceEqual(bytes))
            {
                for (var i = 0; i < actions.Count; i++)
                    Assert.True(allowed[i] == Allowed(model, mutant, actions[i]), $"{Difference(state, mutant)} is not in the state, and this reads it: {Harness.Reports.ActionText.Of(actions[i])}");
            }
        }
    }

    /// <summary>The state with one bit of each byte inverted, and with each bit of MDSCR_EL1; what that does not have no step sets.</summary>
    private static IEnumerable<MachineState> Mutants(MachineState state)
    {
        var implemented = RegisterTable.Describe(RegisterId.MDSCR_EL1).ImplementedMask;
        for (var i = 0; i < Unsafe.SizeOf<MachineState>(); i++)
        {
            var mutant = Mutant(state, i);
            if (((mutant.First.Mdscr | mutant.Second.Mdscr) & ~implemented) == 0)
                yield return mutant;
        }
        for (var bits = implemented; bits != 0; bits &= bits - 1)
        {
            var mutant = state;
            mutant.First.Mdscr ^= bits & (0 - bits);
            yield return mutant;
            mutant = state;
            mutant.Second.Mdscr ^= bits & (0 - bits);
            yield return mutant;
        }
    }

    private static MachineState Mutant(MachineState state, int offset)
    {
        MemoryMarshal.AsBytes(new Span<MachineState>(ref state))[offset] ^= 1;
        return state;
    }

    private static string Difference(MachineState state, MachineState mutant)
    {
        var other = MemoryMarshal.AsBytes(new Span<MachineState>(ref mutant));
        return $"byte {MemoryMarshal.AsBytes(new Span<MachineState>(ref state)).CommonPrefixLength(other)}";
    }

    private static byte[] Save(MachineState state, bool withCauses)
    {
        Span<byte> bytes = stackalloc byte[1 << 13];
        Span<int> ends = stackalloc int[ModelState.Sections];
        var writer = new StateWriter(bytes, ends);
        ModelState.Save(ref state, withCauses, ref writer);
        return bytes[..writer.Length].ToArray();
    }

    /// <summary>All that the model allows after an action, with the states that may follow.</summary>
    private static string Allowed(ReferenceModel model, MachineState state, ScenarioAction action)
    {
        var expectation = model.Step(state, action);
        if (expectation.Spins)
            return "no test";
        var text = new StringBuilder();
        for (var i = 0; i < expectation.Count; i++)
        {
            var outcome = expectation[i];
            text.Append(outcome.Errno).Append(' ').Append(Masked(outcome.OneRegValue));
            for (var n = 0; n < outcome.Count; n++)
            {
                var one = outcome.Events[n];
                text.Append($" {one.Kind} {one.Esr & one.EsrMask:x} {one.EsrMask:x} {one.Spsr & one.SpsrMask:x} {one.SpsrMask:x} {one.Elr:x} {one.FarLow:x} {one.FarHigh:x}");
            }
            for (var n = 0; n < GuestLayout.BlockLength; n++)
                text.Append((outcome.ValuesPresent >> n & 1) != 0 ? Masked(outcome.Values[n]) : " -");
            var next = state;
            ReferenceModel.Advance(ref next, outcome);
            text.Append(Convert.ToHexString(Save(next, withCauses: false)));
        }
        return text.ToString();
    }

    private static string Masked(MaskedValue value) => $" {value.Value & value.Mask:x}/{value.Mask:x}";
}
