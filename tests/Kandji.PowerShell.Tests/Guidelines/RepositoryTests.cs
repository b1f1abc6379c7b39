using System.Text.RegularExpressions;

namespace Kandji.PowerShell.Tests.Guidelines;

/// <summary>Checks the structure of the repository: what a compiler does not see, and a reader does.</summary>
public sealed class RepositoryTests
{
    private const int MaxColumns = 140;

    private static readonly string[] Checked = [".cs", ".ps1", ".psm1"];

    // Folders that a build or a tool fills.
    private static readonly string[] Generated = ["bin", "obj", "out", ".git", ".tools", "TestResults"];

    [Fact]
    public void Lines_AreAtMost140Columns()
    {
        string[] tooLong = (from file in Files(Repository.Root)
                            where Checked.Contains(Path.GetExtension(file))
                            from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
                            where line.Text.Length > MaxColumns
                            select $"{Relative(file)}:{line.Number} has {line.Text.Length} columns.").ToArray();

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Types_AreFoundByFileName()
    {
        string[] hidden = (from file in SourceFiles("Kandji.Client").Concat(SourceFiles("Kandji.Automation"))
                               .Concat(SourceFiles("Kandji.PowerShell"))
                           let name = Path.GetFileName(file).Split('.')[0]
                           from type in TopLevelTypes(File.ReadAllText(file))
                           where type != name && name != "LanguageFeatures"
                           select $"{type} is in {Relative(file)}.").ToArray();

        Assert.Empty(hidden);
    }

    [Fact]
    public void Namespaces_FollowFolders()
    {
        string[] wrong = (from project in new[] { "Kandji.Client", "Kandji.Automation", "Kandji.PowerShell" }
                          from file in SourceFiles(project)
                          let space = Regex.Match(File.ReadAllText(file), @"^namespace ([\w.]+)", RegexOptions.Multiline).Groups[1].Value
                          let folder = project
                              + string.Concat(GetFolder(file, project).Split('/').Where(part => part.Length > 0).Select(part => "." + part))
                          where space != folder && Path.GetFileName(file) != "LanguageFeatures.cs"
                          select $"{Relative(file)} is in the namespace {space}.").ToArray();

        Assert.Empty(wrong);
    }

    /// <summary>Unused usings are errors, so the usings of a file are what it depends on.</summary>
    [Theory]
    [InlineData("Kandji.Client")]
    [InlineData("Kandji.PowerShell")]
    public void Folders_DependOnEachOther_InOneDirection(string project)
    {
        var edges = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        string[] files = SourceFiles(project).ToArray();
        string[] folders = files.Select(file => GetFolder(file, project)).Where(folder => folder.Length > 0).Distinct().ToArray();
        // Cmdlets complete and accept objects of other areas: a device by its blueprint, a blueprint's items. The areas count as one.
        HashSet<string> areas = files.Where(file => File.ReadAllText(file).Contains("\n[Cmdlet(", StringComparison.Ordinal))
            .Select(file => GetFolder(file, project))
            .ToHashSet(StringComparer.Ordinal);
        foreach (string file in files)
        {
            string from = Room(GetFolder(file, project));
            foreach (string to in Dependencies(File.ReadAllText(file), project, folders).Select(Room)
                .Where(to => to != from && from.Length > 0))
                (edges.TryGetValue(from, out HashSet<string>? known) ? known : edges[from] = []).Add(to);
        }

        Assert.NotEmpty(edges);
        Assert.Null(FindCircle(edges));

        string Room(string folder) => areas.Contains(folder) ? "(the areas)" : folder;
    }

    [Fact]
    public void FindCircle_FindsOne()
    {
        Dictionary<string, HashSet<string>> edges = new() { ["A"] = ["B"], ["B"] = ["C"], ["C"] = ["A"], ["D"] = ["A"] };

        Assert.Equal("A > B > C > A", FindCircle(edges));
        edges["C"].Clear();
        Assert.Null(FindCircle(edges));
    }

    private static IEnumerable<string> Dependencies(string text, string project, string[] folders)
    {
        foreach (Match used in Regex.Matches(text, $@"^using (?:static )?{Regex.Escape(project)}\.([\w.]+);", RegexOptions.Multiline))
        {
            string folder = used.Groups[1].Value.Replace('.', '/');
            if (folders.Contains(folder))
                yield return folder;
        }
        // From within the project a type can also be written with the end of its namespace: Paging.PageReader.
        foreach (string folder in folders)
        {
            if (Regex.IsMatch(text, $@"(?<![\w.]){Regex.Escape(folder.Replace('/', '.'))}\.[A-Z]\w*(\.|<|\(| \w)"))
                yield return folder;
        }
    }

    private static string? FindCircle(Dictionary<string, HashSet<string>> edges)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (string start in edges.Keys.Order(StringComparer.Ordinal))
        {
            if (Walk(start, []) is { } circle)
                return circle;
        }
        return null;

        string? Walk(string at, List<string> path)
        {
            if (path.IndexOf(at) is >= 0 and var begin)
                return string.Join(" > ", path.Skip(begin).Append(at));
            if (done.Contains(at))
                return null;
            path.Add(at);
            foreach (string next in edges.TryGetValue(at, out HashSet<string>? all)
                ? all.Order(StringComparer.Ordinal)
                : Enumerable.Empty<string>())
            {
                if (Walk(next, path) is { } circle)
                    return circle;
            }
            path.RemoveAt(path.Count - 1);
            done.Add(at);
            return null;
        }
    }

    private static IEnumerable<string> TopLevelTypes(string text) =>
        Regex.Matches(
            text,
            @"^(?:(?:public|internal|abstract|sealed|static|partial|readonly|ref) )+"
                + @"(?:class|struct|interface|enum|record(?: struct)?|delegate [\w<>?]+) (\w+)",
            RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value);

    private static IEnumerable<string> SourceFiles(string project) =>
        Files(Path.Combine(Repository.Root, "src", project)).Where(file => file.EndsWith(".cs", StringComparison.Ordinal));

    private static string GetFolder(string file, string project) =>
        Path.GetDirectoryName(Path.GetRelativePath(Path.Combine(Repository.Root, "src", project), file))!.Replace('\\', '/');

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder).Where(inner => !Generated.Contains(Path.GetFileName(inner))).SelectMany(Files));

    private static string Relative(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
}
