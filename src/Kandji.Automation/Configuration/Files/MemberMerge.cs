namespace Kandji.Automation.Configuration.Files;

/// <summary>Brings what a tenant answers and what a file says to the same set of keys, so that their hashes can be compared.</summary>
internal static class MemberMerge
{
    /// <summary>
    /// The thing of the tenant with those keys alone that its file has an opinion on: what the answer does not carry is taken to be as it
    /// is
    /// in the file, and what the file leaves out, and may leave out, is left out.
    /// </summary>
    public static ConfigurationMember Align(ConfigurationMember remote, ConfigurationMember local)
    {
        Dictionary<string, object> values = remote.Values.ToDictionary(pair => pair.Key, pair => pair.Value);
        Dictionary<string, string> texts = remote.Texts.ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (string key in remote.UnknownKeys)
        {
            if (local.Values.TryGetValue(key, out object? value))
                values[key] = value;
            if (local.Texts.TryGetValue(key, out string? text))
                texts[key] = text;
        }
        foreach (InfoKey key in local.Schema.Keys.Where(key => IsLeftOut(local, key)))
            values.Remove(key.Name);
        return Copy(remote, remote.Id, values, texts);
    }

    /// <summary>Indicates whether a file says nothing of a key by leaving it out.</summary>
    public static bool IsLeftOut(ConfigurationMember local, InfoKey key) =>
        (key.IsOptional || key.IsRecorded) && !local.Values.ContainsKey(key.Name) && !local.Schema.IsVendors;

    /// <summary>The same thing with another id.</summary>
    public static ConfigurationMember WithId(ConfigurationMember member, string? id) => Copy(
        member, id, member.Values.ToDictionary(pair => pair.Key, pair => pair.Value),
        member.Texts.ToDictionary(pair => pair.Key, pair => pair.Value));

    /// <summary>The same thing with another text, or without it.</summary>
    public static ConfigurationMember WithText(ConfigurationMember member, string role, string? content)
    {
        Dictionary<string, string> texts = member.Texts.ToDictionary(pair => pair.Key, pair => pair.Value);
        texts.Remove(role);
        if (content is not null)
            texts[role] = content;
        return Copy(member, member.Id, member.Values.ToDictionary(pair => pair.Key, pair => pair.Value), texts);
    }

    /// <summary>The same blueprint with other library items.</summary>
    public static ConfigurationMember WithItems(ConfigurationMember blueprint, IEnumerable<string> ids)
    {
        Dictionary<string, object> values = blueprint.Values.ToDictionary(pair => pair.Key, pair => pair.Value);
        values["library_items"] = ids.Select(id => new ConfigurationReference(id, null)).ToList();
        return Copy(blueprint, blueprint.Id, values, []);
    }

    private static ConfigurationMember Copy(
        ConfigurationMember member, string? id, Dictionary<string, object> values, Dictionary<string, string> texts) => new()
        {
            Schema = member.Schema, Id = id, Name = member.Name, Values = values, Texts = texts, Source = member.Source,
        };
}
