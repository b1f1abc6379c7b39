using Kandji.Client;
using Kandji.Client.Blueprints;
using Kandji.Client.Enrollment;
using Kandji.Client.Http;
using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.Client.Tags;

namespace Kandji.Automation.Configuration;

/// <summary>
/// Reads the configuration of a tenant, without the values that move by themselves: times, signed links, file keys, sizes of uploads and
/// numbers of devices.
/// References are read as names, because the ids of two tenants are different.
/// </summary>
/// <param name="client">The tenant's client.</param>
internal sealed class ConfigurationReader(KandjiClient client)
{
    private const string OwnIdentifiers = "com.kandji.profile.custom.";
    private const int MostAtOnce = 12;

    private readonly object _gate = new();
    private CancellationToken _stop;
    private Task<Dictionary<string, string>>? _categories;

    /// <summary>
    /// Indicates whether references are read as names, which another tenant's are compared with. Without that, what names cannot be read
    /// for
    /// is read all the same.
    /// </summary>
    public bool ReadsNames { get; init; } = true;

    /// <summary>Is told, on any thread, of more that is going to be read: kinds, and things that are read one by one.</summary>
    public Action<int> Expected { get; init; } = _ => { };

    /// <summary>Is told, on any thread, that one of what was expected was read.</summary>
    public Action Read { get; init; } = () => { };

    /// <summary>Reads kinds, all at once. A kind that cannot be read is unknown, and the others are read all the same.</summary>
    /// <param name="kinds">The kinds.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>What was read, in the order of dependence.</returns>
    /// <exception cref="KandjiApiException">Nothing can be read: the token is dead, or the host is not there.</exception>
    public async Task<IReadOnlyList<ConfigurationSet>> ReadAsync(
        IReadOnlyCollection<ConfigurationKind> kinds, CancellationToken cancellationToken)
    {
        _stop = cancellationToken;
        ConfigurationKind[] ordered = ConfigurationKinds.Comparable.Where(kinds.Contains).ToArray();
        Expected(ordered.Length);
        return await Task.WhenAll(ordered.Select(kind => ReadKindAsync(kind, cancellationToken))).ConfigureAwait(false);
    }

    private async Task<ConfigurationSet> ReadKindAsync(ConfigurationKind kind, CancellationToken cancellationToken)
    {
        try
        {
            return new ConfigurationSet(kind, await ReadItemsAsync(kind, cancellationToken).ConfigureAwait(false));
        }
        catch (KandjiApiException e)
            when (e.Kind is not (KandjiErrorKind.Unauthorized or KandjiErrorKind.Unreachable or KandjiErrorKind.Closed))
        {
            return ConfigurationSet.Unknown(kind, e);
        }
        finally
        {
            Read();
        }
    }

    private Task<List<ConfigurationItem>> ReadItemsAsync(ConfigurationKind kind, CancellationToken token) => kind switch
    {
        ConfigurationKind.Tag => EachAsync(client.Tags.ListAsync(cancellationToken: token), FromTagAsync, token),
        ConfigurationKind.SelfServiceCategory => CategoriesAsync(token),
        ConfigurationKind.CustomScript => EachAsync(client.Library.ListCustomScriptsAsync(token), FromScriptAsync, token),
        ConfigurationKind.CustomProfile => EachAsync(client.Library.ListCustomProfilesAsync(token), FromProfileAsync, token),
        ConfigurationKind.CustomApp => EachAsync(client.Library.ListCustomAppsAsync(token), FromCustomAppAsync, token),
        ConfigurationKind.InHouseApp => EachAsync(client.Library.ListInHouseAppsAsync(token), FromInHouseAppAsync, token),
        ConfigurationKind.Blueprint => EachAsync(client.Blueprints.ListAsync(cancellationToken: token), FromBlueprintAsync, token),
        ConfigurationKind.BlueprintRouting => RoutingAsync(token),
        ConfigurationKind.AdeIntegration => EachAsync(client.Enrollment.ListAsync(token), FromIntegrationAsync, token),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Things of this kind are not a configuration."),
    };

    // The list first and whole; then what single items need, a few at once.
    private async Task<List<ConfigurationItem>> EachAsync<T>(
        IAsyncEnumerable<T> list, Func<T, CancellationToken, Task<ConfigurationItem>> read, CancellationToken cancellationToken)
    {
        var listed = new List<T>();
        await foreach (T item in list.ConfigureAwait(false))
            listed.Add(item);
        Expected(listed.Count);
        using var places = new SemaphoreSlim(MostAtOnce);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        return (await Task.WhenAll(listed.Select(OneAsync)).ConfigureAwait(false)).ToList();

        async Task<ConfigurationItem> OneAsync(T item)
        {
            await places.WaitAsync(stop.Token).ConfigureAwait(false);
            try
            {
                ConfigurationItem made = await read(item, stop.Token).ConfigureAwait(false);
                Read();
                return made;
            }
            catch
            {
                // The kind is unknown now, and what the others would tell is of no use.
                stop.Cancel();
                throw;
            }
            finally
            {
                places.Release();
            }
        }
    }

    private static Task<ConfigurationItem> FromTagAsync(Tag tag, CancellationToken cancellationToken) =>
        Task.FromResult(Item(ConfigurationKind.Tag, tag.Name, tag.Id, tag, []));

    private async Task<List<ConfigurationItem>> CategoriesAsync(CancellationToken cancellationToken) =>
        (await client.Library.GetSelfServiceCategoriesAsync(cancellationToken).ConfigureAwait(false))
            .Select(category => Item(ConfigurationKind.SelfServiceCategory, category.Name, category.Id, category, []))
            .ToList();

    private async Task<ConfigurationItem> FromScriptAsync(CustomScript listed, CancellationToken cancellationToken)
    {
        CustomScript script = listed.Script is not null || listed.Id is null
            ? listed
            : await client.Library.GetCustomScriptAsync(listed.Id, cancellationToken).ConfigureAwait(false);
        return Item(ConfigurationKind.CustomScript, script.Name, script.Id, script, new()
        {
            [nameof(CustomScript.Active)] = ConfigurationValue.Of(script.Active),
            [nameof(CustomScript.ExecutionFrequency)] = ConfigurationValue.Of(script.ExecutionFrequency),
            [nameof(CustomScript.Restart)] = ConfigurationValue.OffUnless(script.Restart),
            [nameof(CustomScript.Script)] = ConfigurationValue.Script(script.Script),
            [nameof(CustomScript.RemediationScript)] = ConfigurationValue.Script(script.RemediationScript),
            [nameof(CustomScript.ShowInSelfService)] = ConfigurationValue.OffUnless(script.ShowInSelfService),
            ["SelfServiceCategory"] = await CategoryAsync(script.ShowInSelfService, script.SelfServiceCategoryId).ConfigureAwait(false),
            [nameof(CustomScript.SelfServiceRecommended)] = ConfigurationValue.OffUnless(script.SelfServiceRecommended),
        });
    }

    private async Task<ConfigurationItem> FromProfileAsync(CustomProfile listed, CancellationToken cancellationToken)
    {
        CustomProfile profile = listed.Profile is not null || listed.Id is null
            ? listed
            : await client.Library.GetCustomProfileAsync(listed.Id, cancellationToken).ConfigureAwait(false);
        bool hasOwnIdentifier = !string.Equals(profile.MdmIdentifier, OwnIdentifiers + profile.Id, StringComparison.OrdinalIgnoreCase);
        return Item(ConfigurationKind.CustomProfile, profile.Name, profile.Id, profile, new()
        {
            [nameof(CustomProfile.Active)] = ConfigurationValue.Of(profile.Active),
            [nameof(CustomProfile.Platforms)] = ConfigurationValue.Set(profile.Platforms),
            [nameof(CustomProfile.MdmIdentifier)] = ConfigurationValue.Of(hasOwnIdentifier ? profile.MdmIdentifier : null),
            [nameof(CustomProfile.Profile)] = ConfigurationValue.Profile(profile.Profile),
        });
    }

    private async Task<ConfigurationItem> FromCustomAppAsync(CustomApp app, CancellationToken cancellationToken) =>
        Item(ConfigurationKind.CustomApp, app.Name, app.Id, app, new()
        {
            [nameof(CustomApp.Active)] = ConfigurationValue.Of(app.Active),
            [nameof(CustomApp.InstallType)] = ConfigurationValue.Of(app.InstallType),
            [nameof(CustomApp.InstallEnforcement)] = ConfigurationValue.Of(app.InstallEnforcement),
            [nameof(CustomApp.UnzipLocation)] = ConfigurationValue.Of(app.UnzipLocation),
            [nameof(CustomApp.Restart)] = ConfigurationValue.OffUnless(app.Restart),
            [nameof(CustomApp.AuditScript)] = ConfigurationValue.Script(app.AuditScript),
            [nameof(CustomApp.PreinstallScript)] = ConfigurationValue.Script(app.PreinstallScript),
            [nameof(CustomApp.PostinstallScript)] = ConfigurationValue.Script(app.PostinstallScript),
            [nameof(CustomApp.ShowInSelfService)] = ConfigurationValue.OffUnless(app.ShowInSelfService),
            ["SelfServiceCategory"] = await CategoryAsync(app.ShowInSelfService, app.SelfServiceCategoryId).ConfigureAwait(false),
            [nameof(CustomApp.SelfServiceRecommended)] = ConfigurationValue.OffUnless(app.SelfServiceRecommended),
            [nameof(CustomApp.Sha256)] = ConfigurationValue.Digits(app.Sha256),
        });

    private static Task<ConfigurationItem> FromInHouseAppAsync(InHouseApp app, CancellationToken cancellationToken) =>
        Task.FromResult(Item(ConfigurationKind.InHouseApp, app.Name, app.Id, app, new()
        {
            [nameof(InHouseApp.Active)] = ConfigurationValue.Of(app.Active),
            [nameof(InHouseApp.Platforms)] = ConfigurationValue.Set(app.Platforms),
            [nameof(InHouseApp.AppIdentifier)] = ConfigurationValue.Of(app.AppIdentifier),
            [nameof(InHouseApp.AppVersion)] = ConfigurationValue.Of(app.AppVersion),
            [nameof(InHouseApp.Sha256)] = ConfigurationValue.Digits(app.Sha256),
        }));

    private async Task<ConfigurationItem> FromBlueprintAsync(Blueprint blueprint, CancellationToken cancellationToken)
    {
        var items = new List<BlueprintLibraryItem>();
        if (blueprint.Id is { } id)
        {
            IAsyncEnumerable<BlueprintLibraryItem> listed = client.Blueprints.ListLibraryItemsAsync(id, cancellationToken);
            await foreach (BlueprintLibraryItem item in listed.ConfigureAwait(false))
                items.Add(item);
        }
        return Item(ConfigurationKind.Blueprint, blueprint.Name, blueprint.Id, blueprint, new()
        {
            [nameof(Blueprint.Type)] = ConfigurationValue.Of(blueprint.Type),
            [nameof(Blueprint.Description)] = ConfigurationValue.Of(blueprint.Description),
            [nameof(Blueprint.Icon)] = ConfigurationValue.Of(blueprint.Icon),
            [nameof(Blueprint.Color)] = ConfigurationValue.Of(blueprint.Color),
            [nameof(Blueprint.Params)] = ConfigurationValue.FreeForm(blueprint.Params),
            ["LibraryItems"] = ConfigurationValue.Set(items.Select(item => item.Name ?? item.Id)),
        }) with { LibraryItems = items };
    }

    // The enrollment code itself is a secret of the tenant.
    private async Task<List<ConfigurationItem>> RoutingAsync(CancellationToken cancellationToken)
    {
        BlueprintRouting routing = await client.BlueprintRouting.GetAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            Item(ConfigurationKind.BlueprintRouting, ConfigurationKinds.SingleName, null, routing, new()
            {
                ["EnrollmentCodeActive"] = ConfigurationValue.OffUnless(routing.EnrollmentCode?.IsActive),
            }),
        ];
    }

    private static Task<ConfigurationItem> FromIntegrationAsync(AdeIntegration integration, CancellationToken cancellationToken) =>
        Task.FromResult(Item(ConfigurationKind.AdeIntegration, integration.ServerName, integration.Id, integration, new()
        {
            [nameof(AdeIntegration.Blueprint)] = ConfigurationValue.Named(integration.Blueprint?.Name),
            [nameof(AdeIntegration.UseBlueprintRouting)] = ConfigurationValue.OffUnless(integration.UseBlueprintRouting),
            ["DefaultEmail"] = ConfigurationValue.Of(integration.Defaults?.Email),
            ["DefaultPhone"] = ConfigurationValue.Of(integration.Defaults?.Phone),
        }));

    private async Task<ConfigurationValue> CategoryAsync(bool? isShown, string? id)
    {
        if (!ReadsNames || isShown != true || string.IsNullOrEmpty(id))
            return ConfigurationValue.None;
        Task<Dictionary<string, string>> listed;
        // For all kinds, so that it is not ended with one of them.
        lock (_gate)
            listed = _categories ??= ListCategoriesAsync(_stop);
        Dictionary<string, string> names = await listed.ConfigureAwait(false);
        return ConfigurationValue.Named(names.TryGetValue(id!, out string? name) ? name : id);
    }

    private async Task<Dictionary<string, string>> ListCategoriesAsync(CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (SelfServiceCategory category in
            await client.Library.GetSelfServiceCategoriesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (category is { Id: { } id, Name: { } name })
                names[id] = name;
        }
        return names;
    }

    private static ConfigurationItem Item(
        ConfigurationKind kind, string? name, string? id, KandjiObject source, Dictionary<string, ConfigurationValue> properties) =>
        new(kind, (name ?? "").Normalize(), id, source, properties);
}
