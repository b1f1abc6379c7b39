using Kandji.Automation.Configuration.Files;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>The rules between settings that the service checks when it gets them, checked before anything is sent.</summary>
/// <param name="workspace">The repository and the tenant.</param>
internal sealed class LocalRules(ConfigurationWorkspace workspace)
{
    private readonly PayloadFolder _payloads = new(workspace.Repository);

    /// <summary>The reason for which the service would refuse a thing; null when none is known.</summary>
    /// <param name="change">The thing.</param>
    /// <param name="created">The names of the library items and blueprints that are created before it.</param>
    /// <param name="cancellationToken">Ends the reading of installers.</param>
    public async Task<ConfigurationProblem?> CheckAsync(
        MemberChange change, ISet<(ConfigurationKind Kind, string Name)> created, CancellationToken cancellationToken)
    {
        ConfigurationMember local = change.Local!;
        (string Message, string Key)? broken = local.Kind switch
        {
            ConfigurationKind.CustomScript => SelfService(change),
            ConfigurationKind.CustomProfile => Profile(change),
            ConfigurationKind.CustomApp => App(local) ?? SelfService(change),
            ConfigurationKind.Blueprint => Blueprint(change, created),
            ConfigurationKind.AdeIntegration => Integration(local, created),
            ConfigurationKind.Tag => UniqueName(change),
            _ => null,
        };
        broken ??= Ensured(change, created);
        if (broken is null && NeedsInstaller(change))
            broken = await InstallerAsync(local, cancellationToken).ConfigureAwait(false);
        return broken is not { } rule
            ? null
            : new ConfigurationProblem($"{rule.Message} Nothing of it was sent.")
            {
                Kind = local.Kind, Name = local.Name, Id = local.Id, Path = local.Path,
                Line = local.Files!.Node.Find(rule.Key)?.Line ?? local.Files.Node.Line,
            };
    }

    private (string, string)? SelfService(MemberChange change)
    {
        ConfigurationMember local = change.Local!;
        if (change.Remote is not null && !change.Properties.Any(
            property => property.Key == local.Schema.EnforcementKey || property.Key.Contains("self_service")))
            return null;
        SelfServicePlacement placement = SelfServicePlacement.Of(local);
        if (placement.Category is not { } category)
            return null;
        if (!workspace.Names.Categories.IsComplete)
            return ($"The Self Service categories could not be read, and it needs '{category}'.", "self_service_category_id");
        IReadOnlyList<string> ids = workspace.Names.CategoryIds(category);
        if (ids.Count == 1)
            return null;
        string known = string.Join(", ", workspace.Names.Categories.Names.OrderBy(name => name, StringComparer.Ordinal));
        string implied = local.Text("self_service_category_id") is null
            ? " It is implied, because the thing is shown in Self Service and names none."
            : "";
        return (ids.Count == 0
            ? $"There is no Self Service category '{category}'.{implied} Categories: {known}."
                + NearestName.Sentence(workspace.Names.Categories.Names, category)
            : $"There are several Self Service categories '{category}'. Write the id of one.", "self_service_category_id");
    }

    private (string, string)? Profile(MemberChange change)
    {
        ConfigurationMember local = change.Local!;
        if (MemberSchemas.Platforms.All(platform => !MemberProperties.RunsOn(local, platform)))
            return ("A profile is for at least one platform, and every 'runs_on' is false.", "runs_on_mac");
        string? identifier = local.Text("mdm_identifier");
        return workspace.Names.IsCopy && !MemberProperties.IsOwnIdentifier(identifier)
            ? ($"The API cannot give a profile an identifier of its own (mdm_identifier '{identifier}'), so that it cannot be copied.",
                "mdm_identifier")
            : null;
    }

    private static (string, string)? App(ConfigurationMember local)
    {
        bool isZip = local.Text("install_type") == "zip", isEnforced = local.Text("install_enforcement") == "continuously_enforce";
        bool hasLocation = local.Text("unzip_location") is { Length: > 0 }, hasAudit = local.Texts.ContainsKey("audit");
        if (isZip && !hasLocation)
            return ("An app from a zip archive needs 'unzip_location'.", "install_type");
        if (!isZip && hasLocation)
            return ("'unzip_location' belongs to 'install_type: zip' alone.", "unzip_location");
        if (isEnforced && !hasAudit)
            return ("'install_enforcement: continuously_enforce' needs an audit script.", "install_enforcement");
        if (!isEnforced && hasAudit)
            return ("An audit script belongs to 'install_enforcement: continuously_enforce' alone.", "install_enforcement");
        return null;
    }

    private (string, string)? Blueprint(MemberChange change, ISet<(ConfigurationKind, string)> created)
    {
        ConfigurationMember local = change.Local!;
        bool isMap = (change.Remote ?? local).Text("type") == "map";
        HashSet<string> there = [.. (change.Remote?.References("library_items") ?? [])
            .Select(item => ConfigurationNames.Token(workspace.Names.LibraryItemIds(item), item))];
        foreach (ConfigurationReference item in local.References("library_items") ?? [])
        {
            IReadOnlyList<string> ids = workspace.Names.LibraryItemIds(item);
            if (ids.Count > 1)
                return ($"There are several library items named '{item.Shown}'. Write the id of one.", "library_items");
            if (ids.Count == 0 && !IsCreated(item))
            {
                return (workspace.Names.LibraryItems.IsComplete
                    ? $"There is no library item '{item.Shown}'."
                    : $"The library items could not all be read, and it needs '{item.Shown}'.", "library_items");
            }
            if (workspace.Names.IsCopy && item.Node is not null)
                return ($"The node '{item.Node}' of an assignment map cannot be carried to another tenant.", "library_items");
            if (isMap && item.Node is null && !there.Contains(ConfigurationNames.Token(ids, item)))
                return (NeedsNode(item.Shown), "library_items");
        }
        return UniqueName(change);

        bool IsCreated(ConfigurationReference item) =>
            new[]
            {
                ConfigurationKind.CustomScript, ConfigurationKind.CustomProfile, ConfigurationKind.CustomApp, ConfigurationKind.InHouseApp,
            }.Any(kind => created.Contains((kind, item.Name ?? workspace.Names.HomeLibraryItems?.FindName(item.Id) ?? "")));
    }

    private (string, string)? Integration(ConfigurationMember local, ISet<(ConfigurationKind, string)> created)
    {
        if (!local.Values.TryGetValue("blueprint", out object? value))
            return null;
        var blueprint = (ConfigurationReference)value;
        if (local.Flag("use_blueprint_routing") == true)
            return ("'blueprint' and 'use_blueprint_routing: true' contradict each other.", "use_blueprint_routing");
        return workspace.Names.BlueprintIds(blueprint).Count == 1 || created.Contains((ConfigurationKind.Blueprint, blueprint.Name ?? ""))
            ? null
            : ($"There is no blueprint, or more than one, named '{blueprint.Shown}'.", "blueprint");
    }

    private (string, string)? Ensured(MemberChange change, ISet<(ConfigurationKind, string)> created)
    {
        foreach (ConfigurationReference wanted in change.Local!.References("ensure_blueprints") ?? [])
        {
            IReadOnlyList<string> ids = workspace.Names.BlueprintIds(wanted);
            if (!workspace.Names.Blueprints.IsComplete)
                return ("The blueprints could not be read, and 'ensure_blueprints' names some.", "ensure_blueprints");
            if (workspace.Names.IsCopy && wanted.Node is not null)
                return ($"The node '{wanted.Node}' of an assignment map cannot be carried to another tenant.", "ensure_blueprints");
            if (ids.Count > 1 || (ids.Count == 0 && !created.Contains((ConfigurationKind.Blueprint, wanted.Name ?? ""))))
                return ($"There is no blueprint, or more than one, named '{wanted.Shown}'.", "ensure_blueprints");
            bool isAssigned = change.Remote is null || (ids.Count == 1 && change.MissingBlueprints.Contains(ids[0]));
            if (isAssigned && wanted.Node is null && ids.Count == 1 && IsMap(ids[0]))
                return (NeedsNode(wanted.Shown), "ensure_blueprints");
        }
        return null;
    }

    // The service does not tell the nodes, so that nothing but the file can.
    private static string NeedsNode(string name) => $"An assignment map takes a library item at one of its nodes, and the file names none "
        + $"for '{name}'. Write the id of one there as 'node'.";

    private bool IsMap(string blueprintId) => workspace.Tenant.Members.Any(member =>
        member.Kind == ConfigurationKind.Blueprint && member.Id == blueprintId && member.Text("type") == "map");

    private (string, string)? UniqueName(MemberChange change)
    {
        bool isRenamed = change.Remote is null || change.Properties.Any(property => property.Key == "name");
        return isRenamed && workspace.Tenant.Members.Any(
            member => member.Kind == change.Kind && member.Id != change.Remote?.Id && member.Name == change.Local!.Name)
            ? ($"The tenant has another {ConfigurationKinds.Singular(change.Kind)} of this name, and names are unique there.", "name")
            : null;
    }

    private static bool NeedsInstaller(MemberChange change) => change.Local!.Schema.Find("file") is not null
        && (change.Remote is null || change.Properties.Any(property => property.Key == "file"));

    private async Task<(string, string)?> InstallerAsync(ConfigurationMember local, CancellationToken cancellationToken)
    {
        InstallerFile installer = local.Installer!;
        if (installer.Sha256 is null)
            return ($"The SHA-256 sum of the installer '{installer.Name}' is missing.", "file");
        try
        {
            return await _payloads.FindAsync(installer, cancellationToken).ConfigureAwait(false) is not null
                ? null
                : ($"The installer '{installer.Name}' with the SHA-256 sum {installer.Sha256} is not in '{_payloads.GetPath(installer)}'. "
                    + "Put it there, or download it with Export-KandjiConfiguration -Installer.", "file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ($"The installer '{installer.Name}' cannot be read. {e.Message}", "file");
        }
    }
}
