using System.Text;
using Kandji.Automation.Configuration.Files;
using Kandji.Client;
using Kandji.Client.Blueprints;
using Kandji.Client.Enrollment;
using Kandji.Client.Library;
using Kandji.Client.Model;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>Sends members of a repository to a tenant.</summary>
/// <param name="workspace">The repository and the tenant.</param>
internal sealed class MemberSender(ConfigurationWorkspace workspace)
{
    private readonly KandjiClient _client = workspace.Client;
    private readonly PayloadFolder _payloads = new(workspace.Repository);

    /// <summary>Creates a thing.</summary>
    /// <returns>The thing as the tenant has it.</returns>
    public async Task<KandjiObject> CreateAsync(ConfigurationMember local, CancellationToken cancellationToken) => local.Kind switch
    {
        ConfigurationKind.Tag => await _client.Tags.CreateAsync(local.Name, cancellationToken).ConfigureAwait(false),
        ConfigurationKind.CustomScript =>
            await _client.Library.CreateCustomScriptAsync(Script(local, _ => true), cancellationToken).ConfigureAwait(false),
        ConfigurationKind.CustomProfile =>
            await _client.Library.CreateCustomProfileAsync(Profile(local, _ => true), cancellationToken).ConfigureAwait(false),
        ConfigurationKind.CustomApp => await _client.Library.CreateCustomAppAsync(
            await AppAsync(local, _ => true, isNew: true, cancellationToken).ConfigureAwait(false), cancellationToken)
                .ConfigureAwait(false),
        ConfigurationKind.InHouseApp => await _client.Library.CreateInHouseAppAsync(
            await InHouseAppAsync(local, _ => true, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false),
        ConfigurationKind.Blueprint => await _client.Blueprints.CreateAsync(NewBlueprint(local), cancellationToken).ConfigureAwait(false),
        _ => throw new ArgumentException($"{ConfigurationKinds.Plural(local.Kind)} cannot be created.", nameof(local)),
    };

    /// <summary>Changes a thing: sends what is different, and of what the tenant's answer does not carry what the file says.</summary>
    /// <returns>The thing as the tenant has it.</returns>
    public async Task<KandjiObject> UpdateAsync(MemberChange change, CancellationToken cancellationToken)
    {
        ConfigurationMember local = change.Local!, remote = change.Remote!;
        HashSet<string> keys = [.. change.Properties.Select(property => property.Key)];
        // Values that belong together are sent together.
        if (keys.Overlaps(["show_in_self_service", "self_service_category_id", "self_service_recommended"])
            || (local.Schema.EnforcementKey is { } enforcement && keys.Contains(enforcement)))
            keys.UnionWith(["show_in_self_service", "self_service_category_id", "self_service_recommended"]);
        bool IsSent(string key) => keys.Contains(key)
            || (remote.UnknownKeys.Contains(key) && (local.Values.ContainsKey(key) || local.Texts.ContainsKey(key)));
        string id = remote.Id!;
        return local.Kind switch
        {
            ConfigurationKind.Tag => await _client.Tags.RenameAsync(id, local.Name, cancellationToken).ConfigureAwait(false),
            ConfigurationKind.CustomScript =>
                await _client.Library.UpdateCustomScriptAsync(id, Script(local, IsSent), cancellationToken).ConfigureAwait(false),
            ConfigurationKind.CustomProfile =>
                await _client.Library.UpdateCustomProfileAsync(id, Profile(local, IsSent), cancellationToken).ConfigureAwait(false),
            ConfigurationKind.CustomApp => await _client.Library.UpdateCustomAppAsync(
                id, await AppAsync(local, IsSent, isNew: false, cancellationToken).ConfigureAwait(false), cancellationToken)
                .ConfigureAwait(false),
            ConfigurationKind.InHouseApp => await _client.Library.UpdateInHouseAppAsync(
                id, await InHouseAppAsync(local, IsSent, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false),
            ConfigurationKind.Blueprint =>
                await _client.Blueprints.UpdateAsync(id, Blueprint(local, IsSent, new BlueprintChange()), cancellationToken)
                    .ConfigureAwait(false),
            ConfigurationKind.AdeIntegration =>
                await _client.Enrollment.UpdateAsync(id, Integration(local, remote), cancellationToken).ConfigureAwait(false),
            _ => throw new ArgumentException($"{ConfigurationKinds.Plural(local.Kind)} cannot be changed.", nameof(change)),
        };
    }

    /// <summary>Deletes a thing.</summary>
    public Task DeleteAsync(ConfigurationMember remote, CancellationToken cancellationToken) => remote.Kind switch
    {
        ConfigurationKind.Tag => _client.Tags.DeleteAsync(remote.Id!, cancellationToken),
        ConfigurationKind.CustomScript => _client.Library.DeleteCustomScriptAsync(remote.Id!, cancellationToken),
        ConfigurationKind.CustomProfile => _client.Library.DeleteCustomProfileAsync(remote.Id!, cancellationToken),
        ConfigurationKind.CustomApp => _client.Library.DeleteCustomAppAsync(remote.Id!, cancellationToken),
        ConfigurationKind.InHouseApp => _client.Library.DeleteInHouseAppAsync(remote.Id!, cancellationToken),
        ConfigurationKind.Blueprint => _client.Blueprints.DeleteAsync(remote.Id!, cancellationToken),
        _ => throw new ArgumentException($"{ConfigurationKinds.Plural(remote.Kind)} cannot be deleted.", nameof(remote)),
    };

    private CustomScriptChange Script(ConfigurationMember local, Func<string, bool> isSent)
    {
        SelfServicePlacement placement = SelfServicePlacement.Of(local);
        return new CustomScriptChange
        {
            Name = isSent("name") ? local.Name : null,
            Active = isSent("active") ? local.Flag("active") ?? false : null,
            ExecutionFrequency = isSent("execution_frequency") ? local.Text("execution_frequency") ?? "once" : null,
            Restart = isSent("restart") ? local.Flag("restart") ?? false : null,
            ShowInSelfService = isSent("show_in_self_service") ? placement.IsShown : null,
            SelfServiceCategoryId = isSent("self_service_category_id") ? Category(placement) : null,
            SelfServiceRecommended = isSent("self_service_recommended") ? placement.IsRecommended : null,
            Script = isSent("audit") ? Text(local, "audit") : null,
            RemediationScript = isSent("remediation") ? Text(local, "remediation") : null,
        };
    }

    private static CustomProfileChange Profile(ConfigurationMember local, Func<string, bool> isSent)
    {
        bool isEverywhere = MemberSchemas.Platforms.All(platform => local.Flag(platform) is null);
        bool? Platform(string key) => isSent(key) ? MemberProperties.RunsOn(local, key) : null;
        // A tenant that does not know these two would take them for something wrong.
        bool? NewPlatform(string key) => isEverywhere || local.Flag(key) is not null ? Platform(key) : null;
        return new CustomProfileChange
        {
            Name = isSent("name") ? local.Name : null,
            Active = isSent("active") ? local.Flag("active") ?? false : null,
            RunsOnMac = Platform("runs_on_mac"),
            RunsOnIPhone = Platform("runs_on_iphone"),
            RunsOnIPad = Platform("runs_on_ipad"),
            RunsOnTV = Platform("runs_on_tv"),
            RunsOnVision = Platform("runs_on_vision"),
            RunsOnAndroid = NewPlatform("runs_on_android"),
            RunsOnWindows = NewPlatform("runs_on_windows"),
            Profile = isSent("profile") ? Encoding.UTF8.GetBytes(local.Texts["profile"]) : null,
            FileName = isSent("profile") ? FileName(local) : null,
        };
    }

    private async Task<CustomAppChange> AppAsync(
        ConfigurationMember local, Func<string, bool> isSent, bool isNew, CancellationToken cancellationToken)
    {
        SelfServicePlacement placement = SelfServicePlacement.Of(local);
        string? key = isSent("file")
            ? await _client.Library.UploadCustomAppAsync(
                await InstallerAsync(local, cancellationToken).ConfigureAwait(false), null, cancellationToken).ConfigureAwait(false)
            : null;
        // A new app without one has none; one that is changed is cleared.
        string? Clearable(string role, string? text) => isSent(role) && !(isNew && text is null or "") ? text ?? "" : null;
        return new CustomAppChange
        {
            Name = isSent("name") ? local.Name : null,
            FileKey = key,
            FollowsUpload = key is not null,
            Active = isSent("active") ? local.Flag("active") ?? false : null,
            InstallType = isSent("install_type") ? local.Text("install_type") : null,
            InstallEnforcement = isSent("install_enforcement") ? local.Text("install_enforcement") : null,
            Restart = isSent("restart") ? local.Flag("restart") ?? false : null,
            UnzipLocation = Clearable("unzip_location", local.Text("unzip_location")),
            ShowInSelfService = isSent("show_in_self_service") ? placement.IsShown : null,
            SelfServiceCategoryId = isSent("self_service_category_id") ? Category(placement) : null,
            SelfServiceRecommended = isSent("self_service_recommended") ? placement.IsRecommended : null,
            AuditScript = Clearable("audit", Text(local, "audit")),
            PreinstallScript = Clearable("preinstall", Text(local, "preinstall")),
            PostinstallScript = Clearable("postinstall", Text(local, "postinstall")),
        };
    }

    private async Task<InHouseAppChange> InHouseAppAsync(
        ConfigurationMember local, Func<string, bool> isSent, CancellationToken cancellationToken)
    {
        string? key = isSent("file")
            ? await _client.Library.UploadInHouseAppAsync(
                await InstallerAsync(local, cancellationToken).ConfigureAwait(false), null, cancellationToken).ConfigureAwait(false)
            : null;
        return new InHouseAppChange
        {
            Name = isSent("name") ? local.Name : null,
            FileKey = key,
            FollowsUpload = key is not null,
            Active = isSent("active") ? local.Flag("active") : null,
            RunsOnIPhone = isSent("runs_on_iphone") ? local.Flag("runs_on_iphone") : null,
            RunsOnIPad = isSent("runs_on_ipad") ? local.Flag("runs_on_ipad") : null,
            RunsOnTV = isSent("runs_on_tv") ? local.Flag("runs_on_tv") : null,
        };
    }

    private static NewBlueprint NewBlueprint(ConfigurationMember local)
    {
        var blueprint = (NewBlueprint)Blueprint(local, _ => true, new NewBlueprint { Type = local.Text("type") });
        // An empty blueprint has only the values that it is given.
        if (blueprint.Description is { Length: 0 })
            blueprint.Description = null;
        return blueprint;
    }

    private static BlueprintChange Blueprint(ConfigurationMember local, Func<string, bool> isSent, BlueprintChange blueprint)
    {
        bool isMap = local.Text("type") == "map";
        blueprint.Name = isSent("name") ? local.Name : null;
        blueprint.Description = isSent("description") ? local.Text("description") ?? "" : null;
        blueprint.Icon = isSent("icon") && !isMap ? local.Text("icon") : null;
        blueprint.Color = isSent("color") && !isMap ? local.Text("color") : null;
        return blueprint;
    }

    // The service wants all of them each time.
    private AdeIntegrationSettings Integration(ConfigurationMember local, ConfigurationMember remote)
    {
        ConfigurationMember blueprintSource = local.Values.ContainsKey("blueprint") || local.Flag("use_blueprint_routing") == true
            ? local
            : remote;
        ConfigurationMember defaults = local.Values.ContainsKey("defaults") ? local : remote;
        return new AdeIntegrationSettings
        {
            BlueprintId = blueprintSource.Values.TryGetValue("blueprint", out object? value)
                ? workspace.Names.BlueprintIds((ConfigurationReference)value).Single()
                : null,
            Phone = defaults.Setting("defaults", "phone") as string ?? "",
            Email = defaults.Setting("defaults", "email") as string ?? "",
        };
    }

    private string? Category(SelfServicePlacement placement) =>
        placement.Category is { } category ? workspace.Names.CategoryIds(category).Single() : null;

    private async Task<string> InstallerAsync(ConfigurationMember local, CancellationToken cancellationToken) =>
        await _payloads.FindAsync(local.Installer!, cancellationToken).ConfigureAwait(false)
            ?? throw new FileNotFoundException(
                $"The installer '{local.Installer!.Name}' is not among the installers of the repository any more.",
                _payloads.GetPath(local.Installer!));

    private static string Text(ConfigurationMember local, string role) => local.Texts.TryGetValue(role, out string? text) ? text : "";

    private static string FileName(ConfigurationMember local) =>
        local.Files!.Texts.TryGetValue("profile", out string? path) ? Path.GetFileName(path) : "profile.mobileconfig";
}
