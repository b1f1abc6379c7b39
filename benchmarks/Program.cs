using System.Globalization;
using System.Text;
using Kandji.Benchmarks;

const string Help = """
    Measures the client and the cmdlets against the floor of the same run, and prints ratios.

      --check        ends with 1 when a promise is broken
      --write FILE   writes the table to a file, too
      --only NAME    one part: listing, latency, tenants, details, tentenants, processes, memory, inventory, import, cold
      --quick        fewer repetitions
      --help         this
    """;

bool check = false, quick = false;
string? file = null, only = null;
for (int i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--check": check = true; break;
        case "--quick": quick = true; break;
        case "--write" when i + 1 < args.Length: file = args[++i]; break;
        case "--only" when i + 1 < args.Length: only = args[++i]; break;
        case Processes.Option when i + 2 < args.Length:
            await Processes.ReadAsync(args[i + 1], args[i + 2]);
            return 0;
        default:
            Console.WriteLine(Help);
            return args[i] is "--help" or "-h" ? 0 : 2;
    }
}

(string Name, string Title, Func<IEnumerable<Result>> Run)[] parts =
[
    ("listing", "Listing 10,000 devices, no latency, warm, medians of interleaved repetitions",
        () => Listing.Run(quick ? 8 : 30, Console.WriteLine)),
    ("latency", "Listing 10,000 devices, 100 ms latency, 50 requests a second", () => Latency.Run(quick ? 2 : 5)),
    ("tenants", "Listing 1,000 devices of each of three tenants at once, 100 ms latency", () => Tenants.Run(quick ? 2 : 5)),
    ("details", "Details of 1,000 devices, 100 ms latency, 50 requests a second", Details.Run),
    ("tentenants", "Details of 250 devices in each of ten tenants at once", TenTenants.Run),
    ("processes", "Details in four processes of one user at once, for 20 seconds", Processes.Run),
    ("memory", "Managed memory of `Get-KandjiDevice | ForEach-Object`", Memory.Run),
    ("inventory", "Comparing 20,000 devices with their inventory, no latency", () => Inventory.Run(quick ? 5 : 15)),
    ("import", "`Import-Module` in a new pwsh, over an empty module with as many cmdlets",
        () => ImportTime.Run(quick ? 7 : 21, Console.WriteLine)),
    ("cold", "The first steps in a new pwsh", () => ColdStart.Run(quick ? 5 : 15, Console.WriteLine)),
];

var table = new StringBuilder();
int broken = 0, unclear = 0;
foreach ((string name, string title, Func<IEnumerable<Result>> run) in parts)
{
    if (only is not null && only != name)
        continue;
    Say($"\n## {title}\n");
    Say("| what | measured | spread | promised |");
    Say("| --- | ---: | ---: | --- |");
    foreach (Result result in run())
    {
        string verdict = result.IsBroken ? " **(broken)**" : result.IsUnclear ? " (too busy to tell)" : "";
        Say($"| {result.What} | {result.Text} | {result.SpreadText} | {result.Promise}{verdict} |");
        broken += result.IsBroken ? 1 : 0;
        unclear += result.IsUnclear ? 1 : 0;
    }
}

if (file is not null)
{
    string head = string.Create(CultureInfo.InvariantCulture, $"""
        # What was measured

        `dotnet run -c Release --project benchmarks -- {string.Join(' ', args)}`, on a machine with {Environment.ProcessorCount} cores.
        The simulated tenant is a process of its own. The floor is HttpClient asking for the same pages one after the other and
        Utf8JsonReader tokenizing them, in the same run; nothing is kept. Each repetition of the listing begins with a clean heap, but for
        the row that says that everything is collected. The commits that are compared with are those of benchmarks/baseline, built and
        measured in the same run. A number is the median of rounds in which everything takes its turn; the spread is the distance
        between the quarters of the rounds. A number that is not as promised, with a spread of more than 30 %, is not called a broken
        promise: the machine was too busy to tell.

        """);
    File.WriteAllText(file, head.ReplaceLineEndings("\n") + table);
}
string busy = unclear == 0 ? "" : $" The machine was too busy to tell about {unclear}.";
Console.WriteLine((broken == 0 ? "\nNo promise is broken." : $"\n{broken} promises are broken.") + busy);
return check && broken > 0 ? 1 : 0;

void Say(string line)
{
    Console.WriteLine(line);
    table.Append(line.ReplaceLineEndings("\n")).Append('\n');
}
