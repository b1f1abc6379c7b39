namespace Kandji.Automation.Configuration;

/// <summary>Compares the things of one kind in two tenants, matched by name.</summary>
internal static class ConfigurationComparer
{
    /// <summary>
    /// Compares two sets. A name is the same in each of its Unicode forms. Nothing is said about a kind that is not known on both sides,
    /// and about names that are not unique.
    /// </summary>
    /// <param name="here">The first tenant's.</param>
    /// <param name="there">The other tenant's.</param>
    public static ConfigurationComparison Compare(ConfigurationSet here, ConfigurationSet there)
    {
        if (here.Failure is not null || there.Failure is not null)
            return new ConfigurationComparison([], [], []);
        ILookup<string, ConfigurationItem> left = here.Items.ToLookup(item => item.Name.Normalize(), StringComparer.Ordinal);
        ILookup<string, ConfigurationItem> right = there.Items.ToLookup(item => item.Name.Normalize(), StringComparer.Ordinal);
        var differences = new List<ConfigurationDifference>();
        foreach (string name in left.Concat(right).Select(items => items.Key).Distinct().OrderBy(name => name, StringComparer.Ordinal))
        {
            List<ConfigurationItem> ours = left[name].ToList(), theirs = right[name].ToList();
            if (ours.Count > 1 || theirs.Count > 1)
                continue;
            if (theirs.Count == 0)
                differences.Add(Missing(ours[0], ConfigurationChange.OnlyHere));
            else if (ours.Count == 0)
                differences.Add(Missing(theirs[0], ConfigurationChange.OnlyThere));
            else
                differences.AddRange(Properties(ours[0], theirs[0]));
        }
        return new ConfigurationComparison(differences, Repeated(left), Repeated(right));
    }

    private static List<IReadOnlyList<ConfigurationItem>> Repeated(ILookup<string, ConfigurationItem> items) =>
        items.Select(same => same.ToList()).Where(same => same.Count > 1).Cast<IReadOnlyList<ConfigurationItem>>().ToList();

    private static ConfigurationDifference Missing(ConfigurationItem item, ConfigurationChange change) =>
        new() { Kind = item.Kind, Name = item.Name, Change = change, Source = item.Source };

    private static IEnumerable<ConfigurationDifference> Properties(ConfigurationItem here, ConfigurationItem there)
    {
        foreach (string property in here.Properties.Keys.Concat(there.Properties.Keys).Distinct())
        {
            ConfigurationValue ours = GetValue(here, property), theirs = GetValue(there, property);
            if (ours.Canonical == theirs.Canonical)
                continue;
            yield return new ConfigurationDifference
            {
                Kind = here.Kind,
                Name = here.Name,
                Change = ConfigurationChange.Different,
                Property = property,
                Value = ours.Shown,
                OtherValue = theirs.Shown,
                Lines = ours.IsText || theirs.IsText ? LineDiff.Unified(ours.Canonical, theirs.Canonical) : null,
                Source = here.Source,
            };
        }
    }

    private static ConfigurationValue GetValue(ConfigurationItem item, string property) =>
        item.Properties.TryGetValue(property, out ConfigurationValue? value) ? value : ConfigurationValue.None;
}
