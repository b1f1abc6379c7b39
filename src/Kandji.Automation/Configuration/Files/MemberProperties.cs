namespace Kandji.Automation.Configuration.Files;

/// <summary>
/// The settings of a member with what is implied: defaults where nothing is written, references as what they refer to. Two members are the
/// same when these are.
/// </summary>
/// <param name="names">Resolves references.</param>
internal sealed class MemberProperties(ConfigurationNames names)
{
    private const string OwnIdentifiers = "com.kandji.profile.custom.";

    /// <summary>The settings and texts, in the order of the keys.</summary>
    /// <param name="member">The member.</param>
    public IReadOnlyList<MemberProperty> Of(ConfigurationMember member)
    {
        SelfServicePlacement placement = SelfServicePlacement.Of(member);
        var properties = new List<MemberProperty>();
        foreach (InfoKey key in member.Schema.Keys)
        {
            if (key.Name is MemberSchema.IdKey or MemberSchema.HashKey or MemberSchema.CreatedKey or MemberSchema.UpdatedKey
                or "ensure_blueprints" || member.UnknownKeys.Contains(key.Name))
                continue;
            if (key.Type == InfoKeyType.Settings)
                properties.AddRange(Settings(member, key));
            else
                properties.Add(
                    new MemberProperty(key.Property, key.Name, Value(member, key, placement)) { IsRecorded = IsRecorded(member, key) });
        }
        foreach (MemberText text in member.Schema.Texts)
        {
            member.Texts.TryGetValue(text.Role, out string? content);
            ConfigurationValue value = text.Extension is null ? ConfigurationValue.Script(content) : ConfigurationValue.Profile(content);
            if (!member.UnknownKeys.Contains(text.Role))
                properties.Add(new MemberProperty(text.Property, text.Role, value));
        }
        return properties;
    }

    /// <summary>Indicates whether a profile is for a platform: for all when none is named.</summary>
    public static bool RunsOn(ConfigurationMember member, string key) => MemberSchemas.Platforms.All(other => member.Flag(other) is null)
        ? member.Kind == ConfigurationKind.CustomProfile
        : member.Flag(key) == true;

    /// <summary>Indicates whether an identifier is one that the service makes of a profile's id, this one's or an earlier one's.</summary>
    public static bool IsOwnIdentifier(string? identifier) => identifier is null
        || (identifier.StartsWith(OwnIdentifiers, StringComparison.OrdinalIgnoreCase)
            && Guid.TryParseExact(identifier.Substring(OwnIdentifiers.Length), "D", out _));

    private ConfigurationValue Value(ConfigurationMember member, InfoKey key, SelfServicePlacement placement) => key.Name switch
    {
        "show_in_self_service" => ConfigurationValue.OffUnless(placement.IsShown),
        "self_service_category_id" => Category(placement.Category),
        "self_service_recommended" => ConfigurationValue.OffUnless(placement.IsRecommended),
        "execution_frequency" => ConfigurationValue.Of(member.Text(key.Name) ?? "once"),
        "mdm_identifier" => Identifier(member),
        _ when key.Name == member.Schema.NameKey => ConfigurationValue.Named(member.Name),
        _ when member.Kind == ConfigurationKind.CustomProfile && MemberSchemas.Platforms.Contains(key.Name) =>
            ConfigurationValue.OffUnless(RunsOn(member, key.Name)),
        _ => key.Type switch
        {
            InfoKeyType.Flag => ConfigurationValue.OffUnless(member.Flag(key.Name)),
            InfoKeyType.File => ConfigurationValue.Digits(member.Installer?.Sha256),
            InfoKeyType.LibraryItems => ConfigurationValue.References((member.References(key.Name) ?? []).Select(
                item => (ConfigurationNames.Token(names.LibraryItemIds(item), item), ShownItem(item)))),
            InfoKeyType.Blueprint => Blueprint(member, key),
            InfoKeyType.FreeForm => ConfigurationValue.FreeForm(member.Values.TryGetValue(key.Name, out object? value) ? value : null),
            _ => ConfigurationValue.Of(member.Text(key.Name)),
        },
    };

    // A file's colour and icon of a map have no meaning, because a map has none of its own.
    private static bool IsRecorded(ConfigurationMember member, InfoKey key) => key.IsRecorded || member.Schema.IsRecorded;

    private static IEnumerable<MemberProperty> Settings(ConfigurationMember member, InfoKey key)
    {
        foreach (InfoKey setting in key.Settings)
        {
            object? value = member.Setting(key.Name, setting.Name);
            ConfigurationValue shown = value is bool flag ? ConfigurationValue.OffUnless(flag) : ConfigurationValue.Of(value as string);
            string name = key.Name == "defaults" ? "Default" + setting.Property : key.Property + setting.Property;
            yield return new MemberProperty(name, key.Name + "." + setting.Name, shown)
            {
                IsRecorded = key.IsRecorded || member.Schema.IsRecorded,
                // The code is a secret of the tenant, and in the file only where somebody wanted it there.
                IsOutsideHash = setting.Name == "code",
            };
        }
    }

    private ConfigurationValue Category(string? category)
    {
        if (category is null)
            return ConfigurationValue.None;
        IReadOnlyList<string> ids = names.CategoryIds(category);
        string? name = ids.Count == 1 ? names.Categories.FindName(ids[0]) : null;
        return ConfigurationValue.Reference(
            ConfigurationNames.Token(ids, new ConfigurationReference(null, category)), name ?? names.HomeCategories?.FindName(category)
                ?? category);
    }

    private string ShownItem(ConfigurationReference item) =>
        names.LibraryItemIds(item) is { Count: 1 } ids ? names.LibraryItems.FindName(ids[0]) ?? item.Shown : item.Shown;

    private ConfigurationValue Blueprint(ConfigurationMember member, InfoKey key)
    {
        if (!member.Values.TryGetValue(key.Name, out object? value) || value is not ConfigurationReference blueprint)
            return ConfigurationValue.None;
        IReadOnlyList<string> ids = names.BlueprintIds(blueprint);
        string? name = ids.Count == 1 ? names.Blueprints.FindName(ids[0]) : null;
        return ConfigurationValue.Reference(ConfigurationNames.Token(ids, blueprint), name ?? blueprint.Shown);
    }

    // The service gives every profile one that is made of its id. Only another one says something.
    private static ConfigurationValue Identifier(ConfigurationMember member) =>
        ConfigurationValue.Of(IsOwnIdentifier(member.Text("mdm_identifier")) ? null : member.Text("mdm_identifier"));
}
