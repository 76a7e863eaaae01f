using System.Text.Json;
using OsLockConformance.Mutation.Survivors;

// Says what became of the mutants in reports of Stryker's format, folder by folder, and which are alive and not justified.
// Exit code 1 if there is one, or if a justification has no mutant that is alive.
if (args.Length < 2)
{
    Console.Error.WriteLine("survivors: expected the file of justified mutants and at least one mutation-report.json");
    return 2;
}

JustifiedMutant[] justified;
List<Mutant> mutants = [];
var reading = args[0];
try
{
    justified = JsonSerializer.Deserialize<JustifiedMutant[]>(File.ReadAllText(reading), JsonSerializerOptions.Web) ?? [];
    foreach (var path in args[1..])
    {
        reading = path;
        mutants.AddRange(Mutant.ReadAll(path));
    }
}
catch (Exception exception) when (exception is IOException or JsonException or KeyNotFoundException or InvalidOperationException)
{
    Console.Error.WriteLine($"survivors: {reading}: {exception.Message}");
    return 2;
}

if (!mutants.Exists(static mutant => mutant.IsKilled || mutant.IsAlive))
{
    Console.Error.WriteLine($"survivors: {string.Join(", ", args[1..])}: expected a mutant that was tried, there is none");
    return 2;
}

var alive = mutants.Where(static mutant => mutant.IsAlive).ToArray();
// One reason is for one mutant: another one with the same text is a survivor like any other.
var left = justified.ToList();
var open = alive.Where(mutant => left.FindIndex(one => Matches(one, mutant)) is var index && (index < 0 || !Remove(left, index))).ToArray();
var isOpen = new HashSet<Mutant>(open, ReferenceEqualityComparer.Instance);
// A part of the files may have been mutated: what is justified in others says nothing here, unless they are no more.
var root = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(args[0]))!, "..", "..");
var tried = mutants.Where(static mutant => mutant.IsKilled || mutant.IsAlive).Select(static mutant => mutant.File).ToHashSet(StringComparer.Ordinal);
var stale = left.Where(one => tried.Contains(one.File) || !File.Exists(Path.Combine(root, one.File))).ToArray();
foreach (var mutant in open)
    Console.WriteLine($"{mutant.File}:{mutant.Line}: alive: {mutant.Original}  =>  {mutant.Replacement}");
foreach (var one in stale)
    Console.WriteLine($"{one.File}: justified, but not alive: {one.Original}  =>  {one.Replacement}");
Console.WriteLine($"{"folder",-24} {"mutants",7} {"killed",7} {"justified",9} {"alive",5}");
foreach (var folder in mutants.Where(static mutant => mutant.IsKilled || mutant.IsAlive).GroupBy(static mutant => mutant.Folder).OrderBy(static folder => folder.Key, StringComparer.Ordinal))
    PrintCounts(folder.Key, [.. folder]);
PrintCounts("all", mutants);
if (stale.Length > 0)
    Console.WriteLine($"{stale.Length} justifications without a mutant that is alive");
return open.Length + stale.Length == 0 ? 0 : 1;

void PrintCounts(string name, IReadOnlyCollection<Mutant> those)
{
    var (killed, survived, unjustified) = (those.Count(static mutant => mutant.IsKilled), those.Count(static mutant => mutant.IsAlive), those.Count(isOpen.Contains));
    Console.WriteLine($"{name,-24} {killed + survived,7:N0} {killed,7:N0} {survived - unjustified,9:N0} {unjustified,5:N0}");
}

static bool Matches(JustifiedMutant justified, Mutant mutant) =>
    justified.File == mutant.File && justified.Original == mutant.Original && justified.Replacement == mutant.Replacement;

static bool Remove(List<JustifiedMutant> left, int index)
{
    left.RemoveAt(index);
    return true;
}
