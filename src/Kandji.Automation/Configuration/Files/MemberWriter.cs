using Kandji.Automation.Configuration.Documents;
using Kandji.Client.Http.Files;

namespace Kandji.Automation.Configuration.Files;

/// <summary>
/// Writes members to a repository. A file is first complete under another name; one that would stay the same is not touched.
/// </summary>
/// <param name="repository">The repository.</param>
/// <param name="names">Resolves references.</param>
/// <param name="includeCode">Indicates whether enrollment codes are written.</param>
internal sealed class MemberWriter(ConfigurationRepository repository, ConfigurationNames names, bool includeCode)
{
    private const string UnfinishedPrefix = ".part-";

    private readonly MemberHash _hash = new(names);
    private readonly List<string> _written = [];

    /// <summary>The files that were written, below the root, with slashes.</summary>
    public IReadOnlyCollection<string> Written => _written;

    /// <summary>Takes away what an earlier run left unfinished.</summary>
    public static void RemoveUnfinished(ConfigurationRepository repository)
    {
        string own = Path.Combine(repository.Root, "kandji");
        if (!Directory.Exists(own))
            return;
        foreach (string folder in Directory.EnumerateDirectories(own, UnfinishedPrefix + "*"))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Makes the folder of a member of the tenant.</summary>
    /// <param name="member">The member.</param>
    /// <param name="format">The format of its info document.</param>
    /// <param name="cancellationToken">Ends the writing and leaves nothing.</param>
    /// <returns>The path of the info document.</returns>
    public async Task<string> CreateAsync(ConfigurationMember member, ConfigurationFormat format, CancellationToken cancellationToken)
    {
        RequireTexts(member);
        string folder = repository.NewFolder(member.Schema, member.Name);
        string unfinished = Path.Combine(repository.Root, "kandji", UnfinishedPrefix + Guid.NewGuid().ToString("N"));
        string info = "info" + InfoDocument.Extension(format);
        try
        {
            // The document first: what its format cannot hold is an error before anything is there.
            InfoDocument document = InfoDocument.Create(
                Path.Combine(unfinished, info), format, MemberDocument.ToMap(member, _hash.Compute(member), includeCode));
            Directory.CreateDirectory(unfinished);
            foreach (MemberText text in member.Schema.Texts.Where(text => member.Texts.ContainsKey(text.Role)))
                await WriteTextAsync(Path.Combine(unfinished, text.FileName), text, member.Texts[text.Role], cancellationToken)
                    .ConfigureAwait(false);
            await document.SaveAsync(cancellationToken).ConfigureAwait(false);
            Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
            Directory.Move(unfinished, folder);
        }
        catch
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
            throw;
        }
        foreach (string file in Directory.EnumerateFiles(folder).OrderBy(file => file, StringComparer.Ordinal))
            _written.Add(repository.Relative(file));
        Note(member, Path.Combine(folder, info));
        return Path.Combine(folder, info);
    }

    /// <summary>Writes what is different in the tenant to the files of a member, and leaves the rest of them as it is.</summary>
    /// <param name="local">The member of the repository.</param>
    /// <param name="remote">The same member of the tenant.</param>
    /// <param name="keys">The keys and roles that are different.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task UpdateAsync(
        ConfigurationMember local, ConfigurationMember remote, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        RequireTexts(remote);
        RequireUnchanged(local, local.Schema.Texts.Where(text => keys.Contains(text.Role)));
        // Several files are written one after the other. A state in between was not edited by anybody.
        var intent = new WriteIntent(
            local.Kind, local.Id, local.Name, repository.Relative(local.Path!), _hash.Compute(remote), HashesOnTheWay(local, remote, keys),
            "")
        {
            IsOfFiles = true,
        };
        if (intent.Steps.Count > 0)
            await repository.Intents.OpenAsync(intent, cancellationToken).ConfigureAwait(false);
        foreach (MemberText text in local.Schema.Texts.Where(text => keys.Contains(text.Role)))
        {
            if (!local.Files!.Texts.TryGetValue(text.Role, out string? path))
                path = Path.Combine(local.Files.Folder, text.FileName);
            if (remote.Texts.TryGetValue(text.Role, out string? content))
                await WriteTextAsync(path, text, content, cancellationToken).ConfigureAwait(false);
            else
                File.Delete(path);
            _written.Add(repository.Relative(path));
        }
        var values = new List<KeyValuePair<string, object?>>();
        string[] changed = keys.Select(key => key.Split('.')[0]).Distinct().ToArray();
        foreach (InfoKey key in local.Schema.Keys.Where(key => changed.Contains(key.Name)))
            values.Add(new KeyValuePair<string, object?>(key.Name, Changed(local, remote, key)));
        if (local.Name != remote.Name)
            values.Add(new KeyValuePair<string, object?>(local.Schema.NameKey, remote.Name));
        // A key that the file leaves out is no part of the hash, unless it gets it now.
        ConfigurationMember aligned = local.Schema.IsVendors
            ? MemberMerge.Align(remote, local)
            : AlignedWith(remote, local, changed);
        await SetAsync(local, remote, values, _hash.Compute(aligned), cancellationToken).ConfigureAwait(false);
        await repository.Intents.CloseAsync(intent, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the id, the hash and the times of a member, and leaves everything else as it is.</summary>
    /// <param name="local">The member of the repository.</param>
    /// <param name="remote">The same member of the tenant.</param>
    /// <param name="hash">What both sides are now; null for what the tenant has.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public Task WriteBackAsync(ConfigurationMember local, ConfigurationMember remote, string? hash, CancellationToken cancellationToken) =>
        SetAsync(local, remote, [], hash ?? _hash.Compute(MemberMerge.Align(remote, local)), cancellationToken);

    /// <summary>Deletes the files of a member; what else is in its folder stays.</summary>
    /// <param name="local">The member.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="ConfigurationFileException">Somebody has changed a file since it was read.</exception>
    public async Task DeleteAsync(ConfigurationMember local, CancellationToken cancellationToken)
    {
        MemberFiles files = local.Files!;
        if (files.Index is not null)
        {
            await RewriteListAsync(
                local.Schema, files.Document, item => MemberParser.Identify(item) != local.Id, [], cancellationToken).ConfigureAwait(false);
        }
        else
        {
            files.Document.RequireUnchanged();
            RequireUnchanged(local, local.Schema.Texts);
            // The document first: without it the texts are no member.
            File.Delete(files.Document.Path);
            foreach (string path in files.Texts.Values)
                File.Delete(path);
            if (local.Schema.HasFolders && !Directory.EnumerateFileSystemEntries(files.Folder).Any())
                Directory.Delete(files.Folder);
            _written.Add(repository.Relative(files.Document.Path));
        }
        if (local.Id is not null)
            repository.State.Remove(local.Kind, local.Id);
    }

    /// <summary>Writes members of the tenant to the one file of their kind, which gets them at its end.</summary>
    /// <param name="schema">How the kind is kept.</param>
    /// <param name="members">The members that the file does not have yet.</param>
    /// <param name="format">The format of a new file.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task AddToFileAsync(
        MemberSchema schema, IReadOnlyCollection<ConfigurationMember> members, ConfigurationFormat format,
            CancellationToken cancellationToken)
    {
        string? existing = repository.FindFile(schema);
        string path = existing ?? repository.GetFolder(schema) + InfoDocument.Extension(format);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        List<InfoMap> added = members
            .OrderBy(member => member.Name, StringComparer.Ordinal).ThenBy(member => member.Id, StringComparer.Ordinal)
            .Select(member => MemberDocument.ToMap(member, _hash.Compute(member), includeCode)).ToList();
        InfoDocument document = existing is not null
            ? InfoDocument.Read(existing)
            : InfoDocument.Create(path, format, schema.IsSingle ? added[0] : new InfoMap { { schema.ListKey!, new List<object?>() } });
        if (!schema.IsSingle)
            await RewriteListAsync(schema, document, _ => true, added, cancellationToken).ConfigureAwait(false);
        else
            await SaveAsync(document, cancellationToken).ConfigureAwait(false);
        foreach (ConfigurationMember member in members)
            Note(member, path);
    }

    private async Task RewriteListAsync(
        MemberSchema schema, InfoDocument document, Func<InfoNode, bool> isKept, IEnumerable<InfoMap> added,
        CancellationToken cancellationToken)
    {
        List<object?> items = document.Root.Find(schema.ListKey!)!.Value.Items.Where(isKept).Select(item => item.ToValue())
            .Concat(added).ToList();
        document.Replace(new InfoMap { { schema.ListKey!, items } });
        await SaveAsync(document, cancellationToken).ConfigureAwait(false);
    }

    private async Task SetAsync(
        ConfigurationMember local, ConfigurationMember remote, List<KeyValuePair<string, object?>> values, string hash,
        CancellationToken cancellationToken)
    {
        InfoDocument document = local.Files!.Document;
        string[] order = local.Schema.Keys.Select(key => key.Name).ToArray();
        string before = document.Text;
        // Another spelling of the same value stays.
        if (local.Id != remote.Id)
            Set(MemberSchema.IdKey, remote.Id);
        Set(MemberSchema.HashKey, hash);
        foreach (string key in new[] { MemberSchema.CreatedKey, MemberSchema.UpdatedKey })
        {
            if (ConfigurationTime.Parse(local.Text(key)) != ConfigurationTime.Parse(remote.Text(key)))
                Set(key, remote.Text(key));
        }
        int? index = local.Files.Index;
        document.Set(
            root => index is { } at ? root.Find(local.Schema.ListKey!)!.Value.Items[at] : root, values, order, index is null ? 1 : 3);
        if (document.Text != before)
            await SaveAsync(document, cancellationToken).ConfigureAwait(false);
        Note(remote, document.Path, hash);

        void Set(string key, string? value)
        {
            if (value is not null && order.Contains(key))
                values.Add(new KeyValuePair<string, object?>(key, value));
        }
    }

    private object? Changed(ConfigurationMember local, ConfigurationMember remote, InfoKey key)
    {
        if (key.Type == InfoKeyType.LibraryItems)
            return MemberDocument.Merge(local.References(key.Name) ?? [], remote.References(key.Name) ?? [], names);
        bool hasCode = local.Setting(key.Name, "code") is not null;
        return MemberDocument.ToValue(remote, key, includeCode || hasCode);
    }

    // A member never lacks its text: the vendor's tool would make one up.
    private static void RequireTexts(ConfigurationMember member)
    {
        if (member.Schema.Texts.FirstOrDefault(text => text.IsRequired && !member.Texts.ContainsKey(text.Role)) is { } missing)
        {
            throw new ConfigurationFileException(new ConfigurationProblem(
                $"The tenant has no {missing.Role} text for it, and without one it cannot be kept as files.")
            {
                Kind = member.Kind, Name = member.Name, Id = member.Id,
            });
        }
    }

    // Somebody may have edited a text since it was read, while the tenant was read or a question was open.
    private static void RequireUnchanged(ConfigurationMember local, IEnumerable<MemberText> texts)
    {
        foreach (MemberText text in texts)
        {
            if (!local.Files!.Texts.TryGetValue(text.Role, out string? path))
                path = Path.Combine(local.Files.Folder, text.FileName);
            string? now = !File.Exists(path) ? null : text.Extension is null ? ScriptText.ReadScript(path) : ScriptText.ReadProfile(path);
            // A text of white space alone is none.
            if ((now?.Trim().Length > 0 ? now : null) != (local.Texts.TryGetValue(text.Role, out string? read) ? read : null))
                throw InfoDocument.ChangedMeanwhile(path);
        }
    }

    private List<string> HashesOnTheWay(ConfigurationMember local, ConfigurationMember remote, IReadOnlyCollection<string> keys)
    {
        var hashes = new List<string>();
        ConfigurationMember now = local;
        foreach (MemberText text in local.Schema.Texts.Where(text => keys.Contains(text.Role)))
        {
            now = MemberMerge.WithText(now, text.Role, remote.Texts.TryGetValue(text.Role, out string? content) ? content : null);
            hashes.Add(_hash.Compute(now));
        }
        return hashes;
    }

    private static ConfigurationMember AlignedWith(ConfigurationMember remote, ConfigurationMember local, string[] added)
    {
        ConfigurationMember aligned = MemberMerge.Align(remote, local);
        Dictionary<string, object> values = aligned.Values.ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (string key in added.Where(remote.Values.ContainsKey))
            values[key] = remote.Values[key];
        return new ConfigurationMember { Schema = remote.Schema, Id = remote.Id, Name = remote.Name, Values = values };
    }

    private static async Task WriteTextAsync(string path, MemberText text, string content, CancellationToken cancellationToken)
    {
        bool isScript = text.Extension is null;
        await AtomicFile.WriteAsync(
            path, isScript ? ScriptText.WriteScript(content) : ScriptText.WriteProfile(content), overwrite: true, cancellationToken)
            .ConfigureAwait(false);
#if NET8_0_OR_GREATER
        if (isScript && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
#endif
    }

    private async Task SaveAsync(InfoDocument document, CancellationToken cancellationToken)
    {
        await document.SaveAsync(cancellationToken).ConfigureAwait(false);
        _written.Add(repository.Relative(document.Path));
    }

    private void Note(ConfigurationMember member, string path, string? hash = null)
    {
        // The one thing of a kind has no id.
        repository.State.Set(new StateEntry(
            member.Kind, member.Id ?? member.Kind.ToString(), member.Name, repository.Relative(path), hash ?? _hash.Compute(member)));
    }
}
