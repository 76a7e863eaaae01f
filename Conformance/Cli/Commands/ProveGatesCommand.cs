using System.CommandLine;
using OsLockConformance.Harness.Symbolic.Code;
using OsLockConformance.Harness.Symbolic.Gates;
using OsLockConformance.Harness.Symbolic.Solving;
using OsLockConformance.Harness.Traces;

namespace OsLockConformance.Cli.Commands;

/// <summary><c>oslock prove-gates</c>: proves with an SMT solver that the gates of implementations agree with the model's for all register
/// values, or shows values for which they do not, as a trace.</summary>
internal static class ProveGatesCommand
{
    private const string DefaultFolder = "oslock-findings";

    private static readonly TimeSpan DefaultTime = TimeSpan.FromMinutes(2);

    public static Command Create(Terminal terminal)
    {
        var targets = new Argument<string[]>("TARGET") { Arity = ArgumentArity.ZeroOrMore, Description = "hardware, KVM profiles or planted faults; without any, the hardware and all profiles" };
        var gate = new Option<string>("--gate") { Description = "prove this gate only", HelpName = "GATE" };
        var time = new Option<string>("--time") { Description = "longest time of the solver for one question (default: 2m)", HelpName = "TIME" };
        var format = OptionValue.FormatOption();
        var folder = new Option<string>("--out") { Description = $"folder for the traces of counterexamples (default: {DefaultFolder})", HelpName = "DIR" };
        var command = new Command("prove-gates", "Prove that the gates of implementations agree with the model's for all register values.")
        {
            targets, gate, time, format, folder,
        };
        command.SetAction(result =>
        {
            var subjects = Subjects(result.GetValue(targets) ?? []);
            var gates = Gates(result.GetValue(gate));
            var limit = result.GetValue(time) is { } text ? OptionValue.Time(text) : DefaultTime;
            var report = OptionValue.Format(result.GetValue(format));
            var concerned = Concerned(terminal, subjects, gates, result.GetValue(gate));
            if (Z3Solver.Missing is { } reason)
            {
                terminal.Error.WriteLine($"oslock: {reason}");
                return ExitCode.TargetFailed;
            }

            return Prove(terminal, concerned, gates, new GateProver(limit), report, new CounterexampleFolder(result.GetValue(folder) ?? DefaultFolder));
        });
        return command;
    }

    private static int Prove(Terminal terminal, IReadOnlyList<GateSubject> subjects, IReadOnlyList<Gate> gates, GateProver prover, OutputFormat format, CounterexampleFolder folder)
    {
        using var interruption = new Interruption();
        List<ProvedSubject> proved = [];
        foreach (var subject in subjects)
        {
            // Those that come after an interruption are left out like the gates of this one.
            proved.Add(Prove(prover, [.. gates.Where(gate => gate.Concerns(subject))], subject, folder, proved is [.., { LeftOut: > 0 }], interruption.Token));
            if (format == OutputFormat.Text)
                ProveGatesText.Write(terminal, proved[^1]);
        }

        if (format == OutputFormat.Json)
            Json.Write(terminal, ProveGatesReport.Of(proved));
        else if (proved.Sum(static subject => subject.LeftOut) is > 0 and var leftOut)
            terminal.WriteLine(Tone.Notice, $"interrupted: {leftOut} of {leftOut + proved.Sum(static subject => subject.Gates.Count)} gates are left out");
        if (folder.Problem is not { } problem)
            return ProvedSubject.ExitCodeOf(proved);
        terminal.Error.WriteLine($"oslock: {problem}");
        return ExitCode.TargetFailed;
    }

    private static ProvedSubject Prove(GateProver prover, Gate[] gates, GateSubject subject, CounterexampleFolder folder, bool isInterrupted, CancellationToken cancellation)
    {
        List<ProvedGate> proofs = [];
        try
        {
            while (!isInterrupted && proofs.Count < gates.Length)
                proofs.Add(Prove(prover, gates[proofs.Count], subject, folder, cancellation));
        }
        catch (OperationCanceledException)
        {
            // The one that was under way is left out as well.
        }

        return new ProvedSubject(subject, proofs, gates.Length - proofs.Count);
    }

    private static ProvedGate Prove(GateProver prover, Gate gate, GateSubject subject, CounterexampleFolder folder, CancellationToken cancellation)
    {
        try
        {
            var proof = prover.Prove(gate, subject, cancellation);
            if (proof is not { Verdict: GateVerdict.Refuted, Counterexample: { } counterexample })
                return new ProvedGate(proof, null, null);
            var replay = GateReplay.Of(gate, subject, counterexample);
            return new ProvedGate(proof, replay, folder.Write(gate, subject, counterexample, replay));
        }
        catch (Exception exception) when (exception is SolverException or UnsupportedCodeException)
        {
            throw new EngineFailedException($"gate {gate.Name} of {subject.Name}: {exception.Message}");
        }
    }

    /// <summary>The targets that have one of the gates. That others have not is said, and with none there is nothing to prove.</summary>
    private static IReadOnlyList<GateSubject> Concerned(Terminal terminal, IReadOnlyList<GateSubject> subjects, IReadOnlyList<Gate> gates, string? name)
    {
        var concerned = subjects.ToLookup(subject => gates.Any(gate => gate.Concerns(subject)));
        if (!concerned[true].Any())
            throw new UsageException($"--gate expects a gate of the target: {string.Join("; ", concerned[false].Select(GatesOf))}; got '{name}'");
        foreach (var subject in concerned[false])
            terminal.Error.WriteLine($"oslock: {subject.Name} is left out: it has no gate {gates[0].Name}");
        return [.. concerned[true]];
    }

    private static string GatesOf(GateSubject subject) => $"{subject.Name} has {string.Join(", ", GateCatalogue.Of(subject).Select(static gate => gate.Name))}";

    private static IReadOnlyList<GateSubject> Subjects(string[] names) =>
        [.. (names is [] ? GateSubject.Names : names).Select(static name => GateSubject.Find(name) ?? throw UnknownTarget(name))];

    private static UsageException UnknownTarget(string name) => new(GateSubject.Nearest(name) is { } near
        ? $"gates are in the simulated targets, of which '{name}' is none; did you mean {near}?"
        : $"gates are in the simulated targets, of which '{name}' is none; 'oslock targets' lists them");

    private static IReadOnlyList<Gate> Gates(string? name)
    {
        if (name is null)
            return GateCatalogue.All;
        var found = GateCatalogue.All.Where(gate => string.Equals(gate.Name, name, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (found.Length > 0)
            return found;
        var names = GateCatalogue.All.Select(static gate => gate.Name);
        var near = NearestName.Of(name, names);
        throw new UsageException($"--gate expects one of {string.Join(", ", names)}, got '{name}'{(near is null ? "" : $"; did you mean {near}?")}");
    }
}
