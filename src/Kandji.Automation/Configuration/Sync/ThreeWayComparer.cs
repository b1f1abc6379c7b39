using Kandji.Automation.Configuration.Files;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>
/// Compares the files of a repository with a tenant, and with what both were when they last met. In the repository's own tenant things are
/// matched by id; what has none, by name with what no other file has. In another tenant everything is matched by name.
/// </summary>
/// <param name="repository">The repository.</param>
/// <param name="contents">Its files.</param>
/// <param name="tenant">The tenant's things.</param>
/// <param name="names">Resolves references.</param>
internal sealed class ThreeWayComparer(
    ConfigurationRepository repository, RepositoryContents contents, TenantContents tenant, ConfigurationNames names)
{
    private readonly MemberProperties _properties = new(names);
    private readonly MemberHash _hash = new(names);
    private readonly List<MemberChange> _changes = [];
    private readonly List<MemberPair> _same = [];
    private readonly List<ConfigurationProblem> _problems = [];

    /// <summary>Compares kinds. Nothing is said about one that the tenant does not let be read.</summary>
    public ThreeWayComparison Compare(IReadOnlyCollection<ConfigurationKind> kinds)
    {
        foreach (MemberSchema schema in MemberSchemas.All)
        {
            if (kinds.Contains(schema.Kind) && !tenant.Unknown.ContainsKey(schema.Kind))
                CompareKind(schema);
        }
        RefuseContradictions(kinds);
        RefuseUnknownChoices();
        List<MemberChange> ordered = _changes
            .OrderBy(change => ConfigurationKinds.Comparable.ToList().IndexOf(change.Kind))
            .ThenBy(change => change.Name, StringComparer.Ordinal)
                .ThenBy(change => (change.Local ?? change.Remote)!.Id, StringComparer.Ordinal)
            .ToList();
        return new ThreeWayComparison(ordered, _same, _problems);
    }

    private void CompareKind(MemberSchema schema)
    {
        ConfigurationMember[] locals = contents.Members.Where(member => member.Kind == schema.Kind).ToArray();
        ConfigurationMember[] remotes = tenant.Members.Where(member => member.Kind == schema.Kind).ToArray();
        if (schema.IsSingle)
        {
            CompareSingle(schema, locals, remotes);
            return;
        }
        Dictionary<string, ConfigurationMember> byId = remotes.Where(remote => remote.Id is not null)
            .GroupBy(remote => remote.Id!).ToDictionary(same => same.Key, same => same.First());
        HashSet<string> ids = names.IsCopy ? [] : [.. locals.Select(local => local.Id).OfType<string>().Where(byId.ContainsKey)];
        var unclaimed = new HashSet<ConfigurationMember>(
            remotes.Where(remote => (remote.Id is null || !ids.Contains(remote.Id)) && !contents.IsHeldBack(remote, names.IsCopy)));
        ILookup<string, ConfigurationMember> byName = unclaimed.ToLookup(remote => Key(remote.Name), StringComparer.Ordinal);
        ILookup<string, ConfigurationMember> nameless = locals.Where(local => local.Id is null || !ids.Contains(local.Id))
            .ToLookup(local => Key(local.Name), StringComparer.Ordinal);
        foreach (ConfigurationMember local in locals)
        {
            if (!names.IsCopy && local.Id is not null && byId.TryGetValue(local.Id, out ConfigurationMember? remote))
                ComparePair(local, remote, isAdopted: false);
            else
                Match(local, byName[Key(local.Name)].ToArray(), nameless[Key(local.Name)].ToArray(), unclaimed);
        }
        foreach (ConfigurationMember remote in unclaimed)
        {
            StateEntry? state = names.IsCopy || !contents.ManagedKinds.Contains(schema.Kind)
                ? null
                : repository.State.Find(schema.Kind, remote.Id);
            if (state is not null && FindAbandonedText(schema, state) is { } text)
            {
                _problems.Add(new ConfigurationProblem(
                    $"The info file that belongs to it ({state.Path}) is missing. Take it back from git, or delete what is left in its "
                        + "folder.")
                {
                    Kind = schema.Kind, Name = remote.Name, Id = remote.Id, Path = text,
                });
                continue;
            }
            _changes.Add(new MemberChange(
                state is null ? ConfigurationFileChange.NewRemote : ConfigurationFileChange.RemovedLocal, null, remote) { State = state });
        }
    }

    private void CompareSingle(MemberSchema schema, ConfigurationMember[] locals, ConfigurationMember[] remotes)
    {
        if (locals.Length == 1 && remotes.Length == 1)
            ComparePair(locals[0], remotes[0], isAdopted: false);
        else if (remotes.Length == 1 && !contents.IsIncomplete(schema.Kind))
            _changes.Add(new MemberChange(ConfigurationFileChange.NewRemote, null, remotes[0]));
    }

    // A text whose info file is gone, as after half of a checkout. The thing was not taken out of the files then.
    private string? FindAbandonedText(MemberSchema schema, StateEntry state)
    {
        string folder = Path.GetDirectoryName(Path.Combine(repository.Root, state.Path.Replace('/', Path.DirectorySeparatorChar)))!;
        if (schema.Texts.Count == 0 || state.Path.Length == 0 || !Directory.Exists(folder))
            return null;
        string[] files = Directory.GetFiles(folder);
        return files.Any(file => Path.GetFileName(file).StartsWith(RepositoryReader.InfoPrefix, StringComparison.OrdinalIgnoreCase))
            ? null
            : files.Where(file => schema.Texts.Any(text => text.Matches(Path.GetFileName(file))))
                .OrderBy(file => file, StringComparer.Ordinal).FirstOrDefault();
    }

    // A file that has no id, or one that the tenant does not know.
    private void Match(
        ConfigurationMember local, ConfigurationMember[] candidates, ConfigurationMember[] files,
        HashSet<ConfigurationMember> unclaimed)
    {
        bool wasThere = !names.IsCopy && local.Id is not null && local.SyncHash is not null
            && !repository.Intents.IsOpen(local.Kind, local.Name);
        // Two copies of one name could not be told apart by the next run.
        if (names.IsCopy && files.Length > 1)
        {
            foreach (ConfigurationMember candidate in candidates)
                unclaimed.Remove(candidate);
            string paths = string.Join(", ", files.Select(file => repository.Relative(file.Path!)));
            Tell(local, $"{files.Length} things of the files are named '{local.Name}' ({paths}), and copies are matched by name. Give them "
                + "names of their own.");
            return;
        }
        if (candidates.Length == 0)
        {
            _changes.Add(new MemberChange(
                wasThere ? ConfigurationFileChange.RemovedRemote : ConfigurationFileChange.NewLocal, local, null));
            return;
        }
        if (candidates.Length > 1 || files.Length > 1)
        {
            foreach (ConfigurationMember candidate in candidates)
                unclaimed.Remove(candidate);
            string ids = string.Join(", ", candidates.Select(candidate => candidate.Id));
            Tell(local, files.Length > 1
                ? $"{files.Length} files without an id of the tenant are named '{local.Name}', and the tenant has {candidates.Length} "
                    + $"of that name ({ids}). Write the id into the file that it belongs to."
                : $"The tenant has {candidates.Length} {ConfigurationKinds.Plural(local.Kind)} named '{local.Name}' (ids {ids}). "
                    + (names.IsCopy ? "Give them names of their own." : "Write the id of the right one into the file."));
            return;
        }
        ConfigurationMember remote = candidates[0];
        // A thing that was deleted there and made again by somebody else is another thing, unless it is the same.
        if (wasThere && Differences(local, remote).Count > 0)
        {
            _changes.Add(new MemberChange(ConfigurationFileChange.RemovedRemote, local, null));
            return;
        }
        unclaimed.Remove(remote);
        ComparePair(local, remote, isAdopted: true);
    }

    private void ComparePair(ConfigurationMember local, ConfigurationMember remote, bool isAdopted)
    {
        List<PropertyChange> differences = Differences(local, remote);
        List<string> missing = MissingBlueprints(local, remote);
        if (differences.Count == 0 && missing.Count == 0)
        {
            bool isNoted = !isAdopted && local.SyncHash is { } hash && _hash.Matches(hash, local);
            _same.Add(new MemberPair(local, remote, !isNoted && !names.IsCopy));
            return;
        }
        ConfigurationFileChange change = names.IsCopy
            ? ConfigurationFileChange.UpdatedLocal
            : isAdopted ? Adopted(local, remote, differences) : Direction(local, remote, differences);
        _changes.Add(new MemberChange(change, local, remote) { Properties = differences, MissingBlueprints = missing });
    }

    private ConfigurationFileChange Direction(
        ConfigurationMember local, ConfigurationMember remote, List<PropertyChange> differences)
    {
        // Only the file's wish to be in a blueprint is not fulfilled.
        if (differences.Count == 0)
            return ConfigurationFileChange.UpdatedLocal;
        if (local.SyncHash is not { } hash)
            return differences.All(difference => difference.IsRecorded) ? ConfigurationFileChange.UpdatedRemote
                : ConfigurationFileChange.Conflict;
        ConfigurationMember known = MemberMerge.Align(remote, local);
        bool isSameHere = _hash.Matches(hash, local)
            || repository.Intents.HasIntent(local.Kind, local.Id, _hash.Compute(local), isOfFiles: true);
        bool isSameThere = _hash.Matches(hash, known)
            || repository.Intents.HasIntent(local.Kind, local.Id, _hash.Compute(known), isOfFiles: false);
        return (isSameHere, isSameThere) switch
        {
            (true, false) => ConfigurationFileChange.UpdatedRemote,
            (false, true) => ConfigurationFileChange.UpdatedLocal,
            // A value outside the hash is only recorded: the tenant has it as it is.
            (true, true) when differences.All(difference => difference.IsRecorded) => ConfigurationFileChange.UpdatedRemote,
            _ => ConfigurationFileChange.Conflict,
        };
    }

    // A thing of the name that no file has: the one that an earlier run created, if it is the same as far as it goes.
    private ConfigurationFileChange Adopted(ConfigurationMember local, ConfigurationMember remote, List<PropertyChange> differences)
    {
        List<PropertyChange> sent = differences.Where(difference => !difference.IsRecorded).ToList();
        if (sent.Count == 0)
            return ConfigurationFileChange.UpdatedLocal;
        if (local.Kind != ConfigurationKind.Blueprint || sent.Exists(difference => difference.Key != "library_items"))
            return ConfigurationFileChange.Conflict;
        HashSet<string> wanted = [.. Tokens(local)];
        return Tokens(remote).All(wanted.Contains) ? ConfigurationFileChange.UpdatedLocal : ConfigurationFileChange.Conflict;
    }

    private IEnumerable<string> Tokens(ConfigurationMember blueprint) => (blueprint.References("library_items") ?? [])
        .Select(item => ConfigurationNames.Token(names.LibraryItemIds(item), item));

    private List<PropertyChange> Differences(ConfigurationMember local, ConfigurationMember remote)
    {
        Dictionary<string, MemberProperty> theirs = _properties.Of(remote).ToDictionary(property => property.Name);
        var differences = new List<PropertyChange>();
        foreach (MemberProperty ours in _properties.Of(local))
        {
            // A code that the file does not have is not wanted there.
            if (!theirs.TryGetValue(ours.Name, out MemberProperty? other) || (ours.IsOutsideHash && ours.Value.Canonical.Length == 0))
                continue;
            if (local.Schema.Find(ours.Key.Split('.')[0]) is { } key && MemberMerge.IsLeftOut(local, key))
                continue;
            // An installer whose sum is not known yet is none that differs.
            if (ours.Key == "file" && (ours.Value.Canonical.Length == 0 || other.Value.Canonical.Length == 0))
                continue;
            // A name cannot be told from an id where the categories could not be read.
            if (ours.Key == "self_service_category_id" && !names.Categories.IsComplete)
                continue;
            if (PropertyChange.Of(ours, other) is { } difference)
                differences.Add(difference);
        }
        return differences;
    }

    private List<string> MissingBlueprints(ConfigurationMember local, ConfigurationMember remote)
    {
        var missing = new List<string>();
        foreach (ConfigurationReference wanted in local.References("ensure_blueprints") ?? [])
        {
            IReadOnlyList<string> ids = names.BlueprintIds(wanted);
            if (ids.Count == 1 && tenant.BlueprintItems.TryGetValue(ids[0], out IReadOnlyCollection<string>? items)
                && remote.Id is not null && !items.Contains(remote.Id))
                missing.Add(ids[0]);
        }
        return missing;
    }

    // A blueprint's file names all its items. An item's file that wants to be in it as well says something else.
    private void RefuseContradictions(IReadOnlyCollection<ConfigurationKind> kinds)
    {
        if (!kinds.Contains(ConfigurationKind.Blueprint))
            return;
        Dictionary<string, ConfigurationMember> blueprints = contents.Members
            .Where(member => member.Kind == ConfigurationKind.Blueprint && member.Values.ContainsKey("library_items"))
            .GroupBy(member => BlueprintToken(new ConfigurationReference(member.Id, member.Name)))
            .ToDictionary(same => same.Key, same => same.First());
        foreach (ConfigurationMember item in contents.Members.Where(member => member.References("ensure_blueprints") is { Count: > 0 }))
        {
            string token = ConfigurationNames.Token(
                names.LibraryItemIds(new ConfigurationReference(item.Id, item.Name)), new ConfigurationReference(null, item.Name));
            foreach (ConfigurationReference wanted in item.References("ensure_blueprints")!)
            {
                if (!blueprints.TryGetValue(BlueprintToken(wanted), out ConfigurationMember? blueprint) || Tokens(blueprint).Contains(token)
                    || (blueprint.References("library_items") ?? [])
                        .Any(other => other.Id is null && Key(other.Name ?? "") == Key(item.Name)))
                    continue;
                Tell(
                    item,
                    $"The file wants it in the blueprint '{blueprint.Name}', whose file ({repository.Relative(blueprint.Path!)}) names "
                        + "all its items, and not this one. Name it there, or take the blueprint out of 'ensure_blueprints'.");
                _changes.RemoveAll(change => change.Local == item);
            }
        }

        string BlueprintToken(ConfigurationReference reference) => ConfigurationNames.Token(names.BlueprintIds(reference), reference);
    }

    // A value that this module does not know is mistyped, unless the tenant has it.
    private void RefuseUnknownChoices()
    {
        foreach (MemberChange change in _changes.Where(change => change.Local?.UnknownChoices.Count > 0).ToList())
        {
            foreach (KeyValuePair<string, ConfigurationProblem> choice in change.Local!.UnknownChoices)
            {
                bool isTheirs = change.Remote is not null && change.Properties.All(property => property.Key != choice.Key);
                if (isTheirs || change.Change == ConfigurationFileChange.UpdatedRemote)
                    continue;
                _problems.Add(choice.Value with { Kind = change.Kind, Name = change.Local.Name, Id = change.Local.Id });
                _changes.Remove(change);
            }
        }
    }

    private void Tell(ConfigurationMember local, string message) => _problems.Add(new ConfigurationProblem(message)
    {
        ErrorId = "KandjiAmbiguous", Kind = local.Kind, Name = local.Name, Id = local.Id, Path = local.Path,
        Line = local.Files?.Node.Line ?? 0,
    });

    private static string Key(string name) => name.Normalize();
}
