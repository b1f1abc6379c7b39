using Kandji.Automation.Configuration.Documents;

namespace Kandji.Automation.Configuration.Files;

/// <summary>
/// Reads the members of a repository. Whatever is wrong with one is an error of that one; the others are read all the same.
/// </summary>
/// <param name="repository">The repository.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class RepositoryReader(ConfigurationRepository repository, CancellationToken cancellationToken)
{
    /// <summary>The beginning of the name of every info file.</summary>
    public const string InfoPrefix = "info.";

    private readonly List<ConfigurationMember> _members = [];
    private readonly List<ConfigurationProblem> _problems = [];
    private readonly HashSet<ConfigurationKind> _managed = [];

    /// <summary>Reads the members of some kinds.</summary>
    public RepositoryContents Read(IReadOnlyCollection<ConfigurationKind> kinds)
    {
        foreach (MemberSchema schema in MemberSchemas.All.Where(schema => kinds.Contains(schema.Kind)))
        {
            if (schema.HasFolders)
                ReadFolders(schema);
            else
                Guard(schema, null, () => ReadFile(schema));
        }
        RefuseSharedIds();
        return new RepositoryContents(_members, _problems, _managed);
    }

    private void ReadFolders(MemberSchema schema)
    {
        string root = repository.GetFolder(schema);
        if (!Directory.Exists(root))
            return;
        if ((File.GetAttributes(root) & FileAttributes.ReparsePoint) != 0)
        {
            Tell(schema, new ConfigurationProblem("Links are not followed. Put the folder itself there.") { Path = root });
            return;
        }
        var folders = new List<string>();
        Collect(schema, root, folders);
        // On macOS and Windows these would be one folder.
        ILookup<string, string> alike = folders.ToLookup(folder => FolderName.Key(folder.Substring(root.Length)), StringComparer.Ordinal);
        foreach (string folder in folders.OrderBy(folder => folder, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _managed.Add(schema.Kind);
            Guard(schema, folder, () =>
            {
                string[] same = alike[FolderName.Key(folder.Substring(root.Length))].Where(other => other != folder).ToArray();
                if (same.Length > 0)
                {
                    throw new ConfigurationFileException(
                        folder, 0,
                            $"The folder's name differs in case only from '{repository.Relative(same[0])}', which is one folder on macOS "
                            + "and Windows. Rename one of them.");
                }
                ReadFolder(schema, folder);
            });
        }
    }

    // The folders with an info document, at any depth. Links are not followed: they may lead out of the repository, or in a circle.
    private void Collect(MemberSchema schema, string folder, List<string> folders)
    {
        Guard(schema, folder, () =>
        {
            if (Directory.EnumerateFiles(folder)
                .Any(file => Path.GetFileName(file).StartsWith(InfoPrefix, StringComparison.OrdinalIgnoreCase)))
                folders.Add(folder);
            foreach (string inner in Directory.EnumerateDirectories(folder))
            {
                if ((File.GetAttributes(inner) & FileAttributes.ReparsePoint) == 0)
                    Collect(schema, inner, folders);
                else
                    Guard(schema, inner, () =>
                        throw new ConfigurationFileException(inner, 0, "Links are not followed. Put the folder itself there."));
            }
        });
    }

    private void ReadFolder(MemberSchema schema, string folder)
    {
        string[] files = Directory.EnumerateFiles(folder).ToArray();
        string[] infos = files.Where(file => Path.GetFileName(file).StartsWith(InfoPrefix, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (infos.Length > 1)
        {
            throw new ConfigurationFileException(
                folder, 0, $"The folder has several info files: {string.Join(", ", infos.Select(Path.GetFileName).OrderBy(name => name))}. "
                    + "Keep one.");
        }
        string info = infos[0];
        if (!Path.GetFileName(info).StartsWith(InfoPrefix, StringComparison.Ordinal))
            throw new ConfigurationFileException(info, 0, "The file's name must be in small letters: info.plist, info.json or info.yaml.");
        InfoDocument document = InfoDocument.Read(info);
        try
        {
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            var paths = new Dictionary<string, string>(StringComparer.Ordinal);
            // The keys first: what is wrong there is told whatever the texts are like.
            var parser = new MemberParser(schema, info);
            var memberFiles = new MemberFiles(folder, document, document.Root, paths);
            ConfigurationMember member = parser.Parse(document.Root, memberFiles, texts);
            foreach (MemberText text in schema.Texts)
                ReadText(text, folder, files, texts, paths);
            _members.Add(member);
        }
        catch (ConfigurationFileException e) when (e.Problem.Id is null)
        {
            throw new ConfigurationFileException(e.Problem with { Id = MemberParser.Identify(document.Root) });
        }
    }

    private static void ReadText(
        MemberText text, string folder, string[] files, Dictionary<string, string> texts, Dictionary<string, string> paths)
    {
        string[] found = files.Where(file => text.Matches(Path.GetFileName(file))).OrderBy(file => file, StringComparer.Ordinal).ToArray();
        if (found.Length > 1)
        {
            throw new ConfigurationFileException(
                folder, 0, $"The folder has several files for the {text.Role} text: {string.Join(", ", found.Select(Path.GetFileName))}. "
                    + "Keep one.");
        }
        if (found.Length == 0)
        {
            // On macOS and Windows it is the text; elsewhere it would be none, which clears the text in the tenant.
            if (files.FirstOrDefault(file => text.IsMisspelled(Path.GetFileName(file))) is { } misspelled)
                throw new ConfigurationFileException(misspelled, 0, $"The file's name must begin with '{text.Role}' in small letters.");
            if (!text.IsRequired)
                return;
            string wanted = text.Extension is null ? $"whose name begins with '{text.Role}'" : $"with the extension '{text.Extension}'";
            throw new ConfigurationFileException(folder, 0, $"The file {wanted} is missing.");
        }
        string content = text.Extension is null ? ScriptText.ReadScript(found[0]) : ScriptText.ReadProfile(found[0]);
        paths[text.Role] = found[0];
        if (content.Trim().Length > 0)
            texts[text.Role] = content;
        else if (text.IsRequired)
            throw new ConfigurationFileException(found[0], 0, "The file is empty.");
    }

    private void ReadFile(MemberSchema schema)
    {
        if (repository.FindFile(schema) is not { } path)
            return;
        InfoDocument document = InfoDocument.Read(path);
        var parser = new MemberParser(schema, path);
        string folder = Path.GetDirectoryName(path)!;
        var none = new Dictionary<string, string>();
        if (schema.IsSingle)
        {
            _managed.Add(schema.Kind);
            _members.Add(parser.Parse(document.Root, new MemberFiles(folder, document, document.Root, none), none));
            return;
        }
        if (document.Root.Type != InfoNodeType.Map || document.Root.Find(schema.ListKey!)?.Value is not { Type: InfoNodeType.List } list)
            throw new ConfigurationFileException(path, document.Root.Line, $"The file needs the key '{schema.ListKey}' with a list.");
        if (document.Root.Entries.FirstOrDefault(entry => entry.Key != schema.ListKey) is { } unknown)
        {
            throw new ConfigurationFileException(new ConfigurationProblem($"The key '{unknown.Key}' is not known here.")
            {
                Path = path, Line = unknown.Line, StopsImport = true,
            });
        }
        for (int i = 0; i < list.Items.Count; i++)
        {
            _managed.Add(schema.Kind);
            var files = new MemberFiles(folder, document, list.Items[i], none, i);
            Guard(schema, path, () => _members.Add(parser.Parse(files.Node, files, none)));
        }
    }

    // Nobody can say which of them the tenant's is.
    private void RefuseSharedIds()
    {
        foreach (IGrouping<string, ConfigurationMember> same in _members.Where(member => member.Id is not null)
            .GroupBy(member => member.Id!, StringComparer.Ordinal).Where(same => same.Count() > 1).ToArray())
        {
            string paths = string.Join(", ", same.Select(member => repository.Relative(member.Path!)));
            foreach (ConfigurationMember member in same)
            {
                _members.Remove(member);
                _problems.Add(new ConfigurationProblem(
                    $"Several members have the id {same.Key}: {paths}. Take the id out of the copies, and they become new members.")
                {
                    Kind = member.Kind, Name = member.Name, Id = same.Key, Path = member.Path,
                    Line = member.Files!.Node.Find(MemberSchema.IdKey)?.Line ?? 0,
                });
            }
        }
    }

    private void Guard(MemberSchema schema, string? path, Action read)
    {
        try
        {
            read();
        }
        catch (ConfigurationFileException e)
        {
            Tell(schema, e.Problem);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Tell(schema, new ConfigurationProblem(e.Message) { Path = path, Cause = e });
        }
    }

    // A file that cannot be read keeps the thing that it described, as the last export noted it.
    private void Tell(MemberSchema schema, ConfigurationProblem problem)
    {
        _managed.Add(schema.Kind);
        string? id = problem.Id;
        if (id is null && problem.Path is { } path)
        {
            string folder = repository.Relative(File.Exists(path) ? Path.GetDirectoryName(path)! : path);
            id = schema.HasFolders
                ? repository.State.Entries.FirstOrDefault(
                    entry => entry.Kind == schema.Kind && entry.Path.StartsWith(folder + "/" + InfoPrefix, StringComparison.Ordinal))?.Id
                : null;
        }
        _problems.Add(problem with { Kind = problem.Kind ?? schema.Kind, Id = id });
    }
}
