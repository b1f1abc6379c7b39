using Kandji.Automation.Configuration.Documents;
using Kandji.Client.Http.Files;

namespace Kandji.Automation.Configuration.Files;

/// <summary>
/// A folder in which a tenant's configuration is kept as files: in the format of the vendor's own tool where that has one, and in
/// folders of ours, which that tool leaves alone, for the rest.
/// </summary>
internal sealed class ConfigurationRepository
{
    private const string OlderMarker = ".kst";

    private readonly Dictionary<ConfigurationKind, HashSet<string>> _taken = [];

    private ConfigurationRepository(string root, RepositorySettings settings, RepositoryState state, WriteIntents intents)
    {
        Root = root;
        Settings = settings;
        State = state;
        Intents = intents;
    }

    /// <summary>The root: the folder that has the file <c>.iructl</c>.</summary>
    public string Root { get; }

    /// <summary>The settings.</summary>
    public RepositorySettings Settings { get; }

    /// <summary>The state that the files and the tenant both had when they were last the same.</summary>
    public RepositoryState State { get; }

    /// <summary>The requests that an import was about to send when it was killed.</summary>
    public WriteIntents Intents { get; }

    /// <summary>The folder of installers.</summary>
    /// <exception cref="ConfigurationFileException">
    /// It leads out of the repository by another way than an absolute path, or a part of it is a link.
    /// </exception>
    public string PayloadFolder
    {
        get
        {
            string folder = Settings.PayloadFolder;
            if (folder == "~" || folder.StartsWith("~/", StringComparison.Ordinal) || folder.StartsWith("~\\", StringComparison.Ordinal))
                return Path.Combine(
                    Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), folder.Substring(1).TrimStart('/', '\\'));
            if (Path.IsPathRooted(folder))
                return folder;
            string full = Path.GetFullPath(Path.Combine(Root, folder));
            if (!full.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new ConfigurationFileException(
                    Path.Combine(Root, RepositorySettings.FileName), 0,
                    $"The setting 'payload_dir' ('{folder}') leads out of the repository. Write an absolute path if that is meant.");
            }
            for (string part = full; part.Length > Root.Length; part = Path.GetDirectoryName(part)!)
            {
                if (Directory.Exists(part) && (File.GetAttributes(part) & FileAttributes.ReparsePoint) != 0)
                {
                    throw new ConfigurationFileException(
                        part, 0,
                        "Links are not followed. Name the folder that it leads to in '.iructl', as 'payload_dir' with an absolute path.");
                }
            }
            return full;
        }
    }

    /// <summary>
    /// Opens the repository that a folder belongs to. The root is looked for upwards, not beyond the folder that holds <c>.git</c>.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="ConfigurationFileException">There is no repository, or its settings or its state cannot be read.</exception>
    /// <exception cref="IOException">The path is a file.</exception>
    public static ConfigurationRepository Open(string path)
    {
        AtomicFile.RequireFolder(path);
        string root = FindRoot(Path.GetFullPath(path)) ?? throw new ConfigurationFileException(new ConfigurationProblem(
            "This is not a configuration repository: neither the folder nor one above it has a file '.iructl'. Make one with "
                + "New-KandjiConfiguration.")
        {
            Path = path, ErrorId = "KandjiConfigurationNotFound",
        });
        // Programs write there.
        if (new DirectoryInfo(Path.Combine(root, "kandji")) is { Exists: true } own && (own.Attributes & FileAttributes.ReparsePoint) != 0)
            throw new ConfigurationFileException(own.FullName, 0, "Links are not followed. Put the folder itself there.");
        return new ConfigurationRepository(
            root, RepositorySettings.Read(Path.Combine(root, RepositorySettings.FileName)), RepositoryState.Read(root),
            WriteIntents.Read(root));
    }

    /// <summary>The root of the repository that a folder belongs to; null when there is none.</summary>
    /// <exception cref="ConfigurationFileException">There is only the marker of an older release of the vendor's tool.</exception>
    public static string? FindRoot(string path)
    {
        for (string? folder = path; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, RepositorySettings.FileName)))
                return folder.TrimEnd(Path.DirectorySeparatorChar) is { Length: > 0 } trimmed ? trimmed : folder;
            string older = Path.Combine(folder, OlderMarker);
            if (File.Exists(older) || Directory.Exists(older))
            {
                throw new ConfigurationFileException(
                    older, 0, "The repository has the marker of an older release of the vendor's tool. Rename it to '.iructl'.");
            }
            string git = Path.Combine(folder, ".git");
            if (Directory.Exists(git) || File.Exists(git))
                return null;
        }
        return null;
    }

    /// <summary>Reads the members of some kinds.</summary>
    /// <param name="kinds">The kinds.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public RepositoryContents Read(IReadOnlyCollection<ConfigurationKind> kinds, CancellationToken cancellationToken = default) =>
        new RepositoryReader(this, cancellationToken).Read(kinds);

    /// <summary>A path below the root, with slashes on every platform.</summary>
    public string Relative(string path) => path.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        ? path.Substring(Root.Length + 1).Replace(Path.DirectorySeparatorChar, '/')
        : path;

    /// <summary>The folder of a kind, or the path of its one file without its extension.</summary>
    public string GetFolder(MemberSchema schema) => Path.Combine(Root, schema.Folder.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The one file of a kind that has no folder; null when there is none.</summary>
    /// <exception cref="ConfigurationFileException">There are several.</exception>
    public string? FindFile(MemberSchema schema)
    {
        string stem = GetFolder(schema);
        string[] files = new[] { ".plist", ".json", ".yaml", ".yml" }.Select(extension => stem + extension).Where(File.Exists).ToArray();
        return files.Length < 2
            ? files.FirstOrDefault()
            : throw new ConfigurationFileException(new ConfigurationProblem(
                $"There are several files for one kind: {string.Join(", ", files.Select(Relative))}. Keep one.")
            {
                Kind = schema.Kind, Path = files[0],
            });
    }

    /// <summary>The folder of a new member, which no other has.</summary>
    public string NewFolder(MemberSchema schema, string name)
    {
        string parent = GetFolder(schema);
        if (!_taken.TryGetValue(schema.Kind, out HashSet<string>? taken))
        {
            taken = new HashSet<string>(StringComparer.Ordinal);
            if (Directory.Exists(parent))
                taken.UnionWith(Directory.EnumerateFileSystemEntries(parent).Select(entry => FolderName.Key(Path.GetFileName(entry))));
            _taken[schema.Kind] = taken;
        }
        return Path.Combine(parent, FolderName.Create(name, taken));
    }

    /// <summary>The format of a new document.</summary>
    /// <param name="wanted">The format that was asked for; null for the repository's.</param>
    public ConfigurationFormat ChooseFormat(ConfigurationFormat? wanted) => wanted ?? Settings.InfoFormat;
}
