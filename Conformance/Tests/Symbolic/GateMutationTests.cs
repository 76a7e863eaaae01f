using System.Reflection;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Symbolic.Code;
using OsLockConformance.Harness.Symbolic.Gates;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using Xunit.Abstractions;

namespace OsLockConformance.Tests.Symbolic;

/// <summary>
/// Mutants of the compiled gates of the simulated hardware. Each is either refuted, with a counterexample that diverges as a trace on the
/// mutant, or proved; and where the gate of a mutant is proved, generated scenarios find nothing in it either.
/// </summary>
public sealed class GateMutationTests(ITestOutputHelper output)
{
    private const int ScenariosForSurvivors = 1500;

    // A mutant about which the solver has not said anything by then is one without a proof.
    private static readonly TimeSpan LongestQuestion = TimeSpan.FromSeconds(10);

    private const BindingFlags Anything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    [Z3Theory]
    [InlineData("debug-exceptions", "DebugExceptions", "GenerateDebugExceptionsFrom")]
    [InlineData("exception-return", "ProcessingElement", "DebugExceptionReturnSS")]
    [InlineData("before-instruction", "BreakpointUnit", "ValueMatch")]
    [InlineData("before-instruction", "BreakpointUnit", "LinkedMatch")]
    [InlineData("before-instruction", "PrivilegeMatch", "Matches")]
    public void A_mutant_is_refuted_by_a_trace_or_proved_to_be_the_same(string gate, string type, string method)
    {
        var original = typeof(TargetCatalogue).Assembly.GetType($"OsLockConformance.Implementation.Hardware.{type}")!.GetMethod(method, Anything)!;
        var prover = new GateProver(LongestQuestion);
        var mutations = MutatedImplementation.MutationsOf(original);
        var refuted = 0;
        foreach (var mutation in mutations)
        {
            var subject = MutatedImplementation.Hardware(mutation);
            var proof = Prove(prover, GateCatalogue.All.Single(one => one.Name == gate), subject);
            output.WriteLine($"{proof?.Verdict.ToString() ?? "not executed"}: {mutation.Text} {proof?.Counterexample}");
            switch (proof?.Verdict)
            {
                case GateVerdict.Refuted:
                    refuted++;
                    Assert.True(NeverLeavesItsVector(subject.Code) || Diverges(proof.Gate, subject, proof.Counterexample!), $"{mutation.Text}: {proof.Counterexample}");
                    break;
                case GateVerdict.Proved:
                    Assert.Empty(new CheckRunner(subject.CreateTarget(), new CheckOptions { Seed = 1, Scenarios = ScenariosForSurvivors, MaximumFindings = 1 }).Run().Findings);
                    break;
            }
        }

        output.WriteLine($"{mutations.Count} mutants, {refuted} refuted");
        Assert.True(refuted > 0, "no mutant is refuted");
    }

    /// <summary>null if the mutant does what the executor refuses: for it there is no proof.</summary>
    private static GateProof? Prove(GateProver prover, Gate gate, GateSubject subject)
    {
        try
        {
            return prover.Prove(gate, subject);
        }
        catch (UnsupportedCodeException)
        {
            return null;
        }
    }

    /// <summary>A PE that takes debug exceptions at EL1 although PSTATE.D is 1 takes the next one at its vector, for ever: no trace on it ends.</summary>
    private static bool NeverLeavesItsVector(Assembly code)
    {
        var gate = code.GetType("OsLockConformance.Implementation.Hardware.DebugExceptions")!.GetMethod("GenerateDebugExceptionsFrom", Anything)!;
        var type = code.GetType("OsLockConformance.Implementation.Hardware.DebugState")!;
        for (var bits = 0; bits < 16; bits++)
        {
            var state = Activator.CreateInstance(type, PeConfiguration.Default)!;
            type.GetField("OSLK")!.SetValue(state, (bits & 1) != 0);
            type.GetField("DLK")!.SetValue(state, (bits & 2) != 0);
            type.GetField("CORENPDRQ")!.SetValue(state, (bits & 4) != 0);
            type.GetField("MDSCR_EL1")!.SetValue(state, (bits & 8) != 0 ? MDSCR_EL1.KDE : 0);
            if ((bool)gate.Invoke(null, [state, 1U, true, false])!)
                return true;
        }

        return false;
    }

    /// <summary>A mutant that breaks down in the trace does not conform either.</summary>
    private static bool Diverges(Gate gate, GateSubject subject, GateValues counterexample)
    {
        try
        {
            return GateReplay.Of(gate, subject, counterexample).Timeline.Divergence is not null;
        }
        catch (IndexOutOfRangeException)
        {
            return true;
        }
    }
}
