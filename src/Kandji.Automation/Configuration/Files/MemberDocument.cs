using Kandji.Automation.Configuration.Documents;

namespace Kandji.Automation.Configuration.Files;

/// <summary>Members as info documents have them.</summary>
internal static class MemberDocument
{
    /// <summary>The whole document of a member.</summary>
    /// <param name="member">The member.</param>
    /// <param name="hash">What both sides are now.</param>
    /// <param name="includeCode">Indicates whether enrollment codes are written.</param>
    public static InfoMap ToMap(ConfigurationMember member, string? hash, bool includeCode)
    {
        var map = new InfoMap();
        foreach (InfoKey key in member.Schema.Keys)
            map.Add(key.Name, key.Name == MemberSchema.HashKey ? hash : ToValue(member, key, includeCode));
        return map;
    }

    /// <summary>A value as it is written; null where the key is not.</summary>
    public static object? ToValue(ConfigurationMember member, InfoKey key, bool includeCode) => key.Name switch
    {
        MemberSchema.IdKey => member.Id,
        _ when key.Name == member.Schema.NameKey => member.Name,
        _ when !member.Values.TryGetValue(key.Name, out object? value) => null,
        _ => Written(member.Values[key.Name], includeCode),
    };

    /// <summary>
    /// The items of a blueprint as its file has them: those that it names stay as a person wrote them, with their nodes; others are added
    /// or taken away.
    /// </summary>
    public static object Merge(
        IReadOnlyList<ConfigurationReference> file, IReadOnlyList<ConfigurationReference> tenant, ConfigurationNames names)
    {
        ILookup<string, ConfigurationReference> theirs = tenant.ToLookup(Token, StringComparer.Ordinal);
        var kept = new HashSet<string>(StringComparer.Ordinal);
        List<ConfigurationReference> merged = file.Where(item => theirs.Contains(Token(item))).ToList();
        foreach (ConfigurationReference item in merged)
            kept.Add(Token(item));
        merged.AddRange(tenant.Where(item => !kept.Contains(Token(item))));
        return Written(merged, includeCode: false)!;

        string Token(ConfigurationReference item) => ConfigurationNames.Token(names.LibraryItemIds(item), item);
    }

    private static object? Written(object value, bool includeCode) => value switch
    {
        InstallerFile file => new InfoMap { { "name", file.Name }, { "sha256", file.Sha256 } },
        ConfigurationReference reference => Reference(reference),
        IReadOnlyList<ConfigurationReference> references => references.Select(Reference).ToList<object?>(),
        InfoMap map when !includeCode => new InfoMap(map.Where(entry => entry.Key != "code")),
        _ => value,
    };

    private static InfoMap Reference(ConfigurationReference reference) =>
        new() { { "id", reference.Id }, { "name", reference.Name }, { "node", reference.Node } };
}
