using System.CommandLine;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli;

/// <summary>Which declared deviations a command accepts: all, with <c>--strict</c> none, with <c>--accept</c> single ones.</summary>
/// <param name="Strict">Whether only <paramref name="Named"/> are accepted.</param>
/// <param name="Named">Those that were given by id.</param>
internal sealed record Acceptance(bool Strict, IReadOnlyList<Erratum> Named)
{
    /// <summary>The option <c>--strict</c>.</summary>
    public static Option<bool> StrictOption() => new("--strict") { Description = "accept no declared deviation" };

    /// <summary>The option <c>--accept</c>.</summary>
    public static Option<string[]> AcceptOption() => new("--accept")
    {
        Description = "accept this declared deviation and no other; several with commas",
        HelpName = "ID",
    };

    /// <summary>What the two options say together.</summary>
    /// <param name="strict"><c>--strict</c>.</param>
    /// <param name="accept">The values of <c>--accept</c>, which makes a command strict by itself.</param>
    public static Acceptance Of(bool strict, string[]? accept) =>
        new(strict || accept is { Length: > 0 }, [.. (accept ?? []).SelectMany(static value => value.Split(',')).Select(Find)]);

    /// <summary>Complains about a deviation that is declared for none of the targets.</summary>
    public void Demand(IEnumerable<string> targets)
    {
        Demand(targets.SelectMany(TargetCatalogue.ErrataOf).ToHashSet());
    }

    private void Demand(HashSet<Erratum> declared)
    {
        if (Named.FirstOrDefault(erratum => !declared.Contains(erratum)) is { } foreign)
            throw new UsageException($"--accept expects a deviation that is declared for the target, got '{foreign.Name}'; 'oslock errata' lists them");
    }

    /// <summary>The accepted ones as flags, declared for the target or not.</summary>
    public ErratumId Set => ErratumCatalogue.SetOf(Named);

    /// <summary>The accepted ones of a target, after a complaint about one that is not declared for it.</summary>
    public ErratumId For(ITarget target)
    {
        Demand([.. TargetCatalogue.ErrataOf(target)]);
        var declared = ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(target));
        return Strict ? declared & Set : declared;
    }

    /// <summary>The options that accept exactly these errata.</summary>
    public static string Options(ErratumId accepted) => accepted == ErratumId.None
        ? "--strict"
        : $"--accept {string.Join(',', ErratumCatalogue.NamesOf(accepted))}";

    private static Erratum Find(string name)
    {
        if (ErratumCatalogue.Find(name) is { } erratum)
            return erratum;
        var near = NearestName.Of(name, ErratumCatalogue.All.Select(static known => known.Name));
        throw new UsageException($"--accept expects a declared deviation, got '{name}'; {(near is null ? "'oslock errata' lists them" : $"did you mean {near}?")}");
    }
}
