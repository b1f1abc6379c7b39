namespace Kandji.Automation.Configuration.Files;

/// <summary>
/// Resolves what members refer to by id or by name: blueprints, library items, categories. In the home tenant of a repository an id counts
/// first; in another tenant the ids of the files mean nothing, and only names count.
/// </summary>
internal sealed class ConfigurationNames
{
    /// <summary>The categories of Self Service.</summary>
    public NamedIds Categories { get; } = new();

    /// <summary>The blueprints.</summary>
    public NamedIds Blueprints { get; } = new();

    /// <summary>The library items, those of other vendors included as far as blueprints show them.</summary>
    public NamedIds LibraryItems { get; } = new();

    /// <summary>The things of the repository, by the ids that they have in its home tenant. Used for a copy to another tenant.</summary>
    public NamedIds? HomeCategories { get; init; }

    /// <summary>The blueprints of the repository, by the ids that they have in its home tenant.</summary>
    public NamedIds? HomeBlueprints { get; init; }

    /// <summary>The library items of the repository, by the ids that they have in its home tenant.</summary>
    public NamedIds? HomeLibraryItems { get; init; }

    /// <summary>The blueprints of the repository, by their names in the files, which the tenant may have renamed.</summary>
    public NamedIds FileBlueprints { get; } = new();

    /// <summary>The library items of the repository, by their names in the files, which the tenant may have renamed.</summary>
    public NamedIds FileLibraryItems { get; } = new();

    /// <summary>Indicates whether the files are of another tenant.</summary>
    public bool IsCopy => HomeBlueprints is not null;

    /// <summary>The ids that a category's text of a file means: none, one, or several.</summary>
    public IReadOnlyList<string> CategoryIds(string text) => Ids(Categories, HomeCategories, null, new ConfigurationReference(text, text));

    /// <summary>The ids that a reference to a blueprint means: none, one, or several.</summary>
    public IReadOnlyList<string> BlueprintIds(ConfigurationReference reference) =>
        Ids(Blueprints, HomeBlueprints, FileBlueprints, reference);

    /// <summary>The ids that a reference to a library item means: none, one, or several.</summary>
    public IReadOnlyList<string> LibraryItemIds(ConfigurationReference reference) =>
        Ids(LibraryItems, HomeLibraryItems, FileLibraryItems, reference);

    /// <summary>A text that is equal for equal references: the id where there is one, otherwise the name.</summary>
    public static string Token(IReadOnlyList<string> ids, ConfigurationReference reference) => ids.Count == 1
        ? ids[0]
        : (reference.Name ?? reference.Id ?? "").Normalize().ToLowerInvariant();

    private static IReadOnlyList<string> Ids(NamedIds there, NamedIds? home, NamedIds? files, ConfigurationReference reference)
    {
        if (home is not null)
        {
            string? name = home.FindName(reference.Id) ?? reference.Name;
            return name is null ? [] : there.FindIds(name);
        }
        if (there.FindName(reference.Id) is not null)
            return [reference.Id!.ToLowerInvariant()];
        if (reference.Name is null)
            return [];
        // A name that a file writes is first of all that of another file.
        string[] known = (files?.FindIds(reference.Name) ?? []).Where(id => there.FindName(id) is not null).ToArray();
        return known.Length > 0 ? known : there.FindIds(reference.Name);
    }
}
