using Kandji.Automation.Configuration.Files;
using Kandji.Client.Http;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>The things that a tenant has of some kinds.</summary>
/// <param name="Members">The things.</param>
/// <param name="Unknown">The kinds that could not be read, which is not the same as there being none, with the reason.</param>
internal sealed record TenantContents(
    IReadOnlyList<ConfigurationMember> Members, IReadOnlyDictionary<ConfigurationKind, KandjiApiException> Unknown)
{
    /// <summary>
    /// The ids of the library items of each blueprint, by the blueprint's id. A blueprint that could not be read is not there.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> BlueprintItems { get; } = Members
        .Where(member => member.Kind == ConfigurationKind.Blueprint && member.Id is not null
            && !member.UnknownKeys.Contains("library_items"))
        .ToDictionary(
            member => member.Id!,
            member => (IReadOnlyCollection<string>)(member.References("library_items") ?? []).Select(item => item.Id ?? "").ToList());

    /// <summary>Fills in the names by which references are resolved.</summary>
    public void AddNames(ConfigurationNames names)
    {
        foreach (ConfigurationMember member in Members)
        {
            switch (member.Kind)
            {
                case ConfigurationKind.SelfServiceCategory:
                    names.Categories.Add(member.Id, member.Name);
                    break;
                case ConfigurationKind.Blueprint:
                    names.Blueprints.Add(member.Id, member.Name);
                    // Items of other vendors are known by the blueprints that have them.
                    foreach (ConfigurationReference item in member.References("library_items") ?? [])
                    {
                        if (names.LibraryItems.FindName(item.Id) is null)
                            names.LibraryItems.Add(item.Id, item.Name);
                    }
                    break;
                case ConfigurationKind.CustomScript or ConfigurationKind.CustomProfile or ConfigurationKind.CustomApp
                    or ConfigurationKind.InHouseApp:
                    names.LibraryItems.Add(member.Id, member.Name);
                    break;
                case ConfigurationKind.AdeIntegration when member.Values.TryGetValue("blueprint", out object? value)
                    && value is ConfigurationReference blueprint && names.Blueprints.FindName(blueprint.Id) is null:
                    names.Blueprints.Add(blueprint.Id, blueprint.Name);
                    break;
            }
        }
        names.LibraryItems.IsComplete = !Unknown.Keys.Any(kind => kind is ConfigurationKind.CustomScript or ConfigurationKind.CustomProfile
            or ConfigurationKind.CustomApp or ConfigurationKind.InHouseApp);
        names.Categories.IsComplete = !Unknown.ContainsKey(ConfigurationKind.SelfServiceCategory);
        names.Blueprints.IsComplete = !Unknown.ContainsKey(ConfigurationKind.Blueprint);
    }
}
