using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace OsLockConformance.Cli;

/// <summary>The usual help, and for the root command examples below it.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const string Examples = """
        Examples:
          oslock check linux-6.14                     test one implementation for about ten seconds
          oslock check --all --time 2m                the seven KVM profiles and the simulated hardware
          oslock check linux-6.1 --strict             accept no declared deviation
          oslock check linux-6.1 --accept kvm-osdlr   accept this declared deviation and no other
          oslock check linux-6.14 --format json       a report for a script
          oslock schema check                         the JSON Schema of such a report
          oslock check linux-6.14 --format sarif      alerts for a code host; also junit and tap
          oslock check kvm --kernel Image             a real kernel, booted in QEMU
          oslock check "exec:python3 pe.py"           your own, as a child process
          oslock coverage linux-6.14 --html c.html    what a check meets of what can be met
          oslock matrix --format html --out m.html    rule by target, with QEMU and real kernels
          oslock replay finding.oslock                show a trace action by action
          oslock replay finding.oslock --target linux-6.1
          oslock explain finding.oslock               what it does, what differs, and what would cause it
          oslock shrink long.oslock --target linux-6.1
          oslock prove-gates hardware linux-6.14      their gates and the model's, for all register values
          oslock export finding.oslock --as selftest  a program for others to run
          oslock corpus add finding.oslock            into the corpus, in canonical form
          oslock corpus run                           what the corpus records, compared
          oslock evaluate --html e.html               how well planted faults are found and shrunk, beside other tools
          oslock rules OSL-6                          what a rule says, and where it comes from
          oslock invariants                           whether each invariant is reached, and could fail
          oslock new invariant HostKeepsItsTags       the file of a new invariant

        Exit codes: 0 conforms, 1 diverges, 2 wrong usage or input, 3 a target failed, a search ended before its depth, or traces can't be written.
        """;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
            option.Action = new HelpWithExamples((HelpAction)option.Action!);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is RootCommand)
            parseResult.InvocationConfiguration.Output.WriteLine(Examples);
        return exitCode;
    }
}
