using System.Globalization;
using OsLockConformance.Harness.Symbolic.Gates;
using OsLockConformance.Harness.Symbolic.Solving;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Commands;

/// <summary>The gates of a target for people: a line each, and for one that is refuted the values, the program's divergence and its trace.</summary>
internal static class ProveGatesText
{
    public static void Write(Terminal terminal, ProvedSubject proved)
    {
        // Nothing is to be said of a target that an interruption has left no time for.
        if (proved is { Gates: [], LeftOut: > 0 })
            return;
        terminal.WriteLine(proved.ExitCode == ExitCode.Conforms ? Tone.Good : Tone.Bad, Headline(proved));
        var width = proved.Gates.Select(static gate => gate.Proof.Gate.Name.Length).DefaultIfEmpty(0).Max();
        foreach (var gate in proved.Gates)
            Write(terminal, gate, width);
    }

    private static string Headline(ProvedSubject proved)
    {
        var refuted = proved.Gates.Count - proved.Count(GateVerdict.Proved) - proved.Count(GateVerdict.Undecided);
        var undecided = proved.Count(GateVerdict.Undecided);
        var seconds = proved.Gates.Sum(static gate => gate.Proof.Time.TotalSeconds);
        return string.Create(CultureInfo.InvariantCulture,
            $"{proved.Subject.Name}: {proved.Count(GateVerdict.Proved)} of {proved.Gates.Count + proved.LeftOut} gates proved for all register values{(refuted > 0 ? $", {refuted} refuted" : "")}{(undecided > 0 ? $", {undecided} undecided" : "")}{(proved.LeftOut > 0 ? $", {proved.LeftOut} left out: interrupted" : "")}; {seconds:F1} s, {Z3Solver.Version}");
    }

    private static void Write(Terminal terminal, ProvedGate gate, int width)
    {
        var proof = gate.Proof;
        var (word, tone) = proof.Verdict switch
        {
            GateVerdict.Proved => ("proved", Tone.Good),
            GateVerdict.Undecided => ("undecided", Tone.Notice),
            _ => ("refuted", Tone.Bad),
        };
        terminal.WriteLine(tone, string.Create(CultureInfo.InvariantCulture,
            $"  {word,-9} {proof.Gate.Name.PadRight(width)}  {proof.Bits,3} bits  {proof.Time.TotalSeconds,6:F2} s  {string.Join(", ", proof.Gate.Rules.Select(RuleNames.Print))}"));
        if (proof.Counterexample is { } counterexample)
            terminal.WriteLine(Tone.Plain, $"    {counterexample}");
        if (proof.Verdict == GateVerdict.RefutedBeyondTraces)
            terminal.WriteLine(Tone.Notice, "    no trace was found that can have such values");
        if (gate.Replay is not { } replay)
            return;
        terminal.WriteLine(replay.Timeline.Divergence is null ? Tone.Notice : Tone.Plain, replay.Timeline.Divergence is { } divergence
            ? string.Create(CultureInfo.InvariantCulture, $"    action {divergence.Action + 1}: {replay.Timeline.Rule!.Value.Print()}, {divergence.Signature}")
            : "    its trace does not diverge");
        if (gate.TracePath is { } trace)
            terminal.WriteLine(Tone.Faint, $"    oslock replay {trace}");
    }
}
